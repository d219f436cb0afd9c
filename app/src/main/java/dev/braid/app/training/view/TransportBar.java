package dev.braid.app.training.view;

import dev.braid.app.training.Status;
import dev.braid.app.training.Status.Phase;
import dev.braid.app.training.TrainingSession;
import dev.braid.visuals.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** Start, pause, step, stop, restart, and in a line what goes on. */
final class TransportBar extends VBox {
    /** From so many letters' height on the buttons keep their words. */
    private static final double WIDE = 88;

    /** From so many on what goes on stands beside the buttons. */
    private static final double COMPACT = 58;

    private static final List<PseudoClass> PHASES = List.of(
            PseudoClass.getPseudoClass("running"),
            PseudoClass.getPseudoClass("paused"),
            PseudoClass.getPseudoClass("finished"),
            PseudoClass.getPseudoClass("failed"));

    private final TrainingSession session;
    private final SplitMenuButton train = new SplitMenuButton();
    private final Button pause;
    private final Button step;
    private final Button stop;
    private final Button restart;
    private final ProgressBar progress = new ProgressBar(0);
    private final Label words = Controls.label("", "training-status");
    private final Tooltip wordsTip = new Tooltip();
    private final VBox line;
    private final Region gap = new Region();
    private final HBox buttons = new HBox();
    private @Nullable Node last;

    /**
     * @param others the sessions of all open designs, as they are now; null offers no common training
     */
    TransportBar(TrainingSession session, Supplier<? extends List<TrainingSession>> others) {
        this.session = session;
        getStyleClass().add("transport-bar");
        train.setId("train");
        train.setText("Train");
        train.setMnemonicParsing(false);
        train.setMinWidth(USE_PREF_SIZE);
        train.setGraphic(new FontIcon("mdi2p-play"));
        train.getStyleClass().addAll("success", "train-button");
        Tip.on(train, "Train the design with these settings; what is done already is not computed again");
        train.setOnAction(event -> session.train());
        MenuItem together = new MenuItem("Train all open designs alike");
        together.setOnAction(event -> session.trainTogether(others.get()));
        MenuItem anew = new MenuItem("Restart from the seed");
        anew.setOnAction(event -> session.restart());
        train.getItems().setAll(together, anew);
        train.setOnShowing(event -> together.setDisable(others.get().size() < 2));

        pause = Controls.button("mdi2p-pause", "Pause", "Wait at the next step", this::pauseOrResume);
        pause.setId("pause");
        step = Controls.button("mdi2s-skip-next", "Step", "Do one batch of every run whose turn it is", session::step);
        step.setId("step");
        stop = Controls.button("mdi2s-stop", "Stop", "End at the next step; everything is kept", session::stop);
        stop.setId("stop");
        restart = Controls.button(
                "mdi2r-restart", "Restart", "Begin anew from the seed: the same numbers come again", session::restart);
        restart.setId("restart");

        progress.setMaxWidth(Double.MAX_VALUE);
        progress.setAccessibleText("Progress of the training");
        progress.getStyleClass().add("training-progress");
        words.setTooltip(wordsTip);
        words.setMaxWidth(Double.MAX_VALUE);
        words.setMinWidth(0);
        line = new VBox(words, progress);
        line.getStyleClass().add("training-line");
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinWidth(80);
        HBox.setHgrow(line, Priority.ALWAYS);
        HBox.setHgrow(gap, Priority.ALWAYS);
        buttons.getStyleClass().add("transport-buttons");
        fit();
        widthProperty().subscribe(() -> fit());
        words.fontProperty().subscribe(() -> fit());
        session.statusProperty().subscribe(this::show);
        session.staleProperty().subscribe(stale -> show(session.statusProperty().get()));
    }

    /** One more thing at the right end. */
    void addLast(Node last) {
        this.last = last;
        fit();
    }

    /**
     * What goes on stands beside the buttons, and where there is less room the buttons lose their words for it: height is what the
     * curves need most. Only in a narrow panel it stands below.
     */
    private void fit() {
        double width = getWidth() > 0 ? getWidth() / words.getFont().getSize() : WIDE;
        ContentDisplay display = width < WIDE ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        List.of(pause, step, stop, restart).forEach(button -> button.setContentDisplay(display));
        List<Node> row = new ArrayList<>(List.of(train, pause, step, stop, restart));
        row.add(width < COMPACT ? gap : line);
        if (last != null) {
            row.add(last);
        }
        if (!row.equals(buttons.getChildren())) {
            getChildren().clear();
            buttons.getChildren().setAll(row);
            getChildren().add(buttons);
            if (width < COMPACT) {
                getChildren().add(line);
            }
        }
    }

    private void pauseOrResume() {
        if (session.statusProperty().get().possible().resume()) {
            session.resume();
        } else {
            session.pause();
        }
    }

    private void show(Status now) {
        Status.Possible can = now.possible();
        boolean stale = !session.staleProperty().get().isEmpty();
        boolean sound = session.problemsProperty().get().isEmpty();
        boolean fresh = stale && sound && now.phase() != Phase.STOPPING;
        train.setDisable(!(can.train() || fresh));
        set(train, now.phase() == Phase.STOPPED ? "Go on" : "Train");
        pause.setDisable(!(can.pause() || can.resume()));
        boolean resumes = can.resume();
        pause.setText(resumes ? "Resume" : "Pause");
        pause.setAccessibleText(pause.getText());
        String glyph = resumes ? "mdi2p-play" : "mdi2p-pause";
        FontIcon icon = (FontIcon) pause.getGraphic();
        if (!glyph.equals(icon.getIconLiteral())) {
            icon.setIconLiteral(glyph);
        }
        step.setDisable(!can.step());
        stop.setDisable(!can.stop());
        restart.setDisable(!can.restart());
        words.setText(now.words());
        wordsTip.setText(now.words());
        boolean known = now.fraction() >= 0;
        progress.setVisible(known);
        progress.setManaged(known);
        progress.setProgress(Math.max(0, now.fraction()));
        String phase = switch (now.phase()) {
            case PAUSED, PAUSING -> "paused";
            case FINISHED -> "finished";
            case FAILED, IMPOSSIBLE -> "failed";
            case RUNNING, STARTING, STOPPING -> "running";
            case READY, STOPPED -> "";
        };
        PHASES.forEach(
                each -> pseudoClassStateChanged(each, each.getPseudoClassName().equals(phase)));
        setAccessibleText("Training " + now.phase().name().toLowerCase(Locale.ROOT));
    }

    private static void set(SplitMenuButton button, String text) {
        if (!text.equals(button.getText())) {
            button.setText(text);
            button.setAccessibleText(text);
        }
    }

    /** The button that starts, for the focus. */
    SplitMenuButton trainButton() {
        return train;
    }
}
