package dev.braid.app;

import java.awt.GraphicsEnvironment;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command line; without arguments and without a display, the demo. */
    public static void main(String[] arguments) {
        if (arguments.length == 0 && GraphicsEnvironment.isHeadless()) {
            System.out.println("No display found: running the demo on the command line.");
        }
    }
}
