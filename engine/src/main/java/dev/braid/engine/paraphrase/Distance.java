package dev.braid.engine.paraphrase;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How far two sentences are apart: Levenshtein's distance over words, as a share of the longer one; marks and case do not count. */
final class Distance {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\d]+(?:['’.,-][\\p{L}\\d]+)*");

    private Distance() {}

    static double between(String a, String b) {
        List<String> first = words(a);
        List<String> second = words(b);
        int[] row = new int[second.size() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.size(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int cost = first.get(i - 1).equals(second.get(j - 1)) ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        int longest = Math.max(first.size(), second.size());
        return longest == 0 ? 0 : row[second.size()] / (double) longest;
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }
}
