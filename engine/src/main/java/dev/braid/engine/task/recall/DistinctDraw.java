package dev.braid.engine.task.recall;

import dev.braid.engine.task.RandomStream;
import java.util.Arrays;

/** Draws numbers without repetition in a random order, by drawing again whatever was drawn already. */
final class DistinctDraw {
    private final int from;
    private final int[] drawnIn;
    private int round;

    /** Over [from, to). */
    DistinctDraw(int from, int to) {
        this.from = from;
        drawnIn = new int[to - from];
    }

    /** Puts everything back. */
    void reset() {
        if (++round == Integer.MAX_VALUE) {
            Arrays.fill(drawnIn, 0);
            round = 1;
        }
    }

    /** One that was not drawn since the last reset; quick while at most half are gone. */
    int draw(RandomStream random) {
        int index;
        do {
            index = random.below(drawnIn.length);
        } while (drawnIn[index] == round);
        drawnIn[index] = round;
        return from + index;
    }
}
