package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.visuals.robot.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every design that comes with the program, as the canvas shows it. */
class SampleDesignsTest {
    private static final Path FOLDER = Path.of("../sample-configs/architectures");

    static List<String> samples() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.map(file -> FOLDER.relativize(file).toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Architecture read(String sample) throws DesignFormatException {
        return DesignFile.read(FOLDER.resolve(sample));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void pictures(String sample) throws DesignFormatException {
        try (CanvasWindow window = CanvasWindow.of(read(sample), 640, 420)) {
            Pictures.take(window.robot, window.appearance, "sample-" + sample.replaceAll("[/.]", "-"));
            for (String graph : read(sample).subGraphs().keySet()) {
                window.robot.run(() -> window.design.enter(graph));
                Pictures.take(
                        window.robot, window.appearance, "sample-" + sample.replaceAll("[/.]", "-") + "-" + graph);
            }
        }
    }
}
