package dev.braid.visuals.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.Position;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.document.Designs;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Layers are made of blocks: grouped, entered, repeated, with parameters shown outside and weights shared. */
class SubGraphJourneyTest {
    private final Appearance appearance = new Appearance();
    private final List<Architecture> steps = new ArrayList<>();
    private Robot robot;
    private OpenDesign design;
    private GraphCanvas canvas;

    @BeforeEach
    void open() {
        robot = Robot.show(
                () -> {
                    design = Designs.open(inARow(Designs.small()));
                    canvas = new GraphCanvas(design, appearance, Runnable::run);
                    InspectorView inspector = new InspectorView();
                    inspector.designProperty().set(design);
                    canvas.setOnEditParameters(inspector::focusFirst);
                    inspector.setOnLeave(canvas::requestFocus);
                    return new BorderPane(canvas, null, inspector, null, null);
                },
                1000,
                700);
        robot.run(() -> appearance.dress(robot.stage().getScene()));
        remember();
    }

    private static Architecture inARow(Architecture design) {
        List<BlockNode> placed = new ArrayList<>();
        for (BlockNode block : design.graph().blocks()) {
            placed.add(block.at(new Position(220 * placed.size(), block.type().equals("add") ? 0 : 140)));
        }
        return new Architecture(
                design.name(),
                design.description(),
                new Graph(placed, design.graph().wires()),
                design.subGraphs(),
                design.unknown());
    }

    @AfterEach
    void close() {
        robot.close();
    }

    /** Each step must have changed the document once. */
    private void remember() {
        Architecture now = robot.on(() -> design.document());
        assertThat(steps).doesNotContain(now);
        steps.add(now);
    }

    private String only() {
        return robot.on(() -> design.selectedBlocks().iterator().next());
    }

    @Test
    void a_layer_is_grouped_repeated_opened_up_shared_and_every_step_is_undone() {
        robot.run(() -> design.select(List.of("norm-1", "attention", "add-1")));
        robot.run(canvas::requestFocus);
        robot.holding(KeyCode.CONTROL, () -> robot.keys(KeyCode.G));
        remember();
        String layer = only();

        // Enter goes inside, and to the parameters of a block there; Escape comes back
        robot.keys(KeyCode.ENTER);
        assertThat(robot.on(() -> design.graph())).isEqualTo("layer");
        robot.run(() -> design.select(List.of("attention")));
        robot.keys(KeyCode.ENTER);
        assertThat(robot.on(() -> robot.stage().getScene().getFocusOwner().getId()))
                .isEqualTo("parameter-heads");
        robot.keys(KeyCode.UP).keys(KeyCode.ENTER);
        remember();
        assertThat(heads("attention")).isEqualTo(new ParamValue.Whole(3));
        robot.keys(KeyCode.ESCAPE);
        assertThat(robot.on(() -> canvas.isFocusWithin())).isTrue();
        robot.holding(KeyCode.ALT, () -> robot.keys(KeyCode.UP));
        assertThat(robot.on(() -> design.graph())).isEmpty();

        // an inner parameter is shown outside and set for this placement alone
        robot.run(() -> design.select(List.of(layer)));
        robot.click("#inner-parameters").click("attention").click("Heads");
        remember();
        set("#parameter-heads", "4");
        remember();
        set("#parameter-repeat", "3");
        remember();
        Pictures.take(robot, appearance, "sub-graph-promoted");
        robot.click("#parameter-shared-weights");
        remember();
        assertThat(robot.on(() -> design.findingsProperty().get().sound())).isTrue();

        for (int step = steps.size() - 2; step >= 0; step--) {
            robot.run(design::undo);
            assertThat(robot.on(() -> design.document())).isEqualTo(steps.get(step));
        }
        assertThat(robot.on(() -> design.undoTitle())).isEmpty();
    }

    private ParamValue heads(String block) {
        return robot.on(
                () -> design.shown().block(block).orElseThrow().parameters().get("heads"));
    }

    private void set(String field, String value) {
        TextField text = robot.find(field);
        robot.click(text).keys(KeyCode.SHORTCUT, KeyCode.A).type(value).keys(KeyCode.ENTER);
    }
}
