package dev.braid.app.training.view;

import dev.braid.app.training.Ablation;
import dev.braid.app.training.ContinualBoard;
import dev.braid.app.training.TrainingDesk;
import dev.braid.app.training.TrainingSession;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.document.Notice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** The training of one design: transport bar above, settings at the left, figures and runs as tabs. */
final class SessionPane extends BorderPane {
    private static final String ABLATION = "Ablation";
    private static final String CONTINUAL = "Before and after";
    /** Below so many letters' height the settings are folded away. */
    private static final double NARROW = 69;

    private final TransportBar transport;
    private final ChoicesPane choices;
    private final List<FigureTabs.Tab> figures;
    private final Function<ContinualBoard, ContinualPane> continual;
    private final Consumer<String> openRun;
    private FigureView lastFigure;
    private final StackPane content = new StackPane();
    private final StackPane options = new StackPane();
    private final HBox header = new HBox();
    private final Pane heading = new VBox();
    private final BooleanBinding folded; // held, so that its listener lives
    private @Nullable Ablation offered;
    private final BooleanProperty ablating = new SimpleBooleanProperty(false);
    private final ToggleGroup tabs = new ToggleGroup();
    private final Map<String, ToggleButton> byTitle = new LinkedHashMap<>();
    private final Map<String, Node> contents = new LinkedHashMap<>();
    private final Map<String, Node> optionRows = new LinkedHashMap<>();

    /**
     * @param continual shows what going on with paraphrases has changed
     * @param presenting whether an audience is looking, which wants the curves and not the settings
     */
    SessionPane(
            TrainingSession session,
            TrainingDesk desk,
            ObservableBooleanValue presenting,
            List<FigureTabs.Tab> figures,
            RunsPane runs,
            Function<ContinualBoard, ContinualPane> continual) {
        this.figures = figures;
        this.continual = continual;
        lastFigure = figures.getFirst().view();
        getStyleClass().add("session-pane");
        setMinHeight(0); // a low panel cuts off the end of the figure, not the buttons
        transport = new TransportBar(session, desk::sessions);
        choices = new ChoicesPane(session);

        ToggleButton settings = new ToggleButton("Settings", new FontIcon("mdi2t-tune"));
        settings.setId("settings");
        settings.setSelected(true);
        settings.setMinWidth(USE_PREF_SIZE);
        settings.setAccessibleText("Show the settings of the training");
        settings.getStyleClass().add("settings-toggle");
        choices.visibleProperty().bind(settings.selectedProperty().and(ablating.not()));
        choices.managedProperty().bind(choices.visibleProperty());
        transport.addLast(settings);

        NoticeLine notices = new NoticeLine();
        notices.follow(session.noticeProperty());
        NoticeLine stale = new NoticeLine();
        stale.setId("stale");
        session.staleProperty()
                .subscribe(words -> stale.show(
                        words.isEmpty()
                                ? null
                                : new Notice(
                                        Notice.Level.WARNING,
                                        words,
                                        List.of(new Notice.Action(
                                                words.startsWith("The design") ? "Train the new design" : "Train so",
                                                session::train))),
                        null));
        VBox top = new VBox(transport, stale, notices);
        top.visibleProperty().bind(ablating.not());
        top.managedProperty().bind(top.visibleProperty());
        setTop(top);

        header.getStyleClass().add("training-tabs");
        header.setAlignment(Pos.CENTER_LEFT);
        openRun = run -> {
            desk.library().refresh();
            select("Runs");
            runs.reveal(run);
        };
        figures.forEach(figure -> {
            figure.view().onOpenRun(openRun);
            add(figure.title(), figure.view(), figure.choices());
        });
        add("Runs", runs, new HBox());
        options.setAlignment(Pos.CENTER_RIGHT);
        tabs.selectedToggleProperty().addListener((property, before, now) -> {
            if (now == null && before != null) {
                before.setSelected(true);
            } else if (now != null) {
                show((String) now.getUserData());
            }
        });
        HBox.setHgrow(options, Priority.ALWAYS);
        options.getStyleClass().add("training-options");
        heading.getStyleClass().add("training-heading");
        BorderPane right = new BorderPane(content);
        right.setTop(heading);
        heading.setMinWidth(0);
        right.setMinWidth(0);
        right.widthProperty().subscribe(width -> fit(width.doubleValue()));
        setLeft(choices);
        setCenter(right);
        folded = Bindings.createBooleanBinding(
                () -> presenting.get()
                        || getWidth() > 0 && getWidth() / settings.getFont().getSize() < NARROW,
                presenting,
                widthProperty(),
                settings.fontProperty());
        folded.subscribe(now -> settings.setSelected(!now));
        select("Recall");
    }

    private void add(String title, Node node, Node row) {
        ToggleButton tab = new ToggleButton(title);
        tab.setId("tab-" + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
        tab.setToggleGroup(tabs);
        tab.setUserData(title);
        tab.setMinWidth(USE_PREF_SIZE);
        tab.getStyleClass().add("training-tab");
        tab.setAccessibleText("Tab " + title);
        tab.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.RIGHT || event.getCode() == KeyCode.LEFT) {
                List<ToggleButton> all =
                        byTitle.values().stream().filter(Node::isVisible).toList();
                int step = event.getCode() == KeyCode.RIGHT ? 1 : all.size() - 1;
                ToggleButton next = all.get((all.indexOf(tab) + step) % all.size());
                next.setSelected(true);
                next.requestFocus();
                event.consume();
            }
        });
        byTitle.put(title, tab);
        contents.put(title, node);
        optionRows.put(title, row);
        header.getChildren().add(byTitle.size() - 1, tab);
    }

    private void fit(double width) {
        boolean choices = options.getChildren().stream()
                .anyMatch(row -> row instanceof Pane pane && !pane.getChildren().isEmpty());
        header.applyCss();
        options.applyCss(); // sizes are asked before anything is laid out
        double own = choices ? options.prefWidth(-1) : 0;
        boolean inside = header.getChildren().contains(options);
        boolean wide = width >= header.prefWidth(-1) + (inside ? 0 : own);
        heading.getChildren().clear();
        header.getChildren().remove(options);
        if (wide) {
            header.getChildren().add(options);
        }
        heading.getChildren().add(header);
        if (!wide && choices) {
            heading.getChildren().add(options);
        }
    }

    private void show(String title) {
        Node node = contents.get(title);
        Node row = optionRows.get(title);
        if (node != null && row != null) {
            content.getChildren().setAll(node);
            options.getChildren().setAll(row);
            ablating.set(title.equals(ABLATION) || title.equals(CONTINUAL));
            if (node instanceof FigureView figure) {
                lastFigure = figure;
            } else if (node instanceof ContinualPane pane) {
                lastFigure = pane.figure();
            }
            fit(heading.getWidth());
        }
    }

    void select(String title) {
        ToggleButton tab = byTitle.get(title);
        if (tab != null && tab.isVisible()) {
            tab.setSelected(true);
        }
    }

    /** Gives an ablation its tabs, which may have been those of another. */
    void offer(Ablation ablation) {
        if (ablation == offered) {
            return;
        }
        offered = ablation;
        put(ABLATION, new AblationPane(ablation));
        ablation.continual().ifPresent(board -> {
            ContinualPane pane = continual.apply(board);
            pane.figure().onOpenRun(openRun);
            put(CONTINUAL, pane);
        });
        ToggleButton tab = byTitle.get(CONTINUAL);
        if (tab != null) {
            tab.setVisible(ablation.continual().isPresent());
            tab.setManaged(tab.isVisible());
        }
        if (tabs.getSelectedToggle() instanceof ToggleButton selected) {
            if (!selected.isVisible()) {
                select(ABLATION);
            } else if (ablating.get()) {
                show((String) selected.getUserData());
            }
        }
    }

    /** Adds a tab, or gives it another content. */
    private void put(String title, Node node) {
        if (byTitle.containsKey(title)) {
            contents.put(title, node);
        } else {
            add(title, node, new HBox());
        }
    }

    /** Shows an ablation that was just asked for. */
    void show(Ablation ablation) {
        offer(ablation);
        select(ABLATION);
        show(ABLATION);
    }

    void focusTrain() {
        transport.trainButton().requestFocus();
    }

    boolean isAblating() {
        return ablating.get();
    }

    /** The figure that is shown, or was shown last. */
    FigureView figure() {
        return lastFigure;
    }

    List<FigureView> figures() {
        return figures.stream().map(FigureTabs.Tab::view).toList();
    }
}
