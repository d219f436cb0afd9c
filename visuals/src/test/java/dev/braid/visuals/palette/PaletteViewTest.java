package dev.braid.visuals.palette;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Finding a block and adding it, by mouse and by keyboard alone. */
class PaletteViewTest {
    private final List<String> heard = new ArrayList<>();
    private final Appearance appearance = new Appearance();
    private Robot robot;
    private PaletteView palette;

    @BeforeEach
    void show() {
        robot = Robot.show(
                () -> {
                    palette = new PaletteView(new BlockCatalog(StandardBlocks.ALL), new Listener());
                    Pane canvas = new Pane();
                    canvas.setId("canvas");
                    return new BorderPane(canvas, null, null, null, palette);
                },
                1000,
                700);
        robot.run(() -> appearance.dress(robot.stage().getScene()));
    }

    @AfterEach
    void close() {
        robot.close();
    }

    @Test
    void typing_filters_and_enter_adds_the_first() {
        robot.click("#palette-search").type("merge").keys(KeyCode.ENTER);
        assertThat(heard).containsExactly("add merge-attention");
    }

    @Test
    void arrows_go_through_the_rows_and_typing_comes_back_to_the_search() {
        robot.click("#palette-search").type("norm").keys(KeyCode.DOWN).keys(KeyCode.ENTER);
        assertThat(heard).hasSize(1);
        assertThat(heard.getFirst()).endsWith("norm");
        robot.type("x");
        assertThat(robot.<TextField>find("#palette-search").getText()).isEqualTo("normx");
        robot.keys(KeyCode.ESCAPE);
        assertThat(robot.<TextField>find("#palette-search").getText()).isEmpty();
    }

    @Test
    void the_last_row_is_reached_by_keyboard_and_is_then_in_sight() {
        robot.click("#palette-search").keys(KeyCode.DOWN).keys(KeyCode.END).keys(KeyCode.ENTER);
        assertThat(heard).containsExactly("add dropout");
        Node row = robot.find("Dropout");
        assertThat(robot.middle(row).getY()).isBetween(40.0, 700.0);
    }

    @Test
    void a_double_click_adds() {
        robot.doubleClick(robot.find("Mamba"));
        assertThat(heard).containsExactly("add mamba");
    }

    @Test
    void a_row_is_dragged_onto_the_canvas_under_a_ghost() {
        Point2D from = robot.middle(robot.find("Attention"));
        robot.press(from.getX(), from.getY()).moveTo(500, 300).moveTo(600, 400);
        assertThat(robot.sees(".palette-ghost")).isTrue();
        Pictures.take(robot, appearance, "palette-drag");
        robot.release();
        assertThat(robot.sees(".palette-ghost")).isFalse();
        assertThat(heard)
                .endsWith("over attention 600 400", "drop attention 600 400")
                .doesNotContain("cancel");
    }

    @Test
    void escape_ends_a_drag_without_a_block() {
        Point2D from = robot.middle(robot.find("Attention"));
        robot.press(from.getX(), from.getY())
                .moveTo(600, 400)
                .keys(KeyCode.ESCAPE)
                .moveTo(610, 410)
                .release();
        assertThat(heard).endsWith("cancel").noneMatch(word -> word.startsWith("drop"));
    }

    @Test
    void a_drop_where_nothing_takes_it_is_a_cancelled_drag() {
        Point2D from = robot.middle(robot.find("Attention"));
        robot.drag(from.getX(), from.getY(), from.getX(), from.getY() + 60);
        assertThat(heard).endsWith("cancel");
    }

    @Test
    void every_row_says_what_it_is() {
        assertThat(robot.<Node>find(".palette-row").getAccessibleText())
                .contains("Token embedding")
                .contains("Tokens");
    }

    @Test
    void pictures() {
        Pictures.take(robot, appearance, "palette");
        robot.click("#palette-search").type("hybrid");
        Pictures.take(robot, appearance, "palette-search");
        robot.type("zzzzz");
        Pictures.take(robot, appearance, "palette-nothing");
        assertThat(appearance.themeProperty().get()).isEqualTo(Theme.LIGHT);
    }

    private final class Listener implements BlockTarget {
        @Override
        public boolean dragOver(BlockOffer offer, double sceneX, double sceneY) {
            heard.add("over " + offer.type() + " " + Math.round(sceneX) + " " + Math.round(sceneY));
            return sceneX > 300;
        }

        @Override
        public boolean drop(BlockOffer offer, double sceneX, double sceneY) {
            if (sceneX > 300) {
                heard.add("drop " + offer.type() + " " + Math.round(sceneX) + " " + Math.round(sceneY));
            }
            return sceneX > 300;
        }

        @Override
        public void cancelDrag() {
            heard.add("cancel");
        }

        @Override
        public void addAtCentre(BlockOffer offer) {
            heard.add("add " + offer.type());
        }
    }
}
