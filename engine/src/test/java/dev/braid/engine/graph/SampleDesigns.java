package dev.braid.engine.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The designs under {@code sample-configs/architectures}, for tests that loop over them. */
public final class SampleDesigns {
    /** The folder of everything users may start from. */
    public static final Path SAMPLES =
            Files.isDirectory(Path.of("sample-configs")) ? Path.of("sample-configs") : Path.of("..", "sample-configs");

    private SampleDesigns() {}

    /** All sample designs, by path. */
    public static List<Path> files() {
        Path folder = SAMPLES.resolve("architectures");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
