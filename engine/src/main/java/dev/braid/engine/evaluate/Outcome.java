package dev.braid.engine.evaluate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of the questions of one set.
 *
 * @param set its name
 * @param form how it was asked
 * @param questions how many were asked
 * @param chance the share that guessing gets right; not a number where nobody can guess
 * @param shares what was counted, by the name of the metric, the most important first
 * @param cells shares broken down, such as by depth and context length
 * @param cut contexts that lost tokens at their front because they were too long
 * @param leftOut entries of the file that could not be read
 * @param problems why, a sentence each for the first of them
 */
public record Outcome(
        String set,
        Form form,
        long questions,
        double chance,
        Map<String, Share> shares,
        List<Cell> cells,
        long cut,
        long leftOut,
        List<String> problems) {
    /** Written answers that contain the right one. */
    public static final String CONTAINS = "contains";
    /** The same answers, each given to another question instead: what answers get that fit any question. */
    public static final String CONTAINS_SHUFFLED = "contains_shuffled";
    /** The most probable choice is the right one. */
    public static final String ACCURACY = "acc";
    /** The same with log-probabilities divided by the characters of the choice. */
    public static final String NORMALISED = "acc_norm";
    /** The model sees the choices without what stands before them. */
    public static final String CHOICE_ONLY = "choice_only";
    /** The same, divided by characters. */
    public static final String CHOICE_ONLY_NORMALISED = "choice_only_norm";
    /** The choice whose words are the most frequent in the corpora that come with Braid. */
    public static final String UNIGRAM = "unigram";
    /** The same, divided by characters. */
    public static final String UNIGRAM_NORMALISED = "unigram_norm";

    /** How a set is asked. */
    public enum Form {
        /** Answers are written freely. */
        COMPLETION,
        /** One of several is chosen. */
        CHOICE,
        /** The last word is to be found. */
        LAST_WORD
    }

    /**
     * A part of the questions.
     *
     * @param groups what they have in common, by name
     * @param share right answers among them
     */
    public record Cell(Map<String, Integer> groups, Share share) {
        public Cell {
            groups = new TreeMap<>(groups);
        }
    }

    public Outcome {
        cells = List.copyOf(cells);
        problems = List.copyOf(problems);
    }

    /** The first of the shares. */
    public Share main() {
        return shares.values().iterator().next();
    }
}
