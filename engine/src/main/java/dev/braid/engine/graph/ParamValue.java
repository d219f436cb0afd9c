package dev.braid.engine.graph;

/** The value of one block parameter as it stands in the document, before any block type has judged it. */
public sealed interface ParamValue {

    /** A whole number. */
    record Whole(long value) implements ParamValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A real number, finite or not: the checker refuses the latter. */
    record Real(double value) implements ParamValue {
        @Override
        public String toString() {
            return Double.toString(value);
        }
    }

    /** True or false. */
    record Flag(boolean value) implements ParamValue {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A word: one of a choice, or a name. */
    record Text(String value) implements ParamValue {
        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * Anything else the file held (a list, an object, null), kept so that it survives load and save.
     *
     * @param json the value as compact JSON text
     */
    record Other(String json) implements ParamValue {
        @Override
        public String toString() {
            return json;
        }
    }
}
