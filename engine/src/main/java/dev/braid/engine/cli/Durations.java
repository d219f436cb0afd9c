package dev.braid.engine.cli;

import java.util.Locale;

/** Times for people. */
final class Durations {
    private Durations() {}

    /** Such as {@code 8 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String inWords(double seconds) {
        long s = Math.max(0, Math.round(seconds));
        if (s < 60) {
            return s + " s";
        }
        return s < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d h %02d min", s / 3600, s % 3600 / 60);
    }
}
