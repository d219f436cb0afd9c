package dev.braid.visuals.canvas;

import dev.braid.visuals.robot.Pictures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures to be looked at. */
class CanvasPicturesTest {
    @ParameterizedTest
    @CsvSource({"1000, 700", "1440, 900", "2560, 1440"})
    void a_design_in_three_sizes(int width, int height) {
        try (CanvasWindow window = CanvasWindow.of(CanvasWindow.sample("parallel-merge-attention"), width, height)) {
            Pictures.take(window.robot, window.appearance, "canvas-" + width);
            window.robot.run(window.canvas::zoomReset);
            window.robot.run(() -> window.design.reveal("attention-1"));
            window.robot.run(window.canvas::revealSelection);
            Pictures.take(window.robot, window.appearance, "canvas-near-" + width);
            window.robot.run(window.canvas::quickAdd);
            Pictures.take(window.robot, window.appearance, "canvas-add-" + width);
        }
    }
}
