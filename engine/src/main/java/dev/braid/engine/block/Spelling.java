package dev.braid.engine.block;

import java.util.Collection;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Spelling {
    private Spelling() {}

    /** The candidate with the smallest edit distance to {@code word}, if at most a third of its letters differ. */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        String best = null;
        int bestDistance = Math.max(1, Math.min(word.length(), 60) / 3) + 1;
        if (word.length() <= 60) {
            for (String candidate : candidates) {
                int distance = distance(word, candidate);
                if (distance < bestDistance) {
                    best = candidate;
                    bestDistance = distance;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
