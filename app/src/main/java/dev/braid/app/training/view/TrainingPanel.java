package dev.braid.app.training.view;

import dev.braid.app.training.Ablation;
import dev.braid.app.training.CostBoard;
import dev.braid.app.training.FigureBoard;
import dev.braid.app.training.RunData;
import dev.braid.app.training.RunLibrary;
import dev.braid.app.training.TrainingDesk;
import dev.braid.app.training.TrainingSession;
import dev.braid.engine.graph.Architecture;
import dev.braid.visuals.chart.FigureFormat;
import dev.braid.visuals.chart.FigureView;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.feed.Pulse;
import dev.braid.visuals.theme.Appearance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** Training and its curves, for the design that is shown. It lies below the canvas, or beside it. */
public final class TrainingPanel extends StackPane {
    private final TrainingDesk desk;
    private final Pulse pulse;
    private final Appearance appearance;
    private final Executor drawing;
    private final Outside outside;
    private final Map<OpenDesign, SessionPane> panes = new WeakHashMap<>();
    /** The offer to go on with an interrupted plan, and where it is shown. */
    private @Nullable Notice offer;

    private @Nullable TrainingSession offeredAt;

    private @Nullable Ablation asked;

    /** What the window does for the panel. */
    public interface Outside {
        /** Shows a folder in the system's file manager. */
        void openFolder(Path folder);

        /** Opens a design as a new document. */
        void openDesign(Architecture design);

        /** Asks for another folder of runs. */
        void chooseRunsFolder();

        /** Asks for a file that a task reads. */
        Optional<Path> chooseText();

        /** Writes a figure to a file. */
        void export(ExportOrder order);
    }

    /**
     * @param drawing draws figures, off the user-interface thread
     */
    public TrainingPanel(TrainingDesk desk, Pulse pulse, Appearance appearance, Executor drawing, Outside outside) {
        this.desk = desk;
        this.pulse = pulse;
        this.appearance = appearance;
        this.drawing = drawing;
        this.outside = outside;
        getStyleClass().addAll("training-panel", "braid-pane");
        setMinHeight(120);
        desk.bench().onChooseRuns(outside::chooseRunsFolder);
        desk.bench().onChooseText(outside::chooseText);
        desk.currentProperty().subscribe(this::show);
        sceneProperty().subscribe(() -> show(desk.currentProperty().get()));
        desk.ablationProperty().subscribe(ablation -> {
            asked = ablation;
            showAsked();
        });
        desk.library().unfinished().subscribe(this::offerUnfinished);
    }

    /** Nothing is made before it can be seen. */
    private void show(@Nullable OpenDesign design) {
        if (getScene() == null) {
            return;
        }
        if (design == null) {
            Label empty = Controls.label("Open a design, then train it here.", "braid-muted");
            getChildren().setAll(empty);
            return;
        }
        SessionPane pane = panes.computeIfAbsent(design, key -> pane(desk.session(design)));
        getChildren().setAll(pane);
        Ablation known = desk.ablationProperty().get();
        if (known != null) {
            pane.offer(known);
        }
        showAsked();
        takeOfferAlong(desk.session(design));
        offerUnfinished();
    }

    /** An ablation is shown once, when it is asked for, or as soon as there is something to show it in. */
    private void showAsked() {
        SessionPane pane = shown();
        if (getScene() != null && pane != null && asked != null) {
            pane.show(asked);
            asked = null;
        }
    }

    private SessionPane pane(TrainingSession session) {
        FigureBoard board = new FigureBoard(session, () -> desk.others(session), desk.library());
        FigureTabs.Views views = first -> figure(first, board::documented, session.noticeProperty());
        return new SessionPane(
                session,
                desk,
                appearance.presentingProperty(),
                FigureTabs.of(board, new CostBoard(session, desk::sessions), desk.speeds(), views),
                new RunsPane(desk.bench(), desk.library(), actions(session)),
                continual -> new ContinualPane(
                        continual,
                        first -> figure(first, UnaryOperator.identity(), continual.noticeProperty()),
                        outside::openFolder));
    }

    /**
     * @param documented adds the specification of its runs to a figure that is written to a file
     * @param notice tells how writing went
     */
    private FigureView figure(Figure first, UnaryOperator<Figure> documented, ObjectProperty<@Nullable Notice> notice) {
        FigureView view = new FigureView(first, pulse, appearance, drawing);
        view.onExport(format -> outside.export(
                new ExportOrder(documented.apply(view.shown()), format, view.exportLook(), view.exportSize(), notice)));
        return view;
    }

    private RunsPane.Actions actions(TrainingSession session) {
        return new RunsPane.Actions() {
            @Override
            public void openFolder(RunData run) {
                outside.openFolder(desk.library().folder(run));
            }

            @Override
            public void openDesign(RunData run) {
                outside.openDesign(run.spec().design());
            }

            @Override
            public void runAgain(RunData run) {
                Ablation again = desk.runAgain(run);
                again.session().restart();
            }

            @Override
            public void goOn(RunData run) {
                desk.goOnFrom(run);
            }

            @Override
            public void paraphrase(RunData run) {
                desk.goOnWithParaphrases(run);
            }
        };
    }

    private @Nullable SessionPane shown() {
        return getChildren().isEmpty() || !(getChildren().getFirst() instanceof SessionPane pane) ? null : pane;
    }

    /** The offer is about no design that is open: it is shown with the one that is looked at, until it is answered. */
    private void takeOfferAlong(TrainingSession session) {
        TrainingSession before = offeredAt;
        if (before != null
                && before != session
                && before.noticeProperty().get() == offer
                && session.noticeProperty().get() == null) {
            before.noticeProperty().set(null);
            session.noticeProperty().set(offer);
            offeredAt = session;
        }
    }

    private void answerOffer() {
        TrainingSession at = offeredAt;
        if (at != null) {
            at.noticeProperty().set(null);
        }
        offer = null;
        offeredAt = null;
    }

    /** A plan that was interrupted is offered once, as long as nothing else is to be said. */
    private void offerUnfinished() {
        OpenDesign design = desk.currentProperty().get();
        List<RunLibrary.Kept> unfinished = desk.library().unfinished();
        if (design == null || unfinished.isEmpty() || desk.offered()) {
            return;
        }
        TrainingSession session = desk.session(design);
        if (session.noticeProperty().get() == null && !desk.anyActive()) {
            desk.markOffered();
            RunLibrary.Kept last = unfinished.getFirst();
            offeredAt = session;
            offer = new Notice(
                    Notice.Level.INFORMATION,
                    "The plan \u201c" + last.title() + "\u201d was interrupted: " + last.finished() + " of "
                            + last.all() + " runs are done.",
                    List.of(new Notice.Action("Go on", () -> {
                        answerOffer();
                        desk.goOn(last).session().train();
                    })));
            session.noticeProperty().set(offer);
        }
    }

    /** Writes the figure that is shown, or was shown last, to a file. */
    public void export(FigureFormat format) {
        SessionPane pane = shown();
        if (pane != null) {
            pane.figure().export(format);
        }
    }

    /** The session whose plan is shown: that of the ablation, or that of the design; null without a design. */
    public @Nullable TrainingSession planned() {
        SessionPane pane = shown();
        Ablation ablation = desk.ablationProperty().get();
        return pane != null && pane.isAblating() && ablation != null ? ablation.session() : desk.currentSession();
    }

    /** The button that starts the training that is shown, for the keyboard. */
    public void focusTrain() {
        SessionPane pane = shown();
        if (pane != null) {
            pane.focusTrain();
        }
    }

    /** The figures of the design that is shown, in the order of their tabs. */
    public List<FigureView> figures() {
        SessionPane pane = shown();
        return pane == null ? List.of() : pane.figures();
    }

    /** Shows the tab of that title: Recall, Loss, Chunk size, Pareto, Cost, Speed, Runs, Ablation or Before and after. */
    public void showTab(String title) {
        SessionPane pane = shown();
        if (pane != null) {
            pane.select(title);
        }
    }
}
