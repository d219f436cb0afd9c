package dev.braid.app;

import dev.braid.app.command.Command;
import dev.braid.app.command.CommandMenus;
import dev.braid.app.command.Commands;
import dev.braid.app.command.Overlay;
import dev.braid.app.present.Presenter;
import dev.braid.app.settings.Settings;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.training.view.ExportOrder;
import dev.braid.app.training.view.TrainingPanel;
import dev.braid.app.workspace.OpenFile;
import dev.braid.app.workspace.Samples;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.inspector.InspectorView;
import dev.braid.visuals.palette.BlockOffer;
import dev.braid.visuals.palette.BlockTarget;
import dev.braid.visuals.palette.PaletteView;
import dev.braid.visuals.problems.ProblemList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Orientation;
import javafx.scene.Scene;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Separator;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToolBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The window: puts the views together and hands each what it needs. */
final class MainWindow extends StackPane {
    /** The commands that show and hide panels, in the order in which these lie in the window. */
    private static final List<String> PANELS = List.of("palette", "below", "inspector");

    private final Studio studio;
    private final EditorArea editors;
    private final PaletteView palette;
    private final Panels panels;
    private final TabPane below = new TabPane();
    private final Tab training = new Tab("Training");
    private final InspectorView inspector;
    private final TrainingPanel trainingPanel;
    private final Tab problems = new Tab("Problems");
    private final Presenter presenter;
    private final Exports exports;
    private final Areas areas;
    private final Commands commands;
    private final Overlay overlay = new Overlay();

    MainWindow(Studio studio, Runnable quit) {
        this.studio = studio;
        setId("main-window");
        getStyleClass().add("main-window");
        exports = new Exports(studio.dialogs, studio.files, this::openFolder);
        editors = new EditorArea(studio.workspace, this::designView, this::gallery);
        palette = new PaletteView(studio.catalog, new CurrentCanvas());
        palette.designProperty().bind(studio.current.designProperty());
        inspector = new InspectorView();
        inspector.designProperty().bind(studio.current.designProperty());
        inspector.setOnLeave(() -> canvas().ifPresent(GraphCanvas::requestFocus));
        ProblemList problemList = new ProblemList();
        problemList.designProperty().bind(studio.current.designProperty());
        problems.setContent(problemList);
        inspector.setParameterMenu((block, parameter) -> sweepItems(block.id(), parameter));
        trainingPanel =
                new TrainingPanel(studio.desk, studio.pulse, studio.appearance, studio.figures, new AroundTraining());
        training.setContent(trainingPanel);
        training.setClosable(false);
        problems.setClosable(false);
        below.getTabs().setAll(training, problems);
        below.getStyleClass().add("below-tabs");
        below.setId("below");
        panels = new Panels(studio.settings, palette, editors, inspector, below);
        editors.galleryAlone().subscribe(panels::showDesignsAlone);
        presenter = new Presenter(
                studio.appearance,
                panels.paletteShown(),
                panels.inspectorShown(),
                panels::enlargeBelow,
                panels::restore);
        areas = new Areas(List.of(
                new Areas.Area(palette, palette::focusSearch),
                new Areas.Area(editors, () -> canvas().ifPresent(GraphCanvas::requestFocus)),
                new Areas.Area(inspector, () -> Areas.focusFirst(inspector)),
                new Areas.Area(below, this::focusBelow)));
        commands = new WindowCommands(studio, this, overlay, quit).all();
        BorderPane frame = new BorderPane(panels);
        frame.setTop(new VBox(menuBar(), toolBar(), new NoticeBar(studio.workspace.noticeProperty())));
        frame.setBottom(new StatusBar(
                studio.current,
                studio.run.words(),
                studio.workspace
                        .currentProperty()
                        .flatMap(file -> canvas().map(GraphCanvas::zoomProperty).orElse(null))
                        .map(zoom -> Math.round(100 * zoom.doubleValue()) + " %"),
                this::showProblems));
        getChildren().addAll(frame, overlay);
        presenter.presentingProperty().subscribe(presenting -> {
            editors.showSideBySide(presenting);
            getStyleClass().remove("presenting");
            if (presenting) {
                getStyleClass().add("presenting");
            }
        });
        UndoInTexts.listenIn(frame, commands);
        addEventHandler(KeyEvent.KEY_TYPED, event -> {
            // Which key the question mark is on depends on the keyboard, so this is no accelerator.
            if (event.getCharacter().equals("?") && !(event.getTarget() instanceof TextInputControl)) {
                commands.get("shortcuts").run();
            }
        });
    }

    /** Makes a scene show it, with the look and the shortcuts. */
    void dress(Scene scene) {
        studio.appearance.dress(scene);
        commands.listenIn(scene);
    }

    /** Leaves the training out, which is as much work as all the rest, until it is asked for: the designs can be seen sooner. */
    Runnable holdTrainingBack() {
        training.setContent(null);
        return () -> training.setContent(trainingPanel);
    }

    /** Notes what should be the same at the next start. */
    void rememberSizes(Stage stage) {
        panels.rememberSizes();
        studio.settings.change(now -> now.with(
                stage.isMaximized() || stage.isFullScreen()
                        ? new Settings.Window(now.window().width(), now.window().height(), true)
                        : new Settings.Window(stage.getWidth(), stage.getHeight(), false)));
    }

    Commands commands() {
        return commands;
    }

    EditorArea editors() {
        return editors;
    }

    Panels panels() {
        return panels;
    }

    Presenter presenter() {
        return presenter;
    }

    PaletteView palette() {
        return palette;
    }

    TrainingPanel trainingPanel() {
        return trainingPanel;
    }

    Areas areas() {
        return areas;
    }

    private void focusBelow() {
        if (training.isSelected()) {
            trainingPanel.focusTrain();
        } else {
            Areas.focusFirst(problems.getContent());
        }
    }

    /** Shows all problems of the design that is worked on. */
    void showProblems() {
        panels.belowShown().set(true);
        below.getSelectionModel().select(problems);
    }

    /** Shows the runs and their curves. */
    void showTraining() {
        panels.belowShown().set(true);
        below.getSelectionModel().select(training);
    }

    /** Opens the two designs of the first start, both to be seen. */
    void openFirstDesigns() {
        OpenFile first = openSample(Samples.FIRST.getFirst());
        OpenFile second = openSample(Samples.FIRST.getLast());
        editors.moveToOtherHalf(second);
        studio.workspace.currentProperty().set(first);
    }

    /** Opens a copy of a sample. */
    OpenFile openSample(String path) {
        return studio.workspace.openCopy(Samples.read(path));
    }

    /** Opens the first design of a plan, and the plan beside it, ready to start. */
    void openStudy(SweepPlan plan) {
        studio.workspace.openCopy(plan.variants().getFirst().design());
        studio.desk.plan(plan);
        showTraining();
    }

    private Region designView(OpenFile file) {
        DesignView view = new DesignView(file, studio.appearance, studio.checks);
        view.canvas().setOnEditParameters(() -> {
            panels.inspectorShown().set(true);
            inspector.focusFirst();
        });
        view.canvas().setContextMenuItems(target -> switch (target) {
            case Target.Parameter(String block, String parameter) ->
                file.design()
                        .shown()
                        .block(block)
                        .flatMap(node -> studio.catalog.find(node.type()))
                        .flatMap(type -> type.parameters().stream()
                                .filter(spec -> spec.name().equals(parameter))
                                .findFirst())
                        .map(spec -> sweepItems(block, spec))
                        .orElse(List.of());
            default -> List.of();
        });
        return view;
    }

    private List<MenuItem> sweepItems(String block, ParamSpec parameter) {
        MenuItem item = new MenuItem("Sweep " + parameter.title() + " …");
        item.setMnemonicParsing(false);
        item.setOnAction(event -> sweep(block, parameter));
        return List.of(item);
    }

    /** Prepares an ablation over the values of a parameter. */
    void sweep(String block, ParamSpec parameter) {
        studio.current.with(design -> {
            studio.desk.sweep(design, Findings.address(design.graph(), block), parameter);
            showTraining();
        });
    }

    /** The canvas of the design that is worked on. */
    Optional<GraphCanvas> canvas() {
        return editors.currentView() instanceof DesignView view ? Optional.of(view.canvas()) : Optional.empty();
    }

    /** Shows a folder in the system's file manager. */
    private void openFolder(Path folder) {
        studio.files.execute(() -> {
            try {
                new ProcessBuilder("xdg-open", folder.toString()).start();
            } catch (IOException e) {
                UiThread.run(() -> studio.workspace
                        .noticeProperty()
                        .set(Notice.warning("No file manager was found; the folder is " + folder + ".")));
            }
        });
    }

    /** Writes the figure that is shown to a file. */
    void exportFigure(FigureFormat format) {
        showTraining();
        trainingPanel.export(format);
    }

    /** Writes the plan that is shown to a folder, for the command line or another machine. */
    void exportPlan() {
        TrainingSession session = trainingPanel.planned();
        if (session != null) {
            showTraining();
            exports.plan(session);
        }
    }

    private Gallery gallery() {
        ObservableList<Path> recent = FXCollections.observableArrayList();
        studio.settings.property().subscribe(now -> {
            if (!recent.equals(now.recentFiles())) {
                recent.setAll(now.recentFiles());
            }
        });
        return new Gallery(
                studio.catalog,
                studio.files,
                studio.workspace::openCopy,
                this::openStudy,
                new Gallery.Starters(
                        studio.workspace::createNew, studio.workspace::askToOpen, recent, studio.workspace::open));
    }

    private MenuBar menuBar() {
        MenuBar bar = CommandMenus.menuBar(commands);
        Menu recent = new Menu("Open recent");
        recent.setId("menu-recent");
        studio.settings.property().subscribe(now -> {
            recent.getItems()
                    .setAll(now.recentFiles().stream().map(this::recentItem).toList());
            recent.setDisable(now.recentFiles().isEmpty());
        });
        bar.getMenus().getFirst().getItems().add(2, recent);
        return bar;
    }

    private MenuItem recentItem(Path path) {
        MenuItem item = new MenuItem(path.getFileName() + "   " + path.getParent());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> studio.workspace.open(path));
        return item;
    }

    private ToolBar toolBar() {
        ToolBar bar = new ToolBar();
        bar.setId("tool-bar");
        Command.Category last = null;
        for (Command command : commands.all()) {
            if (!command.glyph().isEmpty() && !PANELS.contains(command.id())) {
                if (last != null && last != command.category()) {
                    bar.getItems().add(new Separator(Orientation.VERTICAL));
                }
                last = command.category();
                bar.getItems().add(CommandMenus.button(command, false));
            }
        }
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        bar.getItems().add(space);
        for (String panel : PANELS) {
            bar.getItems().add(CommandMenus.button(commands.get(panel), false));
        }
        return bar;
    }

    /** What the training needs of the window. */
    private final class AroundTraining implements TrainingPanel.Outside {
        @Override
        public void openFolder(Path folder) {
            MainWindow.this.openFolder(folder);
        }

        @Override
        public void openDesign(Architecture design) {
            studio.workspace.openCopy(design);
        }

        @Override
        public void chooseRunsFolder() {
            studio.dialogs
                    .folder(studio.desk.bench().runs())
                    .ifPresent(studio.desk.bench().runsProperty()::set);
        }

        @Override
        public Optional<Path> chooseText() {
            return studio.dialogs.text();
        }

        @Override
        public void export(ExportOrder order) {
            exports.figure(order);
        }
    }

    /** The canvas of the design that is worked on, for blocks from the palette. */
    private final class CurrentCanvas implements BlockTarget {
        private Optional<GraphCanvas> target() {
            return canvas();
        }

        @Override
        public boolean dragOver(BlockOffer offer, double sceneX, double sceneY) {
            return target().map(canvas -> canvas.dragOver(offer, sceneX, sceneY))
                    .orElse(false);
        }

        @Override
        public boolean drop(BlockOffer offer, double sceneX, double sceneY) {
            return target().map(canvas -> canvas.drop(offer, sceneX, sceneY)).orElse(false);
        }

        @Override
        public void cancelDrag() {
            target().ifPresent(BlockTarget::cancelDrag);
        }

        @Override
        public void addAtCentre(BlockOffer offer) {
            if (target().isEmpty()) {
                studio.workspace.createNew();
            }
            target().ifPresent(canvas -> canvas.addAtCentre(offer));
        }
    }
}
