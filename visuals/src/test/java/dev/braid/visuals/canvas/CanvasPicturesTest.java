package dev.braid.visuals.canvas;

import dev.braid.visuals.robot.Pictures;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures to be looked at. */
class CanvasPicturesTest {
    @ParameterizedTest
    @CsvSource({"527, 140", "527, 320", "1000, 700", "1440, 900", "2560, 1440"})
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

    @Test
    void two_hundred_blocks_from_far_away() {
        try (CanvasWindow window = CanvasWindow.of(CanvasBenchmark.large(), 1440, 900)) {
            Pictures.take(window.robot, window.appearance, "canvas-far");
        }
    }

    @Test
    void a_design_laid_out_automatically() {
        try (CanvasWindow window = CanvasWindow.of(CanvasWindow.sample("parallel-merge-attention"), 1440, 900)) {
            window.robot.run(window.canvas::autoLayout);
            window.robot.waitUntil(
                    "the layout is made", () -> window.design.undoTitle().isPresent());
            window.robot.waitUntil(
                    "the blocks have arrived",
                    () -> window.boxes().get("head").getMinX()
                            == window.design
                                    .shown()
                                    .block("head")
                                    .orElseThrow()
                                    .position()
                                    .x());
            Pictures.take(window.robot, window.appearance, "canvas-layout");
        }
    }

    @Test
    void wiring_by_keys_and_the_selected_wire() {
        try (CanvasWindow window = CanvasWindow.of(CanvasWindow.sample("parallel-merge-attention"), 1000, 700)) {
            window.robot.run(() -> window.design.reveal("add-1"));
            window.robot.run(window.canvas::zoomReset);
            window.robot.run(window.canvas::revealSelection);
            window.robot.run(() -> window.canvas.wire(false));
            window.robot.waitUntil(
                    "circles are said",
                    () -> window.robot.<ListView<?>>find("#canvas-choices").getItems().stream()
                            .anyMatch(choice -> choice.toString().contains("circle")));
            Pictures.take(window.robot, window.appearance, "canvas-keys");
            window.robot.keys(KeyCode.ESCAPE);
            window.click(window.wire("merge-1", "add-1"));
            Pictures.take(window.robot, window.appearance, "canvas-wire");
        }
    }
}
