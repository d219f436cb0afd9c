package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All of the canvas without a mouse, in a design of thirteen blocks. */
class CanvasKeysTest {
    private final CanvasWindow window = CanvasWindow.of(CanvasWindow.sample("parallel-merge-attention"));
    private final Robot robot = window.robot;

    @BeforeEach
    void focus() {
        robot.run(window.canvas::requestFocus);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private Set<String> selected() {
        return robot.on(() -> Set.copyOf(window.design.selectedBlocks()));
    }

    private Wire wire() {
        return robot.on(() -> window.design.selectedWireProperty().get());
    }

    private String spoken() {
        return robot.on(() -> ((Node) robot.stage().getScene().getFocusOwner()).getAccessibleText());
    }

    private void control(KeyCode... keys) {
        for (KeyCode key : keys) {
            robot.holding(KeyCode.CONTROL, () -> robot.keys(key));
        }
    }

    private void controlShift(KeyCode key) {
        robot.holding(KeyCode.CONTROL, () -> robot.holding(KeyCode.SHIFT, () -> robot.keys(key)));
    }

    @Test
    void every_block_is_reached_along_the_wires_and_by_looking_up_and_down() {
        control(KeyCode.RIGHT);
        assertThat(selected()).containsExactly("embedding");
        Set<String> reached = new HashSet<>(selected());
        Deque<String> toTry = new ArrayDeque<>(reached);
        while (!toTry.isEmpty()) {
            String from = toTry.remove();
            for (KeyCode arrow : List.of(KeyCode.RIGHT, KeyCode.LEFT, KeyCode.DOWN, KeyCode.UP)) {
                robot.run(() -> window.design.select(List.of(from)));
                control(arrow);
                selected().stream().filter(reached::add).forEach(toTry::add);
            }
        }
        assertThat(reached).isEqualTo(window.boxes().keySet());
    }

    @Test
    void the_wires_of_a_block_are_walked_heard_and_taken_away() {
        robot.run(() -> window.design.select(List.of("norm-1")));
        controlShift(KeyCode.RIGHT);
        Wire first = wire();
        assertThat(first.from().block()).isEqualTo("norm-1");
        assertThat(spoken()).startsWith("Wire from norm-1 to input").contains("64 wide");
        List<String> ends = new ArrayList<>(List.of(first.to().block()));
        controlShift(KeyCode.DOWN);
        ends.add(wire().to().block());
        controlShift(KeyCode.DOWN);
        ends.add(wire().to().block());
        assertThat(ends).containsExactlyInAnyOrder("mamba-1", "attention-1", "merge-1");
        String end = wire().to().block();
        control(KeyCode.RIGHT);
        assertThat(selected()).containsExactly(end);
        controlShift(KeyCode.LEFT);
        Wire arriving = wire();
        assertThat(arriving.to().block()).isEqualTo(end);
        robot.keys(KeyCode.DELETE);
        assertThat(robot.on(() -> window.design.shown().wires())).doesNotContain(arriving);
        robot.run(window.design::undo);
        assertThat(robot.on(() -> window.design.shown().wires())).contains(arriving);
    }

    @Test
    void a_block_is_put_into_a_wire() {
        robot.run(() -> window.design.select(List.of("final-norm")));
        controlShift(KeyCode.RIGHT);
        robot.keys(KeyCode.TAB).type("dropout").keys(KeyCode.ENTER);
        assertThat(window.wired("final-norm", "dropout")).isTrue();
        assertThat(window.wired("dropout", "head")).isTrue();
        robot.run(window.design::undo);
        assertThat(window.wired("final-norm", "head")).isTrue();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void enter_leads_to_the_parameters_of_a_block() {
        List<String> asked = new ArrayList<>();
        robot.run(() -> window.canvas.setOnEditParameters(() -> asked.addAll(selected())));
        robot.keys(KeyCode.ENTER);
        assertThat(asked).isEmpty();
        robot.run(() -> window.design.select(List.of("mamba-1")));
        robot.keys(KeyCode.ENTER);
        assertThat(asked).containsExactly("mamba-1");
    }

    @Test
    void shift_and_f10_open_the_menu_of_what_is_selected() {
        robot.run(() -> window.design.select(List.of("mamba-1")));
        robot.holding(KeyCode.SHIFT, () -> robot.keys(KeyCode.F10));
        assertThat(menu()).contains("Rename", "Group", "Delete");
        robot.keys(KeyCode.ESCAPE);
        controlShift(KeyCode.RIGHT);
        robot.holding(KeyCode.SHIFT, () -> robot.keys(KeyCode.F10));
        assertThat(menu()).containsExactly("Insert a block…", "Remove the wire");
        robot.keys(KeyCode.DOWN).keys(KeyCode.DOWN).keys(KeyCode.ENTER);
        assertThat(window.wired("mamba-1", "merge-1:ssm")).isFalse();
    }

    private static List<String> menu() {
        return Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .filter(Window::isShowing)
                .map(ContextMenu.class::cast)
                .flatMap(menu -> menu.getItems().stream())
                .map(MenuItem::getText)
                .filter(text -> text != null)
                .toList();
    }

    @Test
    void every_block_port_and_wire_says_what_it_is_what_it_carries_and_what_is_wrong() {
        robot.run(() -> window.design.edit(
                now -> Edits.setParameter(now, "", "attention-1", "heads", new ParamValue.Whole(7))));
        window.awaitCheck();
        assertThat(window.design.shown().blocks()).allSatisfy(block -> {
            String title =
                    window.design.catalog().find(block.type()).orElseThrow().title();
            BlockView view = window.view(block.id());
            assertThat(view.getAccessibleText()).startsWith(title + " " + block.id());
            assertThat(view.getAccessibleText())
                    .contains(block.id().equals("attention-1") ? "1 problem: " : "no problems");
            assertThat(view.ports())
                    .allSatisfy(port -> assertThat(port.getAccessibleText())
                            .startsWith((port.input() ? "Input " : "Output ")
                                    + port.spec().title() + " of " + block.id())
                            .containsAnyOf(", from ", ", to ", ", not wired"));
        });
        assertThat(window.view("merge-2").ports().getFirst().getAccessibleText())
                .contains("from mamba-2, 64 wide");
        window.routes()
                .keySet()
                .forEach(wire -> assertThat(window.spoken(wire))
                        .startsWith("Wire from " + wire.from().block() + " to input "
                                + wire.to().port() + " of " + wire.to().block() + ", "));
        Pictures.take(robot, window.appearance, "problem-far");
    }
}
