package dev.braid.engine.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that change while something goes on. On a terminal they are drawn again in place; anywhere else only what is
 * said for good is printed, so that logs stay readable.
 */
final class Terminal {
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final PrintWriter out;
    private final boolean live;
    private int drawn;

    /** Prints there. */
    Terminal(PrintWriter out) {
        this(out, isTerminal());
    }

    Terminal(PrintWriter out, boolean live) {
        this.out = out;
        this.live = live;
    }

    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    }

    /** Whether {@link #draw} shows anything. */
    boolean live() {
        return live;
    }

    /** Replaces the changing lines. */
    synchronized void draw(List<String> lines) {
        if (live) {
            clear();
            lines.forEach(out::println);
            drawn = lines.size();
            out.flush();
        }
    }

    /** Prints a line that stays, above the changing ones. */
    synchronized void say(String line) {
        clear();
        out.println(line);
        out.flush();
    }

    private void clear() {
        if (drawn > 0) {
            out.printf(UP_AND_CLEAR, drawn);
            drawn = 0;
        }
    }
}
