package dev.braid.app.training.view;

import dev.braid.app.training.Ablation;
import dev.braid.app.training.PlanRun;
import dev.braid.app.training.TrainingSession;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.visuals.theme.Tip;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** An ablation: what is swept at which values, with which settings, what it takes, and how far each variant is. */
final class AblationPane extends BorderPane {
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");

    private static final PseudoClass OVER = PseudoClass.getPseudoClass("over");

    private final Ablation ablation;
    private final VBox axes = new VBox();
    private final GridPane progress = new GridPane();
    private final NoticeLine notices = new NoticeLine();
    private List<String> shownVariants = List.of();
    private final java.util.ArrayList<ProgressBar> bars = new java.util.ArrayList<>();
    private final java.util.ArrayList<Label> counts = new java.util.ArrayList<>();

    AblationPane(Ablation ablation) {
        this.ablation = ablation;
        getStyleClass().add("ablation-pane");
        TrainingSession session = ablation.session();
        TransportBar bar = new TransportBar(session, () -> List.of(session));
        bar.setId("ablation-bar");
        notices.follow(session.noticeProperty());
        setTop(new VBox(bar, notices));

        axes.getStyleClass().add("ablation-axes");
        CheckBox apart = new CheckBox("In processes of their own: a crash takes one run along, no more; no pausing");
        apart.setWrapText(true);
        apart.selectedProperty().bindBidirectional(ablation.apartProperty());
        apart.setDisable(!Ablation.canRunApart());
        progress.getStyleClass().add("ablation-progress");
        ColumnConstraints names = new ColumnConstraints();
        names.setHgrow(Priority.SOMETIMES);
        ColumnConstraints bar2 = new ColumnConstraints(80, 160, 400);
        bar2.setHgrow(Priority.ALWAYS);
        ColumnConstraints count = new ColumnConstraints();
        count.setMinWidth(70);
        progress.getColumnConstraints().setAll(names, bar2, count);
        VBox left = new VBox(axes, apart, Controls.label("Variants", "form-heading"), progress);
        left.getStyleClass().add("choices-content");
        ScrollPane scroll = new ScrollPane(left);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("choices-pane");
        setCenter(scroll);
        setRight(ablation.continualForm()
                .<ScrollPane>map(form -> new ContinualFormPane(form, session))
                .orElseGet(() -> {
                    ChoicesPane choices = new ChoicesPane(session);
                    choices.getContent().setDisable(!ablation.isEditable());
                    return choices;
                }));

        ablation.axes().subscribe(this::showAxes);
        showAxes();
        session.forecastProperty().subscribe(this::showProgress);
        session.versionProperty().subscribe(this::showProgress);
        session.statusProperty().subscribe(this::showProgress);
    }

    private void showAxes() {
        axes.getChildren().clear();
        if (ablation.axes().isEmpty()) {
            Label question = Controls.label(ablation.question(), "braid-heading");
            question.setId("plan-question");
            Label kept = Controls.label(
                    ablation.continualForm().isPresent()
                            ? "From the same weights each way is trained with every seed; choose beside this how."
                            : ablation.isEditable()
                                    ? "Choose beside this what it is trained on; the design, and what it has learnt, stay."
                                    : "A plan that is taken as it stands; what is done of it is not done again.",
                    "braid-muted");
            for (Label label : List.of(question, kept)) {
                label.setWrapText(true);
                label.setMinHeight(USE_PREF_SIZE);
            }
            axes.getChildren().addAll(question, kept);
        }
        for (Ablation.Axis axis : ablation.axes()) {
            TextField values = new TextField();
            values.setId("sweep-" + axis.spec().name());
            values.textProperty().bindBidirectional(axis.values().textProperty());
            values.setAccessibleText("Values of " + axis.words());
            Tip.on(values, axis.spec().help());
            HBox.setHgrow(values, Priority.ALWAYS);
            Label title = Controls.label(axis.words(), "braid-heading");
            title.setLabelFor(values);
            Button remove = Controls.button(
                    "mdi2c-close", "", "Sweep " + axis.spec().title() + " no longer", () -> ablation.remove(axis));
            remove.getStyleClass().addAll("flat", "button-icon");
            remove.setDisable(ablation.axes().size() == 1);
            HBox row = new HBox(values, remove);
            row.setAlignment(Pos.CENTER_LEFT);
            Label problem = Controls.label("", "braid-error", "braid-small");
            problem.setWrapText(true);
            problem.textProperty().bind(axis.values().problemProperty());
            problem.visibleProperty().bind(axis.values().problemProperty().isNotEmpty());
            problem.managedProperty().bind(problem.visibleProperty());
            axis.values().problemProperty().subscribe(text -> values.pseudoClassStateChanged(REFUSED, !text.isEmpty()));
            axes.getChildren().addAll(title, row, problem);
            axis.only().ifPresent(only -> {
                Label words = Controls.label(only.words(), "braid-muted", "braid-small");
                words.setWrapText(true);
                axes.getChildren().add(words);
            });
            if (!axis.twins().isEmpty()) {
                CheckBox together = new CheckBox("The same value in " + String.join(", ", axis.twins()));
                together.setWrapText(true);
                together.selectedProperty().bindBidirectional(axis.together());
                axes.getChildren().add(together);
            }
        }
    }

    /** Without the beginning that all have in common, which is the name of the design. */
    private static List<String> shortened(List<String> names) {
        String first = names.getFirst();
        int comma = first.indexOf(", ");
        String beginning = comma < 0 ? "" : first.substring(0, comma + 2);
        return comma >= 0 && names.stream().allMatch(name -> name.startsWith(beginning))
                ? names.stream().map(name -> name.substring(beginning.length())).toList()
                : names;
    }

    private void showProgress() {
        var forecast = ablation.session().forecastProperty().get();
        PlanRun run = ablation.session().run().orElse(null);
        SweepPlan plan = run != null ? run.plan() : forecast == null ? null : forecast.plan();
        if (plan == null) {
            return;
        }
        List<String> names =
                plan.variants().stream().map(SweepPlan.Variant::name).toList();
        if (!names.equals(shownVariants)) {
            shownVariants = names;
            progress.getChildren().clear();
            bars.clear();
            counts.clear();
            for (int i = 0; i < names.size(); i++) {
                ProgressBar bar = new ProgressBar(0);
                bar.setMaxWidth(Double.MAX_VALUE);
                bar.setAccessibleText("Progress of " + names.get(i));
                Label count = Controls.label("", "braid-muted");
                bars.add(bar);
                counts.add(count);
                Label name = Controls.label(shortened(names).get(i));
                Tip.on(name, names.get(i));
                progress.addRow(i, name, bar, count);
            }
        }
        for (int i = 0; i < names.size(); i++) {
            int all = plan.runs(plan.variants().get(i));
            bars.get(i).setProgress(run == null ? 0 : run.fraction(i));
            bars.get(i).pseudoClassStateChanged(OVER, run != null && run.runsOver(i) == all);
            counts.get(i).setText((run == null ? 0 : run.runsOver(i)) + " of " + all);
        }
    }
}
