package dev.braid.engine.store;

import dev.braid.engine.train.event.PointResult;
import dev.braid.engine.train.event.RunEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Events and results as JSON. What older versions did not note yet reads as not known. */
public final class EventJson {
    private static final JsonMapper JSON = new JsonMapper();

    private EventJson() {}

    /** One event as a line of JSON, without a line break. */
    public static String line(RunEvent event) {
        ObjectNode node = JSON.createObjectNode();
        node.put("event", event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        node.put("step", event.step());
        switch (event) {
            case RunEvent.Started e -> {
                node.put("parameters", e.parameters());
                node.put("predicted-bytes", e.predictedBytes());
            }
            case RunEvent.Evaluated e -> {
                node.put("seconds", e.seconds());
                points(node.putArray("points"), e.points());
            }
            case RunEvent.Checkpointed e -> node.put("file", e.file());
            case RunEvent.Failed e -> {
                node.put("block", e.block());
                node.put("reason", e.reason());
                node.put("checkpoint", e.checkpoint());
            }
            case RunEvent.Finished e -> {
                node.put("seconds", e.seconds());
                node.put("why", e.why().name().toLowerCase(Locale.ROOT));
                node.put("best-step", e.bestStep());
                points(node.putArray("test"), e.test());
            }
            case RunEvent.Paused e -> {}
            case RunEvent.Resumed e -> {}
        }
        return node.toString();
    }

    /** Reads a line again; null if it is none. */
    public static @Nullable RunEvent read(String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (tools.jackson.core.JacksonException e) {
            return null; // a line that was being written when the program was killed
        }
        if (node == null || !node.isObject()) {
            return null;
        }
        long step = node.path("step").asLong(0);
        double seconds = node.path("seconds").asDouble(0);
        return switch (node.path("event").asString("")) {
            case "started" ->
                new RunEvent.Started(
                        step,
                        node.path("parameters").asLong(0),
                        node.path("predicted-bytes").asLong(0));
            case "evaluated" -> new RunEvent.Evaluated(step, seconds, points(node.path("points")));
            case "checkpointed" ->
                new RunEvent.Checkpointed(step, node.path("file").asString(""));
            case "paused" -> new RunEvent.Paused(step);
            case "resumed" -> new RunEvent.Resumed(step);
            case "failed" ->
                new RunEvent.Failed(
                        step,
                        text(node.path("block")),
                        node.path("reason").asString(""),
                        text(node.path("checkpoint")));
            case "finished" ->
                new RunEvent.Finished(
                        step,
                        seconds,
                        RunEvent.End.valueOf(node.path("why").asString("steps").toUpperCase(Locale.ROOT)),
                        node.path("best-step").asLong(-1),
                        points(node.path("test")));
            default -> null;
        };
    }

    /** A result as readable JSON. */
    public static String write(RunResult result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", result.run());
        node.put("why", result.why());
        node.put("steps", result.steps());
        node.put("best-step", result.bestStep());
        node.put("seconds", result.seconds());
        node.put("parameters", result.parameters());
        points(node.putArray("validation"), result.validation());
        points(node.putArray("test"), result.test());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    /** Reads a result again; null if the text is none. */
    public static @Nullable RunResult readResult(String json) {
        JsonNode node;
        try {
            node = JSON.readTree(json);
        } catch (tools.jackson.core.JacksonException e) {
            return null;
        }
        if (node == null || !node.path("test").isArray()) {
            return null;
        }
        return new RunResult(
                node.path("run").asString(""),
                node.path("why").asString(""),
                node.path("steps").asLong(0),
                node.path("best-step").asLong(-1),
                node.path("seconds").asDouble(0),
                node.path("parameters").asLong(0),
                points(node.path("validation")),
                points(node.path("test")));
    }

    private static void points(ArrayNode array, List<PointResult> points) {
        for (PointResult point : points) {
            ObjectNode node = array.addObject();
            node.put("name", point.name());
            node.put("context-length", point.contextLength());
            node.put("accuracy", point.accuracy());
            node.put("loss", point.loss());
            node.put("labels", point.labels());
            if (point.bytes() > 0) {
                node.put("bytes", point.bytes());
            }
            node.put("chance", point.chance());
            ArrayNode slices = node.putArray("slices");
            for (PointResult.SliceResult slice : point.slices()) {
                ObjectNode entry = slices.addObject();
                entry.put("slice", slice.slice());
                entry.put("value", slice.value());
                entry.put("accuracy", slice.accuracy());
                if (Double.isFinite(slice.loss())) {
                    entry.put("loss", slice.loss());
                }
                entry.put("labels", slice.labels());
            }
        }
    }

    private static List<PointResult> points(JsonNode array) {
        List<PointResult> points = new ArrayList<>();
        for (JsonNode node : array) {
            List<PointResult.SliceResult> slices = new ArrayList<>();
            for (JsonNode slice : node.path("slices")) {
                slices.add(new PointResult.SliceResult(
                        slice.path("slice").asString(""),
                        slice.path("value").asInt(0),
                        slice.path("accuracy").asDouble(0),
                        slice.path("loss").asDouble(Double.NaN),
                        slice.path("labels").asLong(0)));
            }
            points.add(new PointResult(
                    node.path("name").asString(""),
                    node.path("context-length").asInt(0),
                    node.path("accuracy").asDouble(0),
                    node.path("loss").asDouble(0),
                    node.path("labels").asLong(0),
                    node.path("bytes").asLong(0),
                    node.path("chance").asDouble(0),
                    slices));
        }
        return points;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
