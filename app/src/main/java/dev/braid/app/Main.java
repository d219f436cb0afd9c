package dev.braid.app;

import dev.braid.engine.cli.BraidCommand;
import java.util.stream.Stream;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command; without arguments the demo, for the window is still to come. */
    static int run(String... arguments) {
        System.setProperty("java.awt.headless", "true"); // figures are drawn into memory only
        String[] command = arguments;
        if (arguments.length == 0) {
            System.out.println(
                    hasDisplay()
                            ? "The window comes with the next version: running the demo on the command line."
                            : "No display found: running the demo on the command line.");
            command = new String[] {"demo"};
        }
        return BraidCommand.commandLine(new SweepFigure()).execute(command);
    }

    /** Asks the environment, for asking the desktop's classes would cost a tenth of a second. */
    private static boolean hasDisplay() {
        return Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                .map(System::getenv)
                .anyMatch(name -> name != null && !name.isEmpty());
    }
}
