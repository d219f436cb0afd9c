package dev.braid.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Axis;
import dev.braid.visuals.chart.figure.Band;
import dev.braid.visuals.chart.figure.Curve;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Scale;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Theme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A figure as a reader handles it. */
class FigureViewTest {
    private static final double WIDTH = 700;
    private static final double HEIGHT = 420;

    private final ExecutorService painter = Executors.newSingleThreadExecutor();
    private final Appearance appearance = new Appearance();
    private final List<String> opened = new ArrayList<>();
    private final List<FigureFormat> exported = new ArrayList<>();
    private FigureView view;
    private Robot robot;

    @BeforeEach
    void show() {
        robot = Robot.show(
                () -> {
                    view = new FigureView(SampleFigures.recall(3, 3, false), new Pulse(), appearance, painter);
                    view.onOpenRun(opened::add);
                    view.onExport(exported::add);
                    StackPane root = new StackPane(view);
                    root.sceneProperty().subscribe(scene -> {
                        if (scene != null) {
                            appearance.dress(scene);
                        }
                    });
                    return root;
                },
                WIDTH,
                HEIGHT);
        waitForPicture();
    }

    @AfterEach
    void close() {
        robot.close();
        painter.shutdownNow();
    }

    private void waitForPicture() {
        robot.waitUntil("the figure is drawn", () -> picture() != null);
    }

    private Image picture() {
        return ((ImageView) view.getChildrenUnmodifiable().getFirst()).getImage();
    }

    private void untilRedrawn(Runnable action) {
        Image before = robot.on(this::picture);
        robot.run(action);
        robot.waitUntil("the figure is drawn anew", () -> picture() != before);
    }

    private Spot spot(Figure figure, String curve, double x) {
        return robot.on(() -> new Frame((int) WIDTH, (int) HEIGHT)
                .draw(figure, java.util.Set.of(), Look.PAPER, WIDTH, HEIGHT, 1).spots().stream()
                        .filter(spot -> spot.curve().name().equals(curve)
                                && spot.point().x() == x)
                        .findFirst()
                        .orElseThrow());
    }

    private List<String> card() {
        return robot.on(() -> view.lookupAll(".figure-card .label").stream()
                .map(node -> ((Label) node).getText())
                .toList());
    }

    /** Opens the figure's menu by mouse and takes an item of it; sub-menus open and close at their own pace under a pointer. */
    private void choose(String... titles) {
        robot.click(".figure-menu");
        robot.waitUntil("the menu is open", () -> openMenu().isPresent());
        robot.run(() -> {
            ContextMenu menu = openMenu().orElseThrow();
            List<MenuItem> items = menu.getItems();
            for (String title : titles) {
                MenuItem item = items.stream()
                        .filter(each -> title.equals(each.getText()))
                        .findFirst()
                        .orElseThrow();
                if (item instanceof Menu inner) {
                    items = inner.getItems();
                } else {
                    item.fire();
                }
            }
            menu.hide();
        });
    }

    private static Optional<ContextMenu> openMenu() {
        return Window.getWindows().stream()
                .filter(ContextMenu.class::isInstance)
                .map(ContextMenu.class::cast)
                .findFirst();
    }

    @Test
    void the_pointer_finds_the_exact_numbers_of_the_nearest_point() {
        Spot spot = spot(robot.on(view::shown), "Mamba", 256);
        robot.moveTo(spot.x() + 6, spot.y() - 5);
        assertThat(card()).startsWith("Mamba", "Context length 256 tokens", "Recall: mean 0.81909 of 3 seeds");
        assertThat(card()).contains("range 0.73198 to 0.91461", "seed 2: 0.81069 at step 400, run run-1-2");
        robot.moveTo(WIDTH / 2, HEIGHT - 2);
        assertThat(robot.<Boolean>on(() -> view.lookup(".figure-card").isVisible()))
                .isFalse();
    }

    @Test
    void a_click_on_a_point_of_one_run_opens_it() {
        untilRedrawn(() -> view.show(SampleFigures.recall(2, 1, false)));
        Spot spot = spot(robot.on(view::shown), "Mamba", 256);
        robot.clickAt(spot.x(), spot.y());
        assertThat(opened).containsExactly("run-1-1");
    }

    @Test
    void a_click_on_a_mean_asks_which_run() {
        Spot spot = spot(robot.on(view::shown), "Mamba", 256);
        robot.clickAt(spot.x(), spot.y());
        robot.waitUntil("the runs are offered", () -> robot.sees("Open the run of seed 2"));
        robot.click("Open the run of seed 2");
        assertThat(opened).containsExactly("run-1-2");
    }

    @Test
    void arrow_keys_walk_from_point_to_point_and_enter_opens_the_run() {
        untilRedrawn(() -> view.show(SampleFigures.recall(2, 1, false)));
        robot.run(view::requestFocus);
        robot.keys(KeyCode.RIGHT).keys(KeyCode.RIGHT).keys(KeyCode.DOWN);
        assertThat(card()).startsWith("Mamba", "Context length 128 tokens");
        assertThat(robot.<String>on(view::getAccessibleText)).startsWith("Mamba. Context length 128 tokens. Recall ");
        robot.keys(KeyCode.ENTER);
        assertThat(opened).containsExactly("run-1-1");
    }

    @Test
    void a_legend_entry_hides_its_curve_and_shows_it_again() {
        Node entry = robot.on(() -> view.lookupAll(".figure-legend-entry").stream()
                .skip(1)
                .findFirst()
                .orElseThrow());
        assertThat(entry.getAccessibleText()).isEqualTo("Hide Mamba (3 seeds, mean and range)");
        robot.click(entry);
        assertThat(robot.on(view::shown).curves())
                .extracting(Curve::name)
                .containsExactly("Merge-attention", "Sequential hybrid");
        robot.waitUntil(
                "the legend has changed", () -> entry.getAccessibleText().startsWith("Show Mamba"));
        robot.run(entry::requestFocus);
        robot.keys(KeyCode.SPACE);
        assertThat(robot.on(view::shown).curves()).hasSize(3);
    }

    @Test
    void choices_in_the_menu_stay_while_the_figure_grows() {
        choose("Horizontal axis", "linear");
        choose("Band over seeds", "standard error");
        robot.run(() -> view.show(SampleFigures.recall(4, 3, false)));
        Figure shown = robot.on(view::shown);
        assertThat(shown.curves()).hasSize(4);
        assertThat(shown.band()).isEqualTo(Band.STANDARD_ERROR);
        assertThat(shown.x()).extracting(Axis::scale).isEqualTo(Scale.LINEAR);
    }

    @Test
    void the_menu_offers_every_format() {
        choose("Export as document (PDF)…");
        assertThat(exported).containsExactly(FigureFormat.PDF);
    }

    @Test
    void another_theme_is_drawn_in_its_colours() {
        int light = robot.on(() -> ink(Theme.LIGHT));
        int dark = robot.on(() -> ink(Theme.DARK));
        assertThat(light).isPositive();
        assertThat(dark).isZero();
        untilRedrawn(() -> appearance.themeProperty().set(Theme.DARK));
        assertThat(robot.on(() -> ink(Theme.DARK))).isPositive();
    }

    /** Pixels in the first curve's colour of a theme. */
    private int ink(Theme theme) {
        int colour = 0xff000000 | theme.series().getFirst();
        Image image = picture();
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                count += image.getPixelReader().getArgb(x, y) == colour ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void a_live_figure_is_asked_only_when_its_version_has_grown() {
        List<Long> asked = new ArrayList<>();
        long[] version = {1};
        untilRedrawn(() -> view.follow(new FigureSource() {
            @Override
            public long version() {
                return version[0];
            }

            @Override
            public Figure figure() {
                asked.add(version[0]);
                return SampleFigures.recall(2, (int) version[0], false);
            }
        }));
        untilRedrawn(() -> version[0] = 2);
        assertThat(asked).containsExactly(1L, 2L);
        assertThat(robot.<String>on(view::getAccessibleText)).contains("Mamba (2 seeds, mean and range)");
    }

    @Test
    void the_same_numbers_are_not_drawn_again() {
        long[] asked = {0};
        int[] seeds = {2};
        untilRedrawn(() -> view.follow(new FigureSource() {
            @Override
            public long version() {
                return asked[0];
            }

            @Override
            public Figure figure() {
                asked[0]++;
                return SampleFigures.recall(2, seeds[0], false);
            }
        }));
        Image before = robot.on(this::picture);
        long then = robot.on(() -> asked[0]);
        robot.waitUntil("it is asked several times more", () -> asked[0] > then + 3);
        assertThat(robot.on(this::picture)).isSameAs(before);
        untilRedrawn(() -> seeds[0] = 3);
        assertThat(robot.<String>on(view::getAccessibleText)).contains("Mamba (3 seeds, mean and range)");
    }

    @Test
    void in_a_heat_map_the_pointer_tells_the_cell_and_the_arrow_keys_walk_over_cells() {
        Figure heat = SampleFigures.heat(2, 2);
        untilRedrawn(() -> view.show(heat));
        photograph("heat-2-light");
        Spot spot = spot(heat, "Mamba", 2048);
        robot.moveTo(spot.x() + 8, spot.y() + 4);
        assertThat(card())
                .startsWith("Mamba", "Depth in the context 0\u201310 %", "Context length 2048 tokens")
                .anyMatch(line -> line.matches("Recall: mean 0\\.\\d+ of 2 seeds"))
                .anyMatch(line -> line.matches("seed 2: 0\\.\\d+ at step 400, run run-1-2"));
        robot.run(view::requestFocus);
        robot.keys(KeyCode.DOWN).keys(KeyCode.LEFT);
        assertThat(card()).startsWith("Mamba", "Depth in the context 10\u201320 %", "Context length 1024 tokens");
        robot.keys(KeyCode.LEFT).keys(KeyCode.LEFT).keys(KeyCode.LEFT);
        assertThat(card())
                .startsWith("Merge-attention", "Depth in the context 10\u201320 %", "Context length 2048 tokens");
        robot.keys(KeyCode.ESCAPE);
        assertThat(robot.<String>on(view::getAccessibleText))
                .startsWith("Recall by depth and context length. Recall against context length (tokens) and depth")
                .contains("Mamba (2 seeds): ", "on average, lowest 0.");
    }

    @Test
    void the_title_of_a_map_hides_it_and_its_name_below_shows_it_again() {
        untilRedrawn(() -> view.show(SampleFigures.heat(3, 1)));
        Node title = robot.on(() -> view.lookupAll(".figure-legend-entry").stream()
                .skip(1)
                .findFirst()
                .orElseThrow());
        assertThat(title.getAccessibleText()).isEqualTo("Hide Mamba (1 seed)");
        robot.click(title);
        robot.waitUntil("it is offered again", () -> title.getAccessibleText().equals("Show Mamba (1 seed)"));
        assertThat(robot.on(view::shown).curves())
                .extracting(Curve::name)
                .containsExactly("Merge-attention", "Attention w = 64");
        photograph("heat-hidden-light");
        robot.click(title);
        robot.waitUntil("it is shown", () -> title.getAccessibleText().startsWith("Hide"));
    }

    @Test
    void a_logarithmic_axis_chosen_before_leaves_a_heat_map_as_it_is() {
        choose("Vertical axis", "log\u2081\u2080");
        robot.run(() -> view.show(SampleFigures.heat(1, 1)));
        assertThat(robot.on(view::shown).y()).isEqualTo(Axis.share("Recall"));
        robot.click(".figure-menu");
        robot.waitUntil("the menu is open", () -> openMenu().isPresent());
        assertThat(robot.on(() -> openMenu().orElseThrow().getItems().stream()
                        .map(MenuItem::getText)
                        .toList()))
                .contains("Band over seeds")
                .doesNotContain("Vertical axis", "Horizontal axis");
    }

    @Test
    void heat_maps_have_their_pictures() {
        for (int variants : new int[] {1, 4, 7}) {
            untilRedrawn(() -> view.show(SampleFigures.heat(variants, 3)));
            photograph("heat-" + variants + "-light");
        }
        untilRedrawn(() -> appearance.themeProperty().set(Theme.DARK));
        photograph("heat-7-dark");
        untilRedrawn(() -> appearance.presentingProperty().set(true));
        untilRedrawn(() -> view.show(SampleFigures.heat(2, 3)));
        photograph("heat-2-presenting-dark");
        assertThat(robot.on(view::shown).curves()).hasSize(2);
    }

    /** To be looked at, where somebody asks for it. */
    private void photograph(String name) {
        String folder = System.getProperty("braid.pictures", "");
        if (!folder.isEmpty()) {
            robot.snapshot(java.nio.file.Path.of(folder, name + ".png"));
        }
    }

    @Test
    void an_empty_figure_says_what_to_do() {
        untilRedrawn(() -> view.show(SampleFigures.empty()));
        assertThat(robot.<String>on(view::getAccessibleText))
                .isEqualTo("Recall against context length (tokens). Press Train to draw the first points.");
    }
}
