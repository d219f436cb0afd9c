package dev.braid.app.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.continual.ContinualPlan;
import dev.braid.engine.continual.ContinualPlan.Material;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SweepPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a trained model goes on with paraphrases: on which text, with which chunks, asked at which distances. */
public final class ContinualForm {
    private static final int MOST = 1_000_000;
    private static final int LONGEST = 1 << 15;

    private final Start start;
    private final Architecture design;
    private final Optional<Path> tokens;
    private final Map<String, Field<ParamValue>> material = new LinkedHashMap<>();
    private final Field<List<Integer>> chunks;
    private final Field<Long> contextLength;
    private final Field<List<Integer>> lookBacks;
    private final Field<List<Long>> seeds;
    private final Field<Long> steps;
    private final Field<Long> batch;
    private final Field<Double> learningRate;
    private final Field<Long> testExamples;
    private SweepPlan plan;
    private Runnable changed = () -> {};

    /**
     * @param how what is usual, to be changed
     * @param start the weights that it goes on from
     * @param design whose weights they are
     */
    ContinualForm(ContinualPlan how, Start start, Architecture design) {
        this.start = start;
        this.design = design;
        tokens = how.material().tokens();
        plan = how.from(start, design);
        Map<String, ParamValue> usual = plan.taskParameters();
        for (String name : List.of("corpus", "text", "kilobytes", "technique", "pairs", "share")) {
            ParamSpec spec = spec(name);
            material.put(name, TaskFields.field(spec, usual.getOrDefault(name, spec.defaultValue())));
        }
        chunks = Field.of(
                "chunks",
                "Data chunks C",
                "Tokens of text that are followed by their paraphrase; each is a way of its own. The control repeats chunks of the"
                        + " first.",
                how.chunks(),
                Numbers::lengths,
                Numbers::words);
        contextLength = whole(
                "context-length",
                "Context length",
                "Of training and measuring, in tokens.",
                how.contextLength(),
                ContinualPlan.SHORTEST_CONTEXT,
                LONGEST);
        lookBacks = Field.of(
                "look-backs",
                "Distances",
                "Of a hidden fact from the question for it, in tokens; each is measured.",
                how.lookBacks(),
                Numbers::lengths,
                Numbers::words);
        seeds = Field.of(
                "seeds",
                "Seeds",
                "Each way is trained with every seed; with at least three, differences can be tested.",
                how.seeds(),
                text -> Numbers.list(text, part -> Numbers.whole(part, 0, Integer.MAX_VALUE)),
                Numbers::words);
        steps = whole("steps", "Steps", "Optimiser steps of each training.", how.steps(), 1, MOST);
        batch = whole("batch", "Batch", "Sequences of a batch.", how.batch(), 1, MOST);
        learningRate = Field.of(
                "learning-rate",
                "Learning rate",
                "The peak.",
                how.learningRate(),
                text -> Numbers.real(text, 1e-12, 10),
                Numbers::words);
        testExamples =
                whole("test-examples", "Test size", "Sequences of every measured point.", how.testExamples(), 1, MOST);
        // told after the field itself has read what was typed, which those who only ask for invalidations would not be
        fields().forEach(field -> field.textProperty().subscribe((before, now) -> read()));
    }

    private static ParamSpec spec(String name) {
        return new ParaphraseTraining()
                .parameters().stream()
                        .filter(spec -> spec.name().equals(name))
                        .findFirst()
                        .orElseThrow();
    }

    private static Field<Long> whole(String name, String title, String help, long initial, long least, long most) {
        return Field.of(
                name, title, help, initial, text -> Numbers.whole(text, least, most), value -> Long.toString(value));
    }

    /** The fields, in the order of the form. */
    public List<Field<?>> fields() {
        List<Field<?>> fields = new ArrayList<>(material.values());
        fields.addAll(List.of(chunks, contextLength, lookBacks, seeds, steps, batch, learningRate, testExamples));
        return fields;
    }

    /** Whether a field names a file or a folder. */
    public boolean isPath(Field<?> field) {
        return material.containsValue(field) && spec(field.name()) instanceof ParamSpec.FilePath;
    }

    /** What is wrong with the fields, one sentence each. */
    List<String> problems() {
        return fields().stream()
                .map(field -> field.problemProperty().get())
                .filter(problem -> !problem.isEmpty())
                .toList();
    }

    /** What the fields say, or said when they last said something. */
    SweepPlan plan() {
        return plan;
    }

    /** Puts another learning rate in, the first of these. */
    void setLearningRates(List<Double> rates) {
        learningRate.set(rates.getFirst());
    }

    /** Is told whenever a field was changed. */
    void onChange(Runnable listener) {
        changed = listener;
    }

    private void read() {
        if (problems().isEmpty()) {
            plan = how().from(start, design);
        }
        changed.run();
    }

    private ContinualPlan how() {
        return new ContinualPlan(
                new Material(
                        material("corpus"),
                        path("text"),
                        Integer.parseInt(material("kilobytes")),
                        material("technique"),
                        path("pairs"),
                        tokens),
                chunks.value().orElseThrow(),
                Double.parseDouble(material("share")),
                number(contextLength),
                lookBacks.value().orElseThrow(),
                seeds.value().orElseThrow(),
                number(steps),
                number(batch),
                learningRate.value().orElseThrow(),
                number(testExamples));
    }

    private String material(String name) {
        Field<ParamValue> field = material.get(name);
        return field == null ? "" : field.value().orElseThrow().toString();
    }

    private Optional<Path> path(String name) {
        return Optional.of(material(name)).filter(text -> !text.isEmpty()).map(Path::of);
    }

    private static int number(Field<Long> field) {
        return Math.toIntExact(field.value().orElseThrow());
    }
}
