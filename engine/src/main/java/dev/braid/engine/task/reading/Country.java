package dev.braid.engine.task.reading;

import java.util.List;
import java.util.Locale;

/**
 * A country of the factbook.
 *
 * @param name as the factbook has it
 * @param fields in its order
 */
record Country(String name, List<Field> fields) {
    private static final int SHORTEST_ANSWER = 2;
    private static final int LONGEST_ANSWER = 40;

    Country {
        fields = List.copyOf(fields);
    }

    /**
     * One field.
     *
     * @param key the path of its name, such as {@code Geography / Area / total}
     * @param value all that stands there
     * @param answer what may be asked of it: the value up to the first {@code ;} or {@code (}; empty if that is too long, too
     *     short or says nothing
     */
    record Field(String key, String value, String answer) {
        static Field of(String key, String value) {
            return new Field(key, value, answer(value));
        }

        boolean answerable() {
            return !answer.isEmpty();
        }

        private static String answer(String value) {
            int end = 0;
            while (end < value.length() && value.charAt(end) != ';' && value.charAt(end) != '(') {
                end++;
            }
            String answer = value.substring(0, end).strip();
            String lower = answer.toLowerCase(Locale.ROOT);
            boolean empty = lower.equals("none") || lower.equals("na");
            return empty || answer.length() < SHORTEST_ANSWER || answer.length() > LONGEST_ANSWER ? "" : answer;
        }
    }
}
