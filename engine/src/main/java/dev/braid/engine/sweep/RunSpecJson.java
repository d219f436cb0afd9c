package dev.braid.engine.sweep;

import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Run specifications and training settings as JSON. */
public final class RunSpecJson {
    private static final String FORMAT = "braid-run";
    private static final JsonMapper JSON = new JsonMapper();

    private RunSpecJson() {}

    /** The one text that equal specifications share: all but layout and description, in a fixed order, without white space. */
    static String canonical(RunSpec spec) {
        RunSpec bare = spec.with(spec.design().bare());
        return node(bare.data().isEmpty() && bare.from() == null ? bare : withoutPaths(bare))
                .toString();
    }

    private static RunSpec withoutPaths(RunSpec spec) {
        Start from = spec.from();
        return new RunSpec(
                spec.variant(),
                spec.design(),
                spec.task(),
                RunInputs.withoutPaths(spec.task(), spec.taskParameters()),
                withoutPaths(spec.task(), spec.train()),
                withoutPaths(spec.task(), spec.evaluate()),
                spec.settings(),
                spec.data(),
                from == null ? null : new Start("", from.digest()));
    }

    private static List<Length> withoutPaths(String task, List<Length> lengths) {
        return lengths.stream()
                .map(length -> new Length(
                        length.contextLength(), length.weight(), RunInputs.withoutPaths(task, length.taskParameters())))
                .toList();
    }

    /** A readable text. */
    public static String write(RunSpec spec) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node(spec)) + "\n";
    }

    private static ObjectNode node(RunSpec spec) {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("engine", RunSpec.ENGINE);
        node.put("variant", spec.variant());
        node.put("task", spec.task());
        parameters(node, "task-parameters", spec.taskParameters());
        lengths(node.putArray("train"), spec.train());
        lengths(node.putArray("evaluate"), spec.evaluate());
        settings(node.putObject("settings"), spec.settings());
        if (!spec.data().isEmpty()) {
            node.put("data", spec.data());
        }
        Start from = spec.from();
        if (from != null) {
            ObjectNode start = node.putObject("from");
            start.put("path", from.path());
            start.put("digest", from.digest());
        }
        node.set("design", JSON.readTree(spec.designJson()));
        return node;
    }

    static void lengths(ArrayNode array, List<Length> lengths) {
        for (Length length : lengths) {
            ObjectNode node = array.addObject();
            node.put("context-length", length.contextLength());
            node.put("weight", length.weight());
            parameters(node, "task-parameters", length.taskParameters());
        }
    }

    static void parameters(ObjectNode parent, String name, Map<String, ParamValue> values) {
        ObjectNode node = parent.putObject(name);
        new TreeMap<>(values).forEach((key, value) -> {
            switch (value) {
                case ParamValue.Whole(long whole) -> node.put(key, whole);
                case ParamValue.Real(double real) -> node.put(key, real);
                case ParamValue.Flag(boolean flag) -> node.put(key, flag);
                case ParamValue.Text(String text) -> node.put(key, text);
                case ParamValue.Other(String json) -> node.put(key, json);
            }
        });
    }

    static void settings(ObjectNode node, TrainingSettings settings) {
        node.put("steps", settings.steps());
        node.put("batch", settings.sequences());
        node.put("accumulation", settings.accumulation());
        node.put("examples", settings.examples());
        node.put("learning-rate", settings.learningRate());
        ObjectNode schedule = node.putObject("schedule");
        switch (settings.schedule()) {
            case Schedule.Constant() -> schedule.put("kind", "constant");
            case Schedule.WarmUpCosine(double warmUp, double floor) -> {
                schedule.put("kind", "cosine");
                schedule.put("warm-up", warmUp);
                schedule.put("floor", floor);
            }
            case Schedule.Trapezoid(double warmUp, double coolDown) -> {
                schedule.put("kind", "trapezoid");
                schedule.put("warm-up", warmUp);
                schedule.put("cool-down", coolDown);
            }
        }
        node.put("beta1", settings.beta1());
        node.put("beta2", settings.beta2());
        node.put("epsilon", settings.epsilon());
        node.put("weight-decay", settings.weightDecay());
        node.put("clip", settings.clip());
        node.put("seed", settings.seed());
        node.put("evaluate-every", settings.evaluateEvery());
        node.put("evaluation-examples", settings.evaluationExamples());
        node.put("test-examples", settings.testExamples());
        node.put("stop-at", settings.stopAt());
        node.put("patience", settings.patience());
        node.put("checkpoint-every", settings.checkpointEvery());
    }

    /** Reads a specification from a file. */
    public static RunSpec read(Path file) throws SpecException {
        return read(Fields.read(file), file.toString());
    }

    /** Reads a specification from a text; {@code source} is what messages call it. */
    public static RunSpec read(String json, String source) throws SpecException {
        return read(Fields.parse(json, source), source);
    }

    private static RunSpec read(Fields fields, String source) throws SpecException {
        if (!fields.text("format").equals(FORMAT)) {
            throw fields.complaint("format", "expected " + FORMAT + ", got " + fields.text("format"));
        }
        if (!fields.text("engine").equals(RunSpec.ENGINE)) {
            throw fields.complaint(
                    "engine",
                    "this run was specified for engine " + fields.text("engine") + ", and this is " + RunSpec.ENGINE);
        }
        try {
            RunSpec spec = new RunSpec(
                    fields.text("variant"),
                    DesignFile.read(fields.json("design"), source + ", field design"),
                    fields.text("task"),
                    fields.object("task-parameters").parameters(),
                    lengths(fields.objects("train", "context-length")),
                    lengths(fields.objects("evaluate", "context-length")),
                    settings(fields.object("settings"), TrainingSettings.standard()),
                    fields.text("data", ""),
                    fields.has("from") ? start(fields.object("from")) : null);
            fields.refuseOthers();
            return spec;
        } catch (DesignFormatException e) {
            throw new SpecException(String.valueOf(e.getMessage()));
        }
    }

    private static Start start(Fields fields) throws SpecException {
        Start start = new Start(fields.text("path"), fields.text("digest"));
        fields.refuseOthers();
        return start;
    }

    /** Context lengths, each a number or an object with a weight and task parameters of its own. */
    static List<Length> lengths(List<Fields> list) throws SpecException {
        List<Length> lengths = new ArrayList<>();
        for (Fields fields : list) {
            int contextLength = fields.whole("context-length", 0);
            if (contextLength < 1) {
                throw fields.complaint("context-length", "expected a whole number from 1 on, got " + contextLength);
            }
            double weight = fields.real("weight", 1);
            if (!(weight > 0)) {
                throw fields.complaint("weight", "expected a positive number, got " + weight);
            }
            lengths.add(new Length(
                    contextLength,
                    weight,
                    fields.has("task-parameters")
                            ? fields.object("task-parameters").parameters()
                            : Map.of()));
            fields.refuseOthers();
        }
        return lengths;
    }

    /** Training settings; what is not said is as in {@code otherwise}. */
    static TrainingSettings settings(Fields fields, TrainingSettings otherwise) throws SpecException {
        TrainingSettings settings = new TrainingSettings(
                fields.whole("steps", otherwise.steps()),
                fields.whole("batch", otherwise.sequences()),
                fields.whole("accumulation", otherwise.accumulation()),
                fields.whole("examples", otherwise.examples()),
                fields.real("learning-rate", otherwise.learningRate()),
                fields.has("schedule") ? schedule(fields.object("schedule")) : otherwise.schedule(),
                fields.real("beta1", otherwise.beta1()),
                fields.real("beta2", otherwise.beta2()),
                fields.real("epsilon", otherwise.epsilon()),
                fields.real("weight-decay", otherwise.weightDecay()),
                fields.real("clip", otherwise.clip()),
                fields.wholeLong("seed", otherwise.seed()),
                fields.whole("evaluate-every", otherwise.evaluateEvery()),
                fields.whole("evaluation-examples", otherwise.evaluationExamples()),
                fields.whole("test-examples", otherwise.testExamples()),
                fields.real("stop-at", otherwise.stopAt()),
                fields.whole("patience", otherwise.patience()),
                fields.whole("checkpoint-every", otherwise.checkpointEvery()));
        fields.refuseOthers();
        for (String problem : settings.problems()) {
            throw fields.complaint("", problem.replaceAll("\\.$", ""));
        }
        return settings;
    }

    private static Schedule schedule(Fields fields) throws SpecException {
        String kind = fields.text("kind");
        Schedule schedule = switch (kind) {
            case "constant" -> new Schedule.Constant();
            case "cosine" -> new Schedule.WarmUpCosine(share(fields, "warm-up", 0.1), share(fields, "floor", 0));
            case "trapezoid" -> new Schedule.Trapezoid(share(fields, "warm-up", 0.25), share(fields, "cool-down", 0.2));
            default -> throw fields.complaint("kind", "expected constant, cosine or trapezoid, got " + kind);
        };
        fields.refuseOthers();
        return schedule;
    }

    private static double share(Fields fields, String name, double otherwise) throws SpecException {
        double value = fields.real(name, otherwise);
        if (!(value >= 0 && value <= 1)) {
            throw fields.complaint(name, "expected a share from 0 to 1, got " + value);
        }
        return value;
    }
}
