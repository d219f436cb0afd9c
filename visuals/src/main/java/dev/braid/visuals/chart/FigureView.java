package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.FigureWords;
import dev.braid.visuals.chart.figure.Observation;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Tip;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/**
 * A figure on the screen. It is drawn into memory by an executor, and only the finished picture is put on the screen: at most at every
 * beat of the pulse, only when something changed and the view can be seen, and never so often that drawing takes more than a sixtieth
 * of the time. The pointer finds the exact numbers and the runs behind every point; a click opens the run. With the keyboard, the
 * arrow keys walk along a curve and from one curve to the next, Enter opens the run.
 */
public final class FigureView extends Region {
    /** A live figure rests this many times as long as its drawing took, but not longer than that many nanoseconds. */
    private static final long REST = 60;

    private static final long LONGEST_REST = 2_000_000_000L;

    private final Pulse pulse;
    private final Appearance appearance;
    private final Executor executor;
    private final ViewChoices choices = new ViewChoices();
    private final ImageView picture = new ImageView();
    private final LegendLayer legend = new LegendLayer(this::toggle);
    private final PointerLayer pointer = new PointerLayer();
    private final Button menuButton = new Button();
    private ContextMenu menu = new ContextMenu();

    private FigureSource source;
    private Consumer<String> openRun = run -> {};
    private @Nullable Consumer<FigureFormat> export;
    private @Nullable Runnable silence;
    private Figure figure;
    private @Nullable DrawnFigure drawn;
    private @Nullable Job asDrawn;
    private @Nullable Frame shownFrame;
    private @Nullable Frame spareFrame;
    private boolean dirty = true;
    private boolean drawing;
    private long seenVersion = Long.MIN_VALUE;
    private long notBefore;
    private long shownSince = Long.MIN_VALUE;

    /**
     * A view of a figure.
     *
     * @param pulse tells when to look for something new
     * @param appearance colours and sizes
     * @param executor draws, one picture at a time
     */
    public FigureView(Figure figure, Pulse pulse, Appearance appearance, Executor executor) {
        this.figure = figure;
        this.source = constant(figure);
        this.pulse = pulse;
        this.appearance = appearance;
        this.executor = executor;
        getStyleClass().add("figure-view");
        setMinSize(160, 120);
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(FigureWords.ofFigure(figure, List.of()));
        picture.setMouseTransparent(true);
        buildMenu();
        getChildren().setAll(picture, legend, pointer, menuButton);
        sceneProperty().subscribe(scene -> listen(scene != null));
        appearance.themeProperty().subscribe(theme -> redrawSoon());
        appearance.presentingProperty().subscribe(presenting -> redrawSoon());
        widthProperty().subscribe(width -> redrawSoon());
        heightProperty().subscribe(height -> redrawSoon());
        addEventHandler(MouseEvent.MOUSE_MOVED, this::hover);
        addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointAt(null));
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::click);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnContextMenuRequested(event -> {
            openMenu(event.isKeyboardTrigger() ? menuButton : null, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private static FigureSource constant(Figure figure) {
        return new FigureSource() {
            @Override
            public long version() {
                return 0;
            }

            @Override
            public Figure figure() {
                return figure;
            }
        };
    }

    /** Shows a figure. What the reader has chosen (scales, band, hidden curves) stays. */
    public void show(Figure other) {
        follow(constant(other));
    }

    /** Shows a figure that changes by itself. */
    public void follow(FigureSource other) {
        source = other;
        seenVersion = Long.MIN_VALUE;
        redrawSoon();
    }

    /** Tells who opens a run when a point is clicked. */
    public void onOpenRun(Consumer<String> handler) {
        openRun = handler;
    }

    /** Tells who writes the figure to a file; the menu then offers it. */
    public void onExport(Consumer<FigureFormat> handler) {
        export = handler;
    }

    /** Has the figure written to a file, as the menu does. */
    public void export(FigureFormat format) {
        if (export != null) {
            export.accept(format);
        }
    }

    /** Exactly what is shown: with the reader's scales, band and smoothing, without the hidden curves. */
    public Figure shown() {
        return choices.applied(source.figure()).without(choices.hidden());
    }

    /** How it looks now. */
    public Look look() {
        return new Look(
                appearance.themeProperty().get(),
                appearance.presentingProperty().get());
    }

    /** How a file of it looks: as on paper, or as it looks now where the reader has chosen so. */
    public Look exportLook() {
        return choices.exportedAsShown() ? look() : Look.PAPER;
    }

    /** How large a file of it is: as wide as a page, or as it is on the screen where the reader has chosen so. */
    public FigureSize exportSize() {
        return choices.exportedAsShown()
                        && getWidth() >= FigureSize.SMALLEST_WIDTH
                        && getHeight() >= FigureSize.SMALLEST_HEIGHT
                ? new FigureSize(getWidth(), getHeight(), FigureSize.PAGE.scale())
                : FigureSize.PAGE;
    }

    /** Draws at once, on this thread: for pictures of a window that are taken without waiting. */
    public void drawNow() {
        Job job = job();
        if (job != null) {
            accept(job, job.draw());
        }
    }

    private void listen(boolean inScene) {
        if (silence != null) {
            silence.run();
            silence = null;
        }
        if (inScene) {
            silence = pulse.listen(this::beat);
        }
    }

    private void redrawSoon() {
        dirty = true;
        notBefore = 0;
    }

    private void beat() {
        long version = source.version();
        if (version != seenVersion) {
            seenVersion = version;
            dirty = true;
        }
        if (!dirty || drawing || System.nanoTime() < notBefore || !isSeen()) {
            return;
        }
        long asked = System.nanoTime();
        Job job = job();
        if (job == null) {
            return;
        }
        dirty = false;
        if (asDrawn != null && asDrawn.looksLike(job)) {
            spareFrame = job.frame;
            rest(asked);
            return;
        }
        drawing = true;
        try {
            executor.execute(() -> draw(job));
        } catch (RejectedExecutionException e) {
            drawing = false; // the program is closing
        }
    }

    private void draw(Job job) {
        try {
            DrawnFigure result = job.draw();
            UiThread.run(() -> accept(job, result));
        } catch (RuntimeException e) {
            UiThread.run(() -> drawing = false); // the next change is drawn again
            throw e;
        }
    }

    private boolean isSeen() {
        for (Node node = this; node != null; node = node.getParent()) {
            if (!node.isVisible()) {
                return false;
            }
        }
        Window window = getScene() == null ? null : getScene().getWindow();
        return window != null && window.isShowing();
    }

    /** What is to be drawn where. */
    private record Job(
            Frame frame,
            Figure figure,
            Set<String> hidden,
            Look look,
            double width,
            double height,
            double scale,
            long started) {
        /** Whether a picture of the one is a picture of the other. */
        boolean looksLike(Job other) {
            return width == other.width
                    && height == other.height
                    && scale == other.scale
                    && look.equals(other.look)
                    && hidden.equals(other.hidden)
                    && figure.isAlike(other.figure);
        }

        DrawnFigure draw() {
            return frame.draw(figure, hidden, look, width, height, scale);
        }
    }

    private @Nullable Job job() {
        double width = Math.floor(getWidth());
        double height = Math.floor(getHeight());
        if (width < 1 || height < 1) {
            return null;
        }
        Window window = getScene() == null ? null : getScene().getWindow();
        double scale = window == null ? 1 : Math.max(1, window.getRenderScaleX());
        int columns = (int) Math.ceil(width * scale);
        int rows = (int) Math.ceil(height * scale);
        Frame frame = spareFrame != null && spareFrame.hasSize(columns, rows) ? spareFrame : new Frame(columns, rows);
        spareFrame = null;
        return new Job(
                frame,
                choices.applied(source.figure()),
                choices.hidden(),
                look(),
                width,
                height,
                scale,
                System.nanoTime());
    }

    private void accept(Job job, DrawnFigure result) {
        drawing = false;
        if (job.started < shownSince) {
            return; // drawNow was faster
        }
        shownSince = job.started;
        rest(job.started);
        figure = job.figure;
        asDrawn = job;
        drawn = result;
        spareFrame = shownFrame;
        shownFrame = job.frame;
        picture.setImage(job.frame.shown());
        picture.setFitWidth(job.frame.width() / job.scale);
        picture.setFitHeight(job.frame.height() / job.scale);
        setAccessibleText(result.words());
        legend.show(result.legend());
        Spot before = pointer.spot();
        if (before != null) {
            pointAt(PointerLayer.again(result, before));
        }
    }

    private void rest(long since) {
        long now = System.nanoTime();
        notBefore = now + Math.min(LONGEST_REST, REST * (now - since));
    }

    private void toggle(String curve) {
        choices.toggle(curve);
        redrawSoon();
    }

    private void hover(MouseEvent event) {
        if (drawn != null) {
            pointAt(PointerLayer.nearest(drawn, event.getX(), event.getY()));
        }
    }

    private void pointAt(@Nullable Spot spot) {
        pointer.pointAt(spot, drawn, figure);
        if (spot != null) {
            setAccessibleText(String.join(". ", FigureWords.ofPoint(figure, spot.curve(), spot.point())));
        } else if (drawn != null) {
            setAccessibleText(drawn.words());
        }
    }

    private void click(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        requestFocus();
        menu.hide();
        if (drawn != null) {
            Spot spot = PointerLayer.nearest(drawn, event.getX(), event.getY());
            if (spot != null) {
                pointAt(spot);
                open(spot, event.getScreenX(), event.getScreenY());
            }
        }
    }

    /** Opens the run behind a point, or asks which of several. */
    private void open(Spot spot, double screenX, double screenY) {
        List<Observation> behind = spot.point().observations().stream()
                .filter(observation -> !observation.run().isEmpty())
                .toList();
        if (behind.size() == 1) {
            openRun.accept(behind.getFirst().run());
        } else if (!behind.isEmpty()) {
            menu.getItems().setAll(behind.stream().map(this::opening).toList());
            menu.show(this, screenX, screenY);
        }
    }

    private MenuItem opening(Observation observation) {
        MenuItem item = new MenuItem("Open the run of seed " + observation.seed());
        item.setOnAction(event -> openRun.accept(observation.run()));
        return item;
    }

    private void key(KeyEvent event) {
        DrawnFigure picture = drawn;
        if (event.getTarget() != this || picture == null || picture.spots().isEmpty()) {
            return;
        }
        Spot now = pointer.spot();
        switch (event.getCode()) {
            case LEFT, KP_LEFT -> pointAt(Walk.along(picture, now, -1));
            case RIGHT, KP_RIGHT -> pointAt(Walk.along(picture, now, 1));
            case UP, KP_UP -> pointAt(Walk.across(picture, now, -1));
            case DOWN, KP_DOWN -> pointAt(Walk.across(picture, now, 1));
            case ENTER, SPACE -> {
                if (now == null) {
                    return;
                }
                var place = localToScreen(now.x(), now.y());
                open(now, place.getX(), place.getY());
            }
            case ESCAPE -> {
                if (now == null) {
                    return;
                }
                pointAt(null);
            }
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void buildMenu() {
        menuButton.setGraphic(new FontIcon("mdi2d-dots-vertical"));
        menuButton.getStyleClass().add("figure-menu");
        menuButton.setAccessibleText("Scales, bands and export of this figure");
        Tip.on(menuButton, "Scales, bands, export");
        menuButton.setOnAction(event -> openMenu(menuButton, 0, 0));
    }

    private void openMenu(@Nullable Node beside, double screenX, double screenY) {
        menu.hide();
        menu = new ContextMenu();
        menu.getItems().setAll(FigureMenu.items(choices.applied(source.figure()), choices, this::redrawSoon, export));
        if (beside == null) {
            menu.show(this, screenX, screenY);
        } else {
            menu.show(beside, Side.BOTTOM, 0, 0);
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        legend.resizeRelocate(0, 0, width, height);
        pointer.resizeRelocate(0, 0, width, height);
        double side = menuButton.prefWidth(-1);
        menuButton.resizeRelocate(width - side - 2, 2, side, menuButton.prefHeight(-1));
    }

    @Override
    protected double computePrefWidth(double height) {
        return 480;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 300;
    }
}
