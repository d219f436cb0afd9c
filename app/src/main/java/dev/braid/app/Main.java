package dev.braid.app;

import dev.braid.app.settings.UserFolders;
import dev.braid.engine.cli.BraidCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {}

    /** Opens the window or runs a command, and ends the process with its exit code. */
    public static void main(String[] arguments) {
        Milestones.reach("main");
        System.exit(run(arguments));
    }

    /** Without a command: the window, with the designs that are named; where there is no display, the demo. */
    static int run(String... arguments) {
        System.setProperty("java.awt.headless", "true"); // figures are drawn into memory only
        List<String> rest = new ArrayList<>(List.of(arguments));
        boolean timing = rest.remove("--timing");
        if (rest.stream().allMatch(Main::namesDesign)) {
            if (hasDisplay()) {
                return openWindow(rest.stream().map(Path::of).toList(), timing);
            }
            if (!rest.isEmpty()) {
                System.err.println("No display found, so the window cannot open; \"braid check " + rest.getFirst()
                        + "\" looks at the design on the command line.");
                return 2;
            }
            System.out.println("No display found: running the demo on the command line.");
            rest.add("demo");
        }
        return commandLine().execute(rest.toArray(String[]::new));
    }

    private static CommandLine commandLine() {
        CommandLine line = BraidCommand.commandLine(new SweepFigure());
        line.addSubcommand(new SnapshotsCommand());
        line.addSubcommand(new RecordCommand());
        return line;
    }

    private static int openWindow(List<Path> designs, boolean timing) {
        try {
            Desktop desktop = new Desktop(UserFolders.ofThisUser());
            desktop.open(designs, () -> {
                if (timing) {
                    System.out.println(Milestones.inWords());
                }
            });
            desktop.awaitClosed();
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 130;
        }
    }

    /** Commands are words without an ending, and options begin with a dash. */
    private static boolean namesDesign(String argument) {
        return argument.endsWith(".json") && !argument.startsWith("-");
    }

    /** Asks the environment, for asking the desktop's classes would cost a tenth of a second. */
    private static boolean hasDisplay() {
        return System.getProperty("glass.platform") != null
                || Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                        .map(System::getenv)
                        .anyMatch(name -> name != null && !name.isEmpty());
    }
}
