package dev.braid.app.command;

import java.util.Locale;
import java.util.OptionalInt;

/** How well a few typed letters fit a title: all must occur in it, in their order. */
public final class Fuzzy {
    private static final int WORD_START = 8;
    private static final int NEIGHBOUR = 5;
    private static final int ANYWHERE = 1;

    private Fuzzy() {}

    /** The higher the better; empty where it does not fit. Nothing typed fits everything equally. */
    public static OptionalInt score(String typed, String title) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
        String text = title.toLowerCase(Locale.ROOT);
        int best = -1;
        // The first letter decides where the match lies: try each place where it occurs.
        for (int start = 0; start < text.length() && !wanted.isEmpty(); start++) {
            if (text.charAt(start) == wanted.charAt(0)) {
                best = Math.max(best, scoreFrom(start, wanted, text));
            }
        }
        if (wanted.isEmpty()) {
            return OptionalInt.of(0);
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best * 100 - text.length());
    }

    private static int scoreFrom(int start, String wanted, String text) {
        int score = 0;
        int last = start - 1;
        for (int i = 0; i < wanted.length(); i++) {
            int neighbour = last + 1;
            int at;
            if (i > 0 && neighbour < text.length() && text.charAt(neighbour) == wanted.charAt(i)) {
                at = neighbour;
                score += NEIGHBOUR;
            } else {
                at = text.indexOf(wanted.charAt(i), i == 0 ? start : neighbour);
                if (at < 0) {
                    return -1;
                }
                boolean wordStart = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
                score += wordStart ? WORD_START : ANYWHERE;
            }
            last = at;
        }
        return score;
    }
}
