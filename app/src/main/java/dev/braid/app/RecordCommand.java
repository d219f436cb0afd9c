package dev.braid.app;

import dev.braid.app.settings.UserFolders;
import dev.braid.engine.cli.BraidCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code braid record-start}: does what most starts do, once, and ends: a check on the command line and the first frame of
 * the window. The build runs it to record the classes that the launcher's archive holds.
 */
@Command(name = "record-start", hidden = true, description = "Check a design and open the window for one frame.")
final class RecordCommand implements Callable<Integer> {
    private static final long LONGEST_SECONDS = 60;

    @Parameters(paramLabel = "DESIGN")
    private Path design = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        int code = BraidCommand.commandLine(new SweepFigure()).execute("check", design.toString());
        HeadlessToolkit.choose();
        Path folder = Files.createTempDirectory("braid-record");
        Desktop desktop = new Desktop(UserFolders.within(folder));
        try {
            desktop.open(List.of(), desktop::close);
            if (!desktop.awaitClosed(LONGEST_SECONDS)) {
                System.out.println("The window did not open; its classes are not recorded.");
            }
        } catch (UnsatisfiedLinkError | RuntimeException e) {
            // Without Pango there is no window: the command line is recorded all the same.
            System.out.println("The window cannot open here; its classes are not recorded: " + e);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return code;
    }
}
