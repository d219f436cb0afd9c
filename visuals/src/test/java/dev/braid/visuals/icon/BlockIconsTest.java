package dev.braid.visuals.icon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Structure;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Every block type has a drawing that can be told from all others where it is smallest. */
class BlockIconsTest {
    private static final int SMALL = 16;

    @BeforeAll
    static void start() {
        Robot.startToolkit();
    }

    private static List<String> names() {
        List<String> names =
                new ArrayList<>(StandardBlocks.ALL.stream().map(BlockType::id).toList());
        names.addAll(List.of(Structure.SUB_GRAPH, Structure.INPUT, Structure.OUTPUT, BlockIcons.UNKNOWN));
        return names;
    }

    @Test
    void every_block_type_has_a_drawing_that_can_be_read() {
        assertThat(names()).allSatisfy(name -> {
            assertThat(Drawing.exists(name)).as(name).isTrue();
            assertThat(Drawing.read(name).parts()).as(name).isNotEmpty();
            assertThat(Drawing.read(name).box()).as(name).isEqualTo(16);
        });
    }

    @Test
    void a_type_without_a_drawing_gets_the_neutral_one() {
        assertThat(BlockIcons.icon("no-such-block", SMALL)).isNotNull();
        assertThat(BlockIcons.icon("../../etc/passwd", SMALL)).isNotNull();
    }

    @Test
    void at_sixteen_pixels_each_has_ink_and_differs_from_all_others() {
        Map<String, double[]> inks = new LinkedHashMap<>();
        names().forEach(name -> inks.put(name, ink(name)));
        inks.forEach((name, ink) -> assertThat(Arrays.stream(ink).sum() / ink.length)
                .as("part of the square that %s covers", name)
                .isBetween(0.10, 0.55));
        for (String one : inks.keySet()) {
            for (String other : inks.keySet()) {
                if (one.compareTo(other) < 0) {
                    assertThat(difference(inks.get(one), inks.get(other)))
                            .as("how far %s and %s differ", one, other)
                            .isGreaterThan(0.10);
                }
            }
        }
    }

    private static double difference(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += Math.abs(one[i] - other[i]);
        }
        return sum / one.length;
    }

    /** How much of each pixel is covered. */
    private static double[] ink(String name) {
        int[] pixels = pixels(name);
        return Arrays.stream(pixels)
                .mapToDouble(argb -> 1 - (argb & 0xFF) / 255.0)
                .toArray();
    }

    private static int[] pixels(String name) {
        Robot robot = Robot.show(() -> new StackPane(), 80, 80);
        try {
            return robot.on(() -> {
                StackPane pane = new StackPane(BlockIcons.icon(name, SMALL));
                pane.setStyle("-braid-icon: black; -fx-background-color: white;");
                Scene scene = new Scene(pane, SMALL, SMALL, Color.WHITE);
                new Appearance().dress(scene);
                WritableImage image = scene.snapshot(null);
                int[] pixels = new int[SMALL * SMALL];
                image.getPixelReader()
                        .getPixels(0, 0, SMALL, SMALL, PixelFormat.getIntArgbInstance(), pixels, 0, SMALL);
                return pixels;
            });
        } finally {
            robot.close();
        }
    }

    /** Writes all drawings in all sizes to a file, to be looked at. */
    @Test
    @EnabledIfSystemProperty(named = "braid.pictures", matches = ".+")
    void a_contact_sheet_to_be_looked_at() {
        for (Theme theme : Theme.values()) {
            Robot robot = Robot.show(BlockIconsTest::sheet, 1000, 800);
            robot.run(() -> {
                Appearance appearance = new Appearance();
                appearance.themeProperty().set(theme);
                appearance.dress(robot.stage().getScene());
            });
            robot.snapshot(Path.of(System.getProperty("braid.pictures"), "icons-" + theme + ".png"));
            robot.close();
        }
    }

    private static FlowPane sheet() {
        FlowPane sheet = new FlowPane(14, 14);
        sheet.getStyleClass().add("braid-pane");
        sheet.setStyle("-fx-padding: 20;");
        for (String name : names()) {
            HBox sizes = new HBox(10, BlockIcons.icon(name, 16), BlockIcons.icon(name, 24), BlockIcons.icon(name, 48));
            sheet.getChildren().add(cell(name, sizes));
        }
        sheet.getChildren()
                .add(cell(
                        "braid", new HBox(10, BlockIcons.program(16), BlockIcons.program(24), BlockIcons.program(48))));
        return sheet;
    }

    private static VBox cell(String name, Node sizes) {
        VBox cell = new VBox(6, sizes, new Label(name));
        cell.setMinWidth(140);
        return cell;
    }
}
