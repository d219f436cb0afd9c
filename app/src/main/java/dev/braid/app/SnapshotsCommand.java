package dev.braid.app;

import dev.braid.engine.export.SafeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code braid snapshots}: pictures of the window, without a display. */
@Command(
        name = "snapshots",
        description = {
            "Write pictures of the window.",
            "",
            "Draws the main views, light and dark, at 1000×700, 1440×900 and 2560×1440, and leaves them as PNG files in the"
                    + " output folder. Needs no display."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class SnapshotsCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the pictures.")
    private Path folder = Path.of("");

    @Option(names = "--only", paramLabel = "NAME", description = "Only pictures whose name contains this.")
    private String only = "";

    @Spec
    private @org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SafeFile.makeFolder(folder);
        HeadlessToolkit.start();
        try (Snapshots snapshots = new Snapshots(folder)) {
            snapshots.write(only, picture -> {
                if (spec != null) {
                    spec.commandLine().getOut().println(picture);
                    spec.commandLine().getOut().flush();
                }
            });
        }
        return 0;
    }
}
