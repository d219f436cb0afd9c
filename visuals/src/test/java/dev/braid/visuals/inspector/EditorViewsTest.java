package dev.braid.visuals.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.document.Designs;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.palette.PaletteView;
import dev.braid.visuals.problems.ProblemList;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Palette, canvas, inspector and problem list around one design, as they stand in the window. */
class EditorViewsTest {
    private final Appearance appearance = new Appearance();
    private Robot robot;
    private OpenDesign design;
    private GraphCanvas canvas;

    private void show(double width, double height) {
        robot = Robot.show(
                () -> {
                    design = Designs.open(Designs.layered());
                    canvas = new GraphCanvas(design, appearance, Runnable::run);
                    PaletteView palette = new PaletteView(Designs.CATALOG, canvas);
                    palette.designProperty().set(design);
                    InspectorView inspector = new InspectorView();
                    inspector.designProperty().set(design);
                    ProblemList problems = new ProblemList();
                    problems.designProperty().set(design);
                    problems.setPrefHeight(150);
                    return new BorderPane(canvas, null, inspector, problems, palette);
                },
                width,
                height);
        robot.run(() -> appearance.dress(robot.stage().getScene()));
        robot.run(() -> canvas.autoLayout());
    }

    @AfterEach
    void close() {
        robot.close();
    }

    @Test
    void a_block_is_dragged_in_and_set_and_its_problem_leads_to_it() {
        show(1000, 700);
        Point2D from = robot.middle(robot.find("Mamba"));
        robot.drag(from.getX(), from.getY(), 420, 420);
        assertThat(robot.on(() -> List.copyOf(design.selectedBlocks()))).containsExactly("mamba");
        TextField state = robot.find("#parameter-state-size");
        robot.click(state).keys(KeyCode.SHORTCUT, KeyCode.A).type("32");
        assertThat(robot.on(() -> design.shown().block("mamba").orElseThrow().parameters()))
                .containsEntry("state-size", new ParamValue.Whole(32));
        Pictures.take(robot, appearance, "editor-1000");
        Node problem = robot.find(".problem-clickable");
        robot.click(problem);
        assertThat(robot.on(() -> List.copyOf(design.selectedBlocks()))).containsExactly("mamba");
        robot.run(() -> design.undo());
        robot.run(() -> design.undo());
        assertThat(robot.sees(".problem-clickable")).isFalse();
        robot.run(() -> design.undo());
        assertThat(robot.on(() -> design.document())).isEqualTo(Designs.layered());
    }

    @Test
    void a_wide_window_and_a_lecture_hall() {
        show(1440, 900);
        robot.run(() -> design.select(List.of("layers")));
        Pictures.take(robot, appearance, "editor-1440");
        robot.run(() -> appearance.presentingProperty().set(true));
        Pictures.take(robot, appearance, "editor-presenting");
        robot.run(() -> design.select(List.of()));
        Pictures.take(robot, appearance, "editor-nothing");
        assertThat(robot.sees("#design-name")).isTrue();
    }
}
