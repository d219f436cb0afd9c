package dev.braid.app.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The form in which a training is chosen: one field a choice, those of the task from its parameter descriptions. */
public final class ChoicesForm {
    private static final int MOST = 100_000_000;
    private static final TrainingSettings STANDARD = TrainingSettings.standard();

    private final ObjectProperty<Task> task = new SimpleObjectProperty<>(TaskCatalog.task("mqar"));
    private final ObservableList<Field<ParamValue>> taskParameters = FXCollections.observableArrayList();
    private final ObservableList<Field<ParamValue>> taskParametersView =
            FXCollections.unmodifiableObservableList(taskParameters);
    private final Map<String, ParamValue> remembered = new HashMap<>();
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();

    /** Context lengths that are trained on. */
    public final Field<List<Integer>> trainingLengths = Field.of(
            "train",
            "Train at",
            "Context lengths in tokens; several are a mixture.",
            List.of(8, 16, 32, 64),
            Numbers::lengths,
            Numbers::words);

    /** Context lengths that are measured. */
    public final Field<List<Integer>> evaluatedLengths = Field.of(
            "evaluate",
            "Measure at",
            "Context lengths of the curve; those beyond training show how far a design carries.",
            List.of(8, 16, 32, 64, 128),
            Numbers::lengths,
            Numbers::words);

    /** Seeds. */
    public final Field<List<Long>> seeds = Field.of(
            "seeds",
            "Seeds",
            "One run for each; the band of a curve is over them. With one, nothing can be said of the spread.",
            List.of(0L, 1L, 2L),
            text -> Numbers.list(text, part -> Numbers.whole(part, 0, Integer.MAX_VALUE)),
            Numbers::words);

    /** Learning rates. */
    public final Field<List<Double>> learningRates = Field.of(
            "learning-rates",
            "Learning rates",
            "The peak; of several the best on validation is shown.",
            List.of(0.004),
            text -> Numbers.list(text, part -> Numbers.real(part, 1e-12, 10)),
            Numbers::words);

    /** Optimiser steps. */
    public final Field<Long> steps = whole("steps", "Steps", "Optimiser steps of a run.", 2000, 1, MOST);

    /** Sequences of a batch. */
    public final Field<Long> batch = whole("batch", "Batch", "Sequences of a batch.", 32, 1, 1_000_000);

    /** Steps between validations. */
    public final Field<Long> evaluateEvery =
            whole("evaluate-every", "Measure every", "Steps between two validations, each a new point.", 25, 1, MOST);

    /** Sequences of a validation point. */
    public final Field<Long> evaluationExamples =
            whole("evaluation-examples", "Validation size", "Sequences of every validation point.", 64, 1, 10_000_000);

    /** Sequences of a test point. */
    public final Field<Long> testExamples = whole(
            "test-examples",
            "Test size",
            "Sequences of every test point, measured once at the end.",
            512,
            1,
            MOST / 10);

    /** Accuracy at which a run has learnt enough. */
    public final Field<Double> stopAt = real(
            "stop-at",
            "Stop at",
            "Mean validation accuracy inside the trained lengths that is enough; above 1: never.",
            0.995,
            0,
            2);

    /** Validations without getting better. */
    public final Field<Long> patience = whole(
            "patience", "Patience", "Validations without getting better before a run ends; 0: never.", 0, 0, MOST);

    /** Micro-batches of a step. */
    public final Field<Long> accumulation =
            whole("accumulation", "Accumulation", "Batches of one optimiser step.", 1, 1, 10_000);

    /** Size of the training set. */
    public final Field<Long> examples = whole(
            "examples", "Training set", "Examples gone through again and again; 0: always fresh ones.", 0, 0, MOST);

    /** Share of the steps in which the learning rate rises. */
    public final Field<Double> warmUp =
            real("warm-up", "Warm-up", "Share of the steps in which the learning rate rises.", 0.1, 0, 1);

    /** Weight decay. */
    public final Field<Double> weightDecay =
            real("weight-decay", "Weight decay", "Decoupled, of AdamW.", STANDARD.weightDecay(), 0, 10);

    /** Largest norm of the gradient. */
    public final Field<Double> clip =
            real("clip", "Clip", "Largest norm of the gradient; 0: no clipping.", STANDARD.clip(), 0, 1e9);

    /** How the learning rate moves. */
    public final Field<String> schedule = new Field<>(
            "schedule",
            "Schedule",
            "How the learning rate moves after the warm-up.",
            List.of("cosine", "trapezoid", "constant"),
            List.of(),
            "cosine",
            text -> text,
            text -> text);

    private final BooleanProperty gridOnFirstSeed = new SimpleBooleanProperty(true);
    private final BooleanProperty apart = new SimpleBooleanProperty(false);

    /** The form with the values of the demo: a small associative recall that two processors learn in a minute. */
    public ChoicesForm() {
        remembered.put("mqar/vocabulary", new ParamValue.Whole(256));
        remembered.put("mqar/tokens-per-pair", new ParamValue.Whole(8));
        makeTaskFields();
        task.subscribe((before, after) -> {
            if (before != after) {
                rememberTaskFields(before);
                makeTaskFields();
                changed();
            }
        });
        // told after the field itself has read what was typed, which those who only ask for invalidations would not be
        allButTask().forEach(field -> field.textProperty().subscribe((before, now) -> changed()));
        gridOnFirstSeed.subscribe(this::changed);
        apart.subscribe(this::changed);
    }

    private static Field<Long> whole(String name, String title, String help, long initial, long minimum, long maximum) {
        return Field.of(
                name,
                title,
                help,
                initial,
                text -> Numbers.whole(text, minimum, maximum),
                value -> Long.toString(value));
    }

    private static Field<Double> real(
            String name, String title, String help, double initial, double minimum, double maximum) {
        return Field.of(name, title, help, initial, text -> Numbers.real(text, minimum, maximum), Numbers::words);
    }

    private void changed() {
        version.set(version.get() + 1);
    }

    private void makeTaskFields() {
        List<Field<ParamValue>> fields = new ArrayList<>();
        for (ParamSpec spec : task.get().parameters()) {
            Field<ParamValue> field = TaskFields.field(
                    spec, remembered.getOrDefault(task.get().id() + "/" + spec.name(), spec.defaultValue()));
            field.textProperty().subscribe((before, now) -> changed());
            fields.add(field);
        }
        taskParameters.setAll(fields);
    }

    private void rememberTaskFields(Task of) {
        taskParameters.forEach(field ->
                field.value().ifPresent(value -> remembered.put(of.id() + "/" + field.name(), value)));
    }

    /** The task. */
    public ObjectProperty<Task> taskProperty() {
        return task;
    }

    /** The task's own fields; other ones when the task changes. */
    public ObservableList<Field<ParamValue>> taskParameters() {
        return taskParametersView;
    }

    /** Whether a field of the task names a file or a folder. */
    public boolean isPath(Field<?> field) {
        return task.get().parameters().stream()
                .anyMatch(spec ->
                        spec instanceof ParamSpec.FilePath && spec.name().equals(field.name()));
    }

    /** Whether only the first seed tries all learning rates, and the others run at the best. */
    public BooleanProperty gridOnFirstSeedProperty() {
        return gridOnFirstSeed;
    }

    /** Whether each training length is a training of its own. */
    public BooleanProperty apartProperty() {
        return apart;
    }

    /** The fields most people touch, beside those of the task. */
    public List<Field<?>> common() {
        return List.of(trainingLengths, evaluatedLengths, seeds, learningRates, steps, batch);
    }

    /** The other fields. */
    public List<Field<?>> more() {
        return List.of(
                evaluateEvery,
                evaluationExamples,
                testExamples,
                stopAt,
                patience,
                schedule,
                warmUp,
                weightDecay,
                clip,
                accumulation,
                examples);
    }

    private List<Field<?>> allButTask() {
        List<Field<?>> all = new ArrayList<>(common());
        all.addAll(more());
        return all;
    }

    /** Grows with every change. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** What is wrong with the form by itself, one sentence each. */
    public List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        taskParameters.forEach(field -> problems.add(field.problemProperty().get()));
        allButTask().forEach(field -> problems.add(field.problemProperty().get()));
        problems.remove("");
        if (problems.isEmpty()) {
            settings().ifPresent(settings -> problems.addAll(settings.problems()));
        }
        return List.copyOf(problems);
    }

    /** What was chosen; empty while a field has a problem. */
    public Optional<Choices> choices() {
        Optional<TrainingSettings> settings = settings();
        if (!problems().isEmpty() || settings.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ParamValue> parameters = new HashMap<>();
        for (Field<ParamValue> field : taskParameters) {
            field.value().ifPresent(value -> parameters.put(field.name(), value));
        }
        for (ParamSpec spec : task.get().parameters()) {
            parameters.remove(spec.name(), spec.defaultValue());
        }
        return Optional.of(new Choices(
                task.get().id(),
                parameters,
                trainingLengths.value().orElseThrow(),
                evaluatedLengths.value().orElseThrow(),
                apart.get(),
                learningRates.value().orElseThrow(),
                seeds.value().orElseThrow(),
                gridOnFirstSeed.get(),
                settings.get()));
    }

    private Optional<TrainingSettings> settings() {
        for (Field<?> field : allButTask()) {
            if (field.value().isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(new TrainingSettings(
                number(steps),
                number(batch),
                number(accumulation),
                number(examples),
                learningRates.value().orElseThrow().getFirst(),
                schedule(),
                STANDARD.beta1(),
                STANDARD.beta2(),
                STANDARD.epsilon(),
                weightDecay.value().orElseThrow(),
                clip.value().orElseThrow(),
                seeds.value().orElseThrow().getFirst(),
                number(evaluateEvery),
                number(evaluationExamples),
                number(testExamples),
                stopAt.value().orElseThrow(),
                number(patience),
                0));
    }

    private Schedule schedule() {
        double rise = warmUp.value().orElse(0.0);
        return switch (schedule.textProperty().get()) {
            case "constant" -> new Schedule.Constant();
            case "trapezoid" -> new Schedule.Trapezoid(rise, 0.2);
            default -> new Schedule.WarmUpCosine(rise, 0);
        };
    }

    private static int number(Field<Long> field) {
        return Math.toIntExact(field.value().orElse(1L));
    }

    /** Puts everything in that was chosen before. */
    public void set(Choices choices) {
        task.set(TaskCatalog.task(choices.task()));
        for (Field<ParamValue> field : taskParameters) {
            ParamValue value = choices.taskParameters().get(field.name());
            task.get().parameters().stream()
                    .filter(spec -> spec.name().equals(field.name()))
                    .findFirst()
                    .ifPresent(spec -> field.set(value == null ? spec.defaultValue() : value));
        }
        trainingLengths.set(choices.trainingLengths());
        evaluatedLengths.set(choices.evaluatedLengths());
        apart.set(choices.apart());
        learningRates.set(choices.learningRates());
        seeds.set(choices.seeds());
        gridOnFirstSeed.set(choices.gridOnFirstSeed());
        TrainingSettings s = choices.settings();
        steps.set((long) s.steps());
        batch.set((long) s.sequences());
        accumulation.set((long) s.accumulation());
        examples.set((long) s.examples());
        weightDecay.set(s.weightDecay());
        clip.set(s.clip());
        evaluateEvery.set((long) s.evaluateEvery());
        evaluationExamples.set((long) s.evaluationExamples());
        testExamples.set((long) s.testExamples());
        stopAt.set(s.stopAt());
        patience.set((long) s.patience());
        switch (s.schedule()) {
            case Schedule.Constant _ -> schedule.set("constant");
            case Schedule.Trapezoid(double rise, double _) -> {
                schedule.set("trapezoid");
                warmUp.set(rise);
            }
            case Schedule.WarmUpCosine(double rise, double _) -> {
                schedule.set("cosine");
                warmUp.set(rise);
            }
        }
    }
}
