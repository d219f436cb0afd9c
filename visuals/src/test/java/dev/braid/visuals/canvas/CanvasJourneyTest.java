package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.Position;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.palette.BlockOffer;
import dev.braid.visuals.palette.BlockSearch;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuItem;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A person at work on the canvas, with the mouse and with keys alone. */
class CanvasJourneyTest {
    private CanvasWindow window = CanvasWindow.of(small());

    private static Architecture small() {
        return placed(
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 64)
                        .block("norm", "rms-norm")
                        .block("mamba", "mamba")
                        .block("head", "language-model-head")
                        .wire("embedding", "norm")
                        .wire("mamba", "head"),
                40,
                80,
                300,
                80,
                300,
                300,
                620,
                300);
    }

    private static Architecture placed(GraphBuilder graph, double... places) {
        List<BlockNode> blocks = new ArrayList<>();
        for (BlockNode block : graph.build().blocks()) {
            int i = 2 * blocks.size();
            blocks.add(block.at(new Position(places[i], places[i + 1])));
        }
        return Architecture.of("test", new Graph(blocks, graph.build().wires()));
    }

    private void reopen(Architecture design) {
        window.close();
        window = CanvasWindow.of(design);
    }

    @AfterEach
    void close() {
        window.close();
    }

    private Robot robot() {
        return window.robot;
    }

    private void undo() {
        robot().run(window.design::undo);
    }

    @Test
    void a_wire_drawn_with_the_mouse_is_one_step() {
        window.drag(window.output("norm"), window.input("mamba", "in"));
        assertThat(window.wired("norm", "mamba")).isTrue();
        assertThat(window.design.undoTitle()).contains("wire norm to mamba");
        undo();
        assertThat(window.wired("norm", "mamba")).isFalse();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void a_wire_can_be_drawn_backwards() {
        window.drag(window.input("mamba", "in"), window.output("norm"));
        assertThat(window.wired("norm", "mamba")).isTrue();
    }

    @Test
    void valid_ports_glow_while_a_wire_is_drawn_and_a_circle_is_refused_with_its_path() {
        reopen(placed(
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 64)
                        .block("add", "add")
                        .block("mamba", "mamba")
                        .wire("embedding", "add:a")
                        .wire("add", "mamba"),
                40,
                80,
                300,
                80,
                560,
                80));
        Point2D from = window.output("mamba");
        Point2D to = window.input("add", "b");
        robot().press(from.getX(), from.getY());
        robot().moveTo(from.getX() + 30, from.getY() + 40).moveTo(to.getX(), to.getY());
        assertThat(window.words()).contains("circle").contains("add → mamba");
        Pictures.take(robot(), window.appearance, "circle");
        robot().release();
        assertThat(window.wired("mamba", "add:b")).isFalse();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void a_width_that_does_not_fit_is_explained_wired_and_repaired_with_one_click() {
        reopen(placed(
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", 64)
                        .block("wide", "linear", "width", 128)
                        .block("add", "add")
                        .wire("embedding", "wide")
                        .wire("embedding", "add:a"),
                40,
                80,
                300,
                260,
                620,
                80));
        Point2D from = window.output("wide");
        Point2D to = window.input("add", "b");
        robot().press(from.getX(), from.getY());
        robot().moveTo(from.getX() + 30, from.getY() - 40).moveTo(to.getX(), to.getY());
        assertThat(window.words()).contains("64").contains("128");
        Pictures.take(robot(), window.appearance, "mismatch");
        robot().release();
        window.awaitCheck();
        assertThat(window.wired("wide", "add:b")).isTrue();
        robot().waitUntil("a repair is offered", () -> robot().sees("#canvas-repair"));
        Pictures.take(robot(), window.appearance, "repair");
        robot().click("#canvas-repair");
        window.awaitCheck();
        assertThat(window.design.findingsProperty().get().of("", "add")).isEmpty();
        undo();
        assertThat(window.wired("wide", "add:b")).isTrue();
        undo();
        assertThat(window.wired("wide", "add:b")).isFalse();
    }

    @Test
    void a_wire_dragged_off_its_input_is_led_elsewhere_or_taken_away() {
        window.drag(window.input("norm", "in"), window.input("mamba", "in"));
        assertThat(window.wired("embedding", "mamba")).isTrue();
        assertThat(window.wired("embedding", "norm")).isFalse();
        undo();
        assertThat(window.wired("embedding", "norm")).isTrue();
        assertThat(window.design.undoTitle()).isEmpty();
        window.drag(window.input("norm", "in"), window.space());
        assertThat(window.wired("embedding", "norm")).isFalse();
        undo();
        assertThat(window.wired("embedding", "norm")).isTrue();
    }

    @Test
    void a_wire_let_go_in_space_lists_what_fits_and_wires_it() {
        window.drag(window.output("norm"), window.space());
        assertThat(robot().sees("#canvas-search")).isTrue();
        robot().type("swiglu").keys(KeyCode.ENTER);
        assertThat(window.wired("norm", "mlp-swiglu")).isTrue();
        undo();
        assertThat(window.shows("mlp-swiglu")).isFalse();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void blocks_move_with_the_mouse_snapped_and_in_one_step() {
        double before = window.boxes().get("head").getMinX();
        Point2D at = window.block("head");
        window.drag(at, at.add(103, 47));
        assertThat(window.boxes().get("head").getMinX()).isCloseTo(before + 103, offset(12.0));
        assertThat(window.design.undoTitle()).contains("move head");
        undo();
        assertThat(window.boxes().get("head").getMinX()).isEqualTo(before);
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void escape_takes_a_drag_back() {
        Point2D at = window.block("head");
        robot().press(at.getX(), at.getY());
        robot().moveTo(at.getX() + 40, at.getY() + 40).moveTo(at.getX() + 80, at.getY() + 80);
        robot().keys(KeyCode.ESCAPE).release();
        assertThat(window.boxes().get("head").getMinX()).isEqualTo(620);
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void the_rubber_band_selects_and_control_adds_one() {
        Point2D corner = window.block("embedding").subtract(140, 60);
        window.drag(corner, window.block("norm").add(0, 10));
        assertThat(selected()).containsExactlyInAnyOrder("embedding", "norm");
        robot().holding(KeyCode.CONTROL, () -> window.click(window.block("head")));
        assertThat(selected()).containsExactlyInAnyOrder("embedding", "norm", "head");
    }

    private Set<String> selected() {
        return robot().on(() -> Set.copyOf(window.design.selectedBlocks()));
    }

    @Test
    void a_block_dropped_on_a_wire_is_inserted_and_makes_room() {
        robot().run(() -> window.canvas.dragOver(offer("dropout"), 0, 0));
        Point2D middle = window.wire("mamba", "head");
        double before = window.boxes().get("head").getMinX();
        robot().run(() -> window.canvas.dragOver(offer("dropout"), middle.getX(), middle.getY()));
        Pictures.take(robot(), window.appearance, "insert");
        robot().run(() -> window.canvas.drop(offer("dropout"), middle.getX(), middle.getY()));
        assertThat(window.wired("mamba", "dropout")).isTrue();
        assertThat(window.wired("dropout", "head")).isTrue();
        assertThat(window.boxes().get("head").getMinX()).isGreaterThan(before);
        assertThat(window.boxes().get("dropout").getMaxX())
                .isLessThan(window.boxes().get("head").getMinX());
        undo();
        assertThat(window.wired("mamba", "head")).isTrue();
        assertThat(window.shows("dropout")).isFalse();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    private BlockOffer offer(String type) {
        return robot().on(() ->
                BlockSearch.offers(window.design.catalog(), window.design.document(), window.design.graph()).stream()
                        .filter(offer -> offer.type().equals(type))
                        .findFirst()
                        .orElseThrow());
    }

    @Test
    void a_hybrid_is_wired_by_keys_alone() {
        robot().run(window.canvas::requestFocus);
        robot().holding(KeyCode.CONTROL, () -> robot().keys(KeyCode.RIGHT));
        assertThat(selected()).containsExactly("embedding");
        robot().holding(KeyCode.CONTROL, () -> robot().keys(KeyCode.RIGHT));
        assertThat(selected()).containsExactly("norm");
        // wire norm to mamba
        robot().keys(KeyCode.W).type("mamba").keys(KeyCode.ENTER);
        assertThat(window.wired("norm", "mamba")).isTrue();
        // add attention after norm
        robot().keys(KeyCode.TAB).type("attention").keys(KeyCode.ENTER);
        assertThat(window.wired("norm", "attention")).isTrue();
        assertThat(selected()).containsExactly("attention");
        // the block speaks
        assertThat(robot().on(() -> ((Node) robot().stage().getScene().getFocusOwner()).getAccessibleText()))
                .startsWith("Attention attention, input from norm, output 64 wide");
        robot().keys(KeyCode.F2).type("recall").keys(KeyCode.ENTER);
        assertThat(window.wired("norm", "recall")).isTrue();
        double x = window.boxes().get("recall").getMinX();
        robot().keys(KeyCode.RIGHT).keys(KeyCode.RIGHT);
        assertThat(window.boxes().get("recall").getMinX()).isEqualTo(x + 40);
        undo();
        assertThat(window.boxes().get("recall").getMinX()).isEqualTo(x);
        robot().keys(KeyCode.DELETE);
        assertThat(window.shows("recall")).isFalse();
    }

    @Test
    void the_clipboard_holds_a_design_as_text() throws Exception {
        window.click(window.block("norm"));
        robot().holding(KeyCode.CONTROL, () -> robot().keys(KeyCode.C));
        String text = robot().on(() -> Clipboard.getSystemClipboard().getString());
        assertThat(DesignFile.read(text, "the clipboard").graph().blocks())
                .extracting(BlockNode::id)
                .containsExactly("norm");
        robot().holding(KeyCode.CONTROL, () -> robot().keys(KeyCode.V));
        assertThat(window.shows("norm-2")).isTrue();
        assertThat(selected()).containsExactly("norm-2");
        undo();
        assertThat(window.shows("norm-2")).isFalse();
        robot().run(() -> {
            ClipboardContent content = new ClipboardContent();
            content.putString("no design");
            Clipboard.getSystemClipboard().setContent(content);
        });
        robot().holding(KeyCode.CONTROL, () -> robot().keys(KeyCode.V));
        assertThat(window.design.noticeProperty().get().text()).contains("clipboard");
    }

    @Test
    void blocks_are_grouped_entered_left_and_unpacked() {
        robot().run(() -> window.design.select(List.of("mamba", "head")));
        robot().run(() -> window.canvas.group("layer"));
        assertThat(selected()).hasSize(1);
        String placed = selected().iterator().next();
        Pictures.take(robot(), window.appearance, "grouped");
        Point2D at = window.block(placed);
        robot().doubleClickAt(at.getX(), at.getY());
        assertThat(window.design.graph()).isEqualTo("layer");
        assertThat(window.shows("mamba")).isTrue();
        Pictures.take(robot(), window.appearance, "inside");
        robot().click(".breadcrumb-back");
        assertThat(window.design.graph()).isEmpty();
        robot().run(() -> window.design.select(List.of(placed)));
        robot().run(window.canvas::unpack);
        assertThat(window.shows("mamba")).isTrue();
        assertThat(window.shows(placed)).isFalse();
        undo();
        assertThat(window.shows(placed)).isTrue();
        undo();
        assertThat(window.wired("mamba", "head")).isTrue();
    }

    @Test
    void automatic_layout_is_one_step_and_nothing_overlaps_after_it() {
        robot().run(() -> window.canvas.autoLayout());
        robot().waitUntil("the layout is made", () -> window.design.undoTitle().isPresent());
        robot().waitUntil(
                        "the blocks have arrived",
                        () -> window.boxes().get("embedding").getMinX()
                                == window.design
                                        .shown()
                                        .block("embedding")
                                        .orElseThrow()
                                        .position()
                                        .x());
        var boxes = List.copyOf(window.boxes().values());
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(boxes.get(i).intersects(boxes.get(j))).isFalse();
            }
        }
        undo();
        assertThat(window.design.undoTitle()).isEmpty();
    }

    @Test
    void the_wheel_zooms_to_the_pointer_and_pans() {
        Point2D at = window.block("norm");
        robot().holding(KeyCode.CONTROL, () -> robot().wheel(at.getX(), at.getY(), 2));
        assertThat(robot().on(() -> window.canvas.zoomProperty().get())).isNotEqualTo(1.0);
        Point2D after = window.block("norm");
        assertThat(after.distance(at)).isLessThan(3);
        robot().wheel(at.getX(), at.getY(), -1);
        assertThat(window.block("norm").getY()).isNotEqualTo(after.getY());
        robot().run(window.canvas::requestFocus);
        robot().keys(KeyCode.DIGIT0);
        assertThat(robot().on(() -> window.canvas.zoomProperty().get())).isEqualTo(1.0);
    }

    @Test
    void the_whole_stays_in_view_until_someone_zooms() {
        robot().run(() -> robot().stage().setWidth(500));
        double narrow = robot().on(() -> window.canvas.zoomProperty().get());
        assertThat(narrow).isLessThan(0.65);
        robot().run(() -> robot().stage().setWidth(900));
        double wide = robot().on(() -> window.canvas.zoomProperty().get());
        assertThat(wide).isGreaterThan(narrow);
        robot().run(window.canvas::zoomIn);
        double chosen = robot().on(() -> window.canvas.zoomProperty().get());
        robot().run(() -> robot().stage().setWidth(500));
        assertThat(robot().on(() -> window.canvas.zoomProperty().get())).isEqualTo(chosen);
    }

    @Test
    void the_plus_beside_a_selected_block_opens_the_list() {
        window.click(window.block("norm"));
        Point2D plus = window.output("norm").add(21, 0);
        window.click(plus);
        assertThat(robot().sees("#canvas-search")).isTrue();
        robot().keys(KeyCode.ESCAPE);
        assertThat(robot().sees("#canvas-search")).isFalse();
    }

    @Test
    void the_buttons_of_the_zoom_bar_have_words() {
        assertThat(robot().on(() -> window.canvas.lookupAll(".zoom-button").stream()
                        .map(node -> ((Button) node).getAccessibleText())
                        .toList()))
                .hasSize(4)
                .doesNotContainNull();
    }

    @Test
    void a_wire_is_taken_away_by_keys() {
        robot().run(() -> window.design.select(List.of("norm")));
        robot().run(window.canvas::requestFocus);
        robot().holding(KeyCode.SHIFT, () -> robot().keys(KeyCode.W));
        robot().type("take away").keys(KeyCode.ENTER);
        assertThat(window.wired("embedding", "norm")).isFalse();
    }

    @Test
    void the_map_shows_another_place_when_it_is_pressed() {
        Point2D before = window.block("norm");
        Point2D map = robot().middle(robot().find(".minimap"));
        window.click(map.add(-60, 0));
        assertThat(window.block("norm").getX()).isGreaterThan(before.getX());
    }

    @Test
    void the_menu_of_a_parameter_holds_what_the_window_adds() {
        List<Target> asked = new ArrayList<>();
        robot().run(() -> window.canvas.setContextMenuItems(target -> {
            asked.add(target);
            return List.of(new MenuItem("Sweep this parameter…"));
        }));
        Point2D line = window.block("mamba").add(0, 46);
        robot().clickAt(line.getX(), line.getY(), MouseButton.SECONDARY);
        assertThat(asked).containsExactly(new Target.Parameter("mamba", "expand"));
        assertThat(selected()).containsExactly("mamba");
        robot().keys(KeyCode.ESCAPE);
    }

    @Test
    void a_refused_wire_leaves_a_notice() {
        reopen(placed(
                new GraphBuilder()
                        .block("one", "rms-norm")
                        .block("two", "rms-norm")
                        .wire("one", "two"),
                40,
                80,
                300,
                80));
        window.drag(window.output("two"), window.input("one", "in"));
        assertThat(window.design.noticeProperty().get().text()).contains("circle: one → two → one");
    }

    @Test
    void blocks_are_aligned_in_one_step() {
        robot().run(() -> window.design.select(List.of("embedding", "norm", "mamba")));
        robot().run(() -> window.canvas.align(Arrangement.LEFT));
        assertThat(window.boxes().get("mamba").getMinX()).isEqualTo(40);
        undo();
        assertThat(window.boxes().get("mamba").getMinX()).isEqualTo(300);
    }

    @Test
    void an_empty_graph_says_how_to_begin() {
        reopen(Architecture.of("empty", Graph.EMPTY));
        assertThat(robot().sees(".canvas-nothing")).isTrue();
        Pictures.take(robot(), window.appearance, "empty");
        robot().doubleClickAt(300, 200);
        robot().type("embedding").keys(KeyCode.ENTER);
        assertThat(window.shows("token-embedding")).isTrue();
        assertThat(robot().sees(".canvas-nothing")).isFalse();
    }
}
