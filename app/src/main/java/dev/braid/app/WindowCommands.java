package dev.braid.app;

import static dev.braid.app.command.Command.Category.ARRANGE;
import static dev.braid.app.command.Command.Category.EDIT;
import static dev.braid.app.command.Command.Category.FILE;
import static dev.braid.app.command.Command.Category.HELP;
import static dev.braid.app.command.Command.Category.TRAINING;
import static dev.braid.app.command.Command.Category.VIEW;
import static dev.braid.app.command.Command.edits;
import static dev.braid.app.command.Command.toggle;
import static dev.braid.app.command.Command.view;

import dev.braid.app.command.Command;
import dev.braid.app.command.CommandPalette;
import dev.braid.app.command.Commands;
import dev.braid.app.command.Overlay;
import dev.braid.app.command.ShortcutSheet;
import dev.braid.app.training.Ablation;
import dev.braid.app.training.Status;
import dev.braid.app.training.TrainingSession;
import dev.braid.app.workspace.CurrentDesign;
import dev.braid.app.workspace.Workspace;
import dev.braid.visuals.canvas.Arrangement;
import dev.braid.visuals.canvas.GraphCanvas;
import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.theme.Theme;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableStringValue;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/** Everything that can be done in the window. */
final class WindowCommands {
    private final Commands commands = new Commands();
    private final Studio studio;
    private final Workspace workspace;
    private final CurrentDesign current;
    private final MainWindow window;

    WindowCommands(Studio studio, MainWindow window, Overlay overlay, Runnable quit) {
        this.studio = studio;
        this.workspace = studio.workspace;
        this.current = studio.current;
        this.window = window;
        addFile(quit);
        addEdit();
        addArrange();
        addView();
        addTraining();
        addHelp(overlay);
    }

    Commands all() {
        return commands;
    }

    private void addFile(Runnable quit) {
        commands.add(
                view("new", FILE, "New design", workspace::createNew)
                        .keys("Shortcut+N")
                        .glyph("mdi2f-file-plus-outline")
                        .explained("Opens an empty design in a tab of its own."),
                view("open", FILE, "Open …", workspace::askToOpen)
                        .keys("Shortcut+O")
                        .glyph("mdi2f-folder-open-outline"),
                view(
                                "gallery",
                                FILE,
                                "Designs to start from …",
                                () -> window.editors().showGallery())
                        .keys("Shortcut+Shift+O")
                        .glyph("mdi2v-view-grid-outline")
                        .explained("Every design that comes with Braid, with a sentence on why it matters."),
                view("save", FILE, "Save", () -> current.withFile(workspace::save))
                        .keys("Shortcut+S")
                        .glyph("mdi2c-content-save-outline")
                        .when(current.there())
                        .afterLine(),
                view("save-as", FILE, "Save as …", () -> current.withFile(workspace::saveAs))
                        .keys("Shortcut+Shift+S")
                        .when(current.there()),
                view("close", FILE, "Close", () -> current.withFile(workspace::close))
                        .keys("Shortcut+W")
                        .when(current.there())
                        .afterLine(),
                view("quit", FILE, "Quit", () -> workspace.quit(quit)).keys("Shortcut+Q"));
    }

    private void addEdit() {
        commands.add(
                edits("undo", EDIT, "Undo", () -> current.with(OpenDesign::undo))
                        .keys("Shortcut+Z")
                        .glyph("mdi2u-undo")
                        .when(Bindings.isNotEmpty(current.undoTitle()))
                        .labelled(labelled("Undo", current.undoTitle())),
                edits("redo", EDIT, "Redo", () -> current.with(OpenDesign::redo))
                        .keys("Shortcut+Shift+Z", "Shortcut+Y")
                        .glyph("mdi2r-redo")
                        .when(Bindings.isNotEmpty(current.redoTitle()))
                        .labelled(labelled("Redo", current.redoTitle())),
                edits("cut", EDIT, "Cut", canvas(GraphCanvas::cut))
                        .keys("Shortcut+X")
                        .when(current.blocksSelected())
                        .afterLine(),
                view("copy", EDIT, "Copy", canvas(GraphCanvas::copy))
                        .keys("Shortcut+C")
                        .when(current.blocksSelected())
                        .explained("The clipboard gets the text of a design file."),
                edits("paste", EDIT, "Paste", canvas(GraphCanvas::paste))
                        .keys("Shortcut+V")
                        .when(current.there()),
                edits("duplicate", EDIT, "Duplicate", canvas(GraphCanvas::duplicate))
                        .keys("Shortcut+D")
                        .when(current.blocksSelected()),
                edits("delete", EDIT, "Delete", canvas(GraphCanvas::delete))
                        .keys("Delete")
                        .onCanvas()
                        .when(current.anythingSelected()),
                view("select-all", EDIT, "Select all", canvas(GraphCanvas::selectAll))
                        .keys("Shortcut+A")
                        .when(current.hasBlocks())
                        .afterLine(),
                view("next-block", EDIT, "Next block along the wire", canvas(canvas -> canvas.walk(KeyCode.RIGHT)))
                        .keys("Shortcut+Right")
                        .onCanvas()
                        .when(current.hasBlocks()),
                view("previous-block", EDIT, "Block before it", canvas(canvas -> canvas.walk(KeyCode.LEFT)))
                        .keys("Shortcut+Left")
                        .onCanvas()
                        .when(current.hasBlocks()),
                view("next-wire", EDIT, "Wire that leaves the block", canvas(canvas -> canvas.walkWires(KeyCode.RIGHT)))
                        .keys("Shortcut+Shift+Right")
                        .onCanvas()
                        .when(current.blocksSelected()),
                view("previous-wire", EDIT, "Wire that arrives", canvas(canvas -> canvas.walkWires(KeyCode.LEFT)))
                        .keys("Shortcut+Shift+Left")
                        .onCanvas()
                        .when(current.blocksSelected()),
                edits("quick-add", EDIT, "Add a block …", canvas(GraphCanvas::quickAdd))
                        .keys("Tab")
                        .onCanvas()
                        .glyph("mdi2p-plus-box-outline")
                        .when(current.there())
                        .explained(
                                "Lists what fits behind the selected block; a double click on the canvas does the same.")
                        .afterLine(),
                edits("wire", EDIT, "Wire the output to …", canvas(canvas -> canvas.wire(false)))
                        .keys("W")
                        .onCanvas()
                        .when(current.blocksSelected()),
                edits("wire-input", EDIT, "Wire an input from …", canvas(canvas -> canvas.wire(true)))
                        .keys("Shift+W")
                        .onCanvas()
                        .when(current.blocksSelected()),
                edits("rename", EDIT, "Rename the block", canvas(GraphCanvas::rename))
                        .keys("F2")
                        .onCanvas()
                        .when(current.blocksSelected()));
    }

    private void addArrange() {
        commands.add(edits("layout", ARRANGE, "Automatic layout", canvas(GraphCanvas::autoLayout))
                .keys("L")
                .onCanvas()
                .glyph("mdi2s-sitemap-outline")
                .when(current.hasBlocks())
                .explained("Places all blocks from left to right, as one step."));
        for (Arrangement arrangement : Arrangement.values()) {
            Command command = edits(
                            arrangement.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                            ARRANGE,
                            arrangement.title(),
                            canvas(canvas -> canvas.align(arrangement)))
                    .when(current.severalSelected());
            commands.add(
                    arrangement == Arrangement.LEFT || arrangement == Arrangement.DISTRIBUTE_HORIZONTALLY
                            ? command.afterLine()
                            : command);
        }
        commands.add(
                edits("group", ARRANGE, "Group into a sub-graph", canvas(GraphCanvas::group))
                        .keys("Shortcut+G")
                        .when(current.blocksSelected())
                        .afterLine(),
                edits("unpack", ARRANGE, "Unpack the sub-graph", canvas(GraphCanvas::unpack))
                        .keys("Shortcut+Shift+G")
                        .when(current.subGraphSelected()),
                view("enter", ARRANGE, "Enter the sub-graph", canvas(GraphCanvas::enterSelected))
                        .keys("Enter")
                        .onCanvas()
                        .when(current.subGraphSelected()),
                view("leave", ARRANGE, "Back to the graph around", canvas(GraphCanvas::leave))
                        .keys("Shift+Enter", "Alt+Up")
                        .onCanvas()
                        .when(current.inside()));
    }

    private void addTraining() {
        RunControls run = studio.run;
        commands.add(
                view("train", TRAINING, "Train", () -> {
                            window.showTraining();
                            run.act(TrainingSession::train).run();
                        })
                        .keys("Shortcut+Enter")
                        .glyph("mdi2p-play")
                        .when(run.can(Status.Possible::train))
                        .explained("Trains the design with what is chosen below, or goes on with what was stopped."),
                view("pause", TRAINING, "Pause", run.act(TrainingSession::pause))
                        .keys("Shortcut+P")
                        .glyph("mdi2p-pause")
                        .when(run.can(Status.Possible::pause)),
                view("resume", TRAINING, "Resume", run.act(TrainingSession::resume))
                        .keys("Shortcut+Shift+R")
                        .when(run.can(Status.Possible::resume)),
                view("step", TRAINING, "One step", run.act(TrainingSession::step))
                        .keys("F10")
                        .glyph("mdi2s-step-forward")
                        .when(run.can(Status.Possible::step))
                        .explained("Trains one batch and waits."),
                view("stop", TRAINING, "Stop", run.act(TrainingSession::stop))
                        .keys("Shortcut+Period")
                        .glyph("mdi2s-stop")
                        .when(run.can(Status.Possible::stop))
                        .explained("Ends at the next step; what is done is kept, and can go on later."),
                view("restart", TRAINING, "Restart from the seed", run.act(TrainingSession::restart))
                        .keys("Shortcut+Shift+Enter")
                        .when(run.can(Status.Possible::restart)));
        for (String tab : List.of("Recall", "Loss", "Chunk size", "Pareto", "Cost", "Speed", "Runs")) {
            Command show = show(tab).when(current.there());
            commands.add(tab.equals("Recall") ? show.afterLine() : show);
        }
        ObservableValue<@Nullable Ablation> ablation = studio.desk.ablationProperty();
        commands.add(
                show("Ablation")
                        .when(Bindings.createBooleanBinding(
                                () -> current.there().get() && ablation.getValue() != null, current.there(), ablation))
                        .explained("There once a parameter is swept, or a study is opened."),
                show("Before and after")
                        .when(Bindings.createBooleanBinding(
                                () -> {
                                    Ablation asked = ablation.getValue();
                                    return current.there().get()
                                            && asked != null
                                            && asked.continual().isPresent();
                                },
                                current.there(),
                                ablation))
                        .explained("There once a run goes on with paraphrases: what that has changed."));
        for (FigureFormat format : FigureFormat.values()) {
            Command export = view(
                            "export-" + format.extension(),
                            TRAINING,
                            "Export figure as " + format.name() + " …",
                            () -> window.exportFigure(format))
                    .when(current.there())
                    .explained("Writes exactly what the figure shows, as a " + format.words()
                            + ", with the ids of its runs inside.");
            commands.add(format == FigureFormat.PNG ? export.afterLine() : export);
        }
        commands.add(view("export-plan", TRAINING, "Export plan …", window::exportPlan)
                .when(current.there())
                .explained("Writes what Train would run, designs included, for the command line or another machine."));
    }

    private Runnable canvas(Consumer<GraphCanvas> action) {
        return () -> window.canvas().ifPresent(action);
    }

    private static ObservableStringValue labelled(String verb, ObservableStringValue title) {
        return Bindings.createStringBinding(() -> (verb + " " + title.get()).strip(), title);
    }

    private void addView() {
        BooleanProperty dark = new SimpleBooleanProperty();
        studio.appearance.themeProperty().subscribe(theme -> dark.set(theme == Theme.DARK));
        dark.addListener(
                (property, before, now) -> studio.appearance.themeProperty().set(now ? Theme.DARK : Theme.LIGHT));
        commands.add(
                view("fit", VIEW, "Zoom to fit", canvas(GraphCanvas::fit))
                        .keys("F")
                        .onCanvas()
                        .glyph("mdi2f-fit-to-page-outline")
                        .when(current.hasBlocks()),
                view("fit-selection", VIEW, "Zoom to the selection", canvas(GraphCanvas::fitSelection))
                        .when(current.blocksSelected()),
                view("zoom-in", VIEW, "Zoom in", canvas(GraphCanvas::zoomIn))
                        .keys("Shortcut+Plus", "Shortcut+Equals")
                        .when(current.there()),
                view("zoom-out", VIEW, "Zoom out", canvas(GraphCanvas::zoomOut))
                        .keys("Shortcut+Minus")
                        .when(current.there()),
                view("zoom-reset", VIEW, "Actual size", canvas(GraphCanvas::zoomReset))
                        .keys("Shortcut+0")
                        .when(current.there()),
                toggle("palette", VIEW, "Palette", window.panels().paletteShown())
                        .keys("Shortcut+1")
                        .glyph("mdi2d-dock-left")
                        .afterLine(),
                toggle("inspector", VIEW, "Inspector", window.panels().inspectorShown())
                        .keys("Shortcut+2")
                        .glyph("mdi2d-dock-right"),
                toggle("below", VIEW, "Training and problems", window.panels().belowShown())
                        .keys("Shortcut+3")
                        .glyph("mdi2d-dock-bottom"),
                view(
                                "next-area",
                                VIEW,
                                "Next part of the window",
                                () -> window.areas().step(1))
                        .keys("F6")
                        .explained("Palette, canvas, inspector and training have the keyboard in turn."),
                view(
                                "previous-area",
                                VIEW,
                                "Previous part of the window",
                                () -> window.areas().step(-1))
                        .keys("Shift+F6"),
                view("show-problems", VIEW, "Show problems", window::showProblems)
                        .keys("Shortcut+Shift+M"),
                view("find-block", VIEW, "Search the palette", () -> {
                            window.panels().paletteShown().set(true);
                            window.palette().focusSearch();
                        })
                        .keys("Shortcut+F"),
                view("next-tab", VIEW, "Next tab", () -> window.editors().step(1))
                        .keys("Ctrl+Page_Down", "Ctrl+Tab")
                        .when(current.there())
                        .afterLine(),
                view(
                                "previous-tab",
                                VIEW,
                                "Previous tab",
                                () -> window.editors().step(-1))
                        .keys("Ctrl+Page_Up", "Ctrl+Shift+Tab")
                        .when(current.there()),
                view(
                                "other-half",
                                VIEW,
                                "Move to the other half",
                                () -> current.withFile(window.editors()::moveToOtherHalf))
                        .keys("Shortcut+Backslash")
                        .glyph("mdi2v-view-split-horizontal")
                        .when(current.there())
                        .explained(
                                "Shows this tab below the others, or above them again, so that two designs are seen at once."),
                toggle("dark", VIEW, "Dark theme", dark)
                        .keys("Shortcut+Shift+D")
                        .glyph("mdi2t-theme-light-dark")
                        .afterLine(),
                toggle("present", VIEW, "Presenter mode", window.presenter().presentingProperty())
                        .keys("F11", "F5")
                        .glyph("mdi2p-presentation")
                        .explained("Larger letters and curves, for an audience."),
                view("full-screen", VIEW, "Full screen", this::toggleFullScreen).keys("Shift+F11"));
    }

    private void toggleFullScreen() {
        Window stage = window.getScene() == null ? null : window.getScene().getWindow();
        if (stage instanceof Stage main) {
            main.setFullScreen(!main.isFullScreen());
        }
    }

    /** Shows a tab of the training. */
    private Command show(String tab) {
        return view("show-" + tab.toLowerCase(Locale.ROOT).replace(' ', '-'), TRAINING, "Show " + tab, () -> {
            window.showTraining();
            window.trainingPanel().showTab(tab);
        });
    }

    private void addHelp(Overlay overlay) {
        CommandPalette palette = new CommandPalette(commands, overlay);
        ShortcutSheet sheet = new ShortcutSheet(commands, overlay);
        commands.add(
                view("commands", HELP, "All commands …", palette::open)
                        .keys("Shortcut+Shift+P", "Shortcut+K")
                        .glyph("mdi2c-console")
                        .explained("Finds any command by a few letters of its name."),
                view("shortcuts", HELP, "Shortcuts", sheet::open).keys("F1"));
    }
}
