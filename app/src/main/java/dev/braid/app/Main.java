package dev.braid.app;

import dev.braid.engine.cli.BraidCommand;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command; without arguments and without a display, the demo. */
    static int run(String... arguments) {
        CommandLine commandLine = BraidCommand.commandLine();
        if (arguments.length == 0 && !hasDisplay()) {
            System.out.println("No display found: running the demo on the command line.");
        }
        return commandLine.execute(arguments);
    }

    /** Asks the environment, for asking the desktop's classes would cost a tenth of a second. */
    private static boolean hasDisplay() {
        return Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                .map(System::getenv)
                .anyMatch(name -> name != null && !name.isEmpty());
    }
}
