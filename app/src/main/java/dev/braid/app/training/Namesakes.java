package dev.braid.app.training;

import java.util.Map;

/** Names of designs in a figure: two that are called the same are told apart by a number. */
final class Namesakes {
    private Namesakes() {}

    /**
     * A name that is there only once.
     *
     * @param known how often each name was there; is added to
     */
    static String unique(String name, Map<String, Integer> known) {
        String called = name.isBlank() ? "Design" : name;
        int times = known.merge(called, 1, Integer::sum);
        return times == 1 ? called : called + " (" + times + ")";
    }
}
