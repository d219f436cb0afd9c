package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.visuals.robot.Pictures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
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
    void no_wire_passes_through_a_block_and_no_two_blocks_overlap(String sample) throws DesignFormatException {
        Architecture design = read(sample);
        try (CanvasWindow window = CanvasWindow.of(design, 640, 420)) {
            check(window);
            for (String graph : design.subGraphs().keySet()) {
                window.robot.run(() -> window.design.leaveTo(0));
                window.robot.run(() -> window.design.enter(graph));
                check(window);
            }
        }
    }

    private static void check(CanvasWindow window) {
        String graph = window.design.graph();
        Pictures.take(
                window.robot,
                window.appearance,
                "sample-" + window.design.document().name().replaceAll("[^A-Za-z]+", "-") + "-" + graph);
        Map<String, Rectangle2D> boxes = window.boxes();
        window.routes()
                .forEach((wire, route) -> boxes.forEach((id, box) -> {
                    boolean own = id.equals(wire.from().block())
                            || id.equals(wire.to().block());
                    assertThat(!own && route.touches(box, 0))
                            .as("%s passes through %s in '%s'", wire, id, graph)
                            .isFalse();
                }));
        boxes.forEach((id, box) ->
                boxes.forEach((other, otherBox) -> assertThat(!id.equals(other) && box.intersects(otherBox))
                        .as("%s overlaps %s in '%s'", id, other, graph)
                        .isFalse()));
    }
}
