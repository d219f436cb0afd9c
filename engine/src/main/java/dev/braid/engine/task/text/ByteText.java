package dev.braid.engine.task.text;

/** A text in UTF-8 of which any part can be read, however long it is. Any thread may read at any time. */
interface ByteText {
    /** Its bytes. */
    long size();

    /**
     * Reads some of them.
     *
     * @throws dev.braid.engine.task.DataException if they cannot be read any more
     */
    void read(long from, byte[] into, int at, int count);

    /** A text that lies in memory. */
    static ByteText of(byte[] bytes) {
        return new ByteText() {
            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long from, byte[] into, int at, int count) {
                System.arraycopy(bytes, Math.toIntExact(from), into, at, count);
            }
        };
    }

    /** A part of it, from {@code from} (inclusive) to {@code to} (exclusive). */
    default ByteText part(long from, long to) {
        ByteText whole = this;
        return new ByteText() {
            @Override
            public long size() {
                return to - from;
            }

            @Override
            public void read(long start, byte[] into, int at, int count) {
                whole.read(from + start, into, at, count);
            }
        };
    }
}
