package dev.braid.engine.task.reading;

import java.util.List;

/**
 * A text and what is asked after it.
 *
 * @param text what is read first
 * @param queries asked one after the other; each stands behind the text and the queries before it
 */
record Passage(String text, List<Query> queries) {
    Passage {
        queries = List.copyOf(queries);
    }

    /**
     * A question on the text.
     *
     * @param prompt ends where the answer begins
     * @param answer without the blank between prompt and answer
     * @param at where the answer stands in the text, in characters
     */
    record Query(String prompt, String answer, int at) {}
}
