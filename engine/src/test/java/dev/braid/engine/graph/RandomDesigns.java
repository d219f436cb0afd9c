package dev.braid.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Documents of every shape the records can carry, sound or not. */
public final class RandomDesigns {
    private static final List<String> JSON = List.of(
            "null",
            "[]",
            "{}",
            "[1,2.50,-3e-7]",
            "{\"a\":{\"b\":[true,\"x\"]}}",
            "123456789012345678901234567890",
            "0.1000000000000000055511151231257827",
            "\"text\"");
    private static final List<String> TEXTS = List.of(
            "", "a", "attention", "größe", "x\"y\\z", "tab\tnew\nline", "\u0000\u001f\u007f", "😀", "\ud800", "/");

    private final RandomGenerator random;

    public RandomDesigns(RandomGenerator random) {
        this.random = random;
    }

    /** A document with a few blocks, wires and sub-graphs. */
    public Architecture design() {
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            List<SubGraph.Promotion> promoted = new ArrayList<>();
            for (int p = random.nextInt(3); p > 0; p--) {
                promoted.add(new SubGraph.Promotion(text(), id(), text(), unknown()));
            }
            subGraphs.put(
                    "sub" + random.nextInt(5) + text().replace('\ud800', '_'),
                    new SubGraph(graph(), promoted, unknown()));
        }
        return new Architecture(text(), text(), graph(), subGraphs, unknown());
    }

    /** A graph whose ids may repeat and whose wires may lead nowhere. */
    public Graph graph() {
        List<BlockNode> blocks = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            blocks.add(block());
        }
        List<Wire> wires = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            wires.add(new Wire(new PortRef(id(), "out"), new PortRef(id(), "in"), unknown()));
        }
        return new Graph(blocks, wires);
    }

    /** A block of any type. */
    public BlockNode block() {
        Map<String, ParamValue> parameters = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parameters.put("p" + random.nextInt(9), value());
        }
        Map<String, String> unknown = new LinkedHashMap<>(unknown());
        if (random.nextInt(5) == 0) {
            unknown.put("position", "{\"z\":1.0}");
        }
        return new BlockNode(id(), text(), parameters, position(), random.nextInt(4) == 0 ? id() : null, unknown);
    }

    /** An id out of few, so that they meet. */
    public String id() {
        return "block" + random.nextInt(8);
    }

    /** A place on the canvas. */
    public Position position() {
        return switch (random.nextInt(3)) {
            case 0 -> Position.ORIGIN;
            case 1 -> new Position(random.nextInt(2000) - 1000, random.nextInt(2000));
            default -> new Position(random.nextDouble() * 1e9, -random.nextDouble() * 1e-9);
        };
    }

    /** A parameter value of any kind. */
    public ParamValue value() {
        return switch (random.nextInt(6)) {
            case 0 -> new ParamValue.Whole(random.nextLong());
            case 1 -> new ParamValue.Whole(random.nextInt(100));
            case 2 -> new ParamValue.Real(Double.longBitsToDouble(random.nextLong() & 0xBFFFFFFFFFFFFFFFL));
            case 3 -> new ParamValue.Flag(random.nextBoolean());
            case 4 -> new ParamValue.Text(text());
            // Scalars would come back as values of their own.
            default -> new ParamValue.Other(JSON.get(random.nextInt(6)));
        };
    }

    private Map<String, String> unknown() {
        Map<String, String> unknown = new LinkedHashMap<>();
        if (random.nextInt(3) == 0) {
            for (int i = random.nextInt(3); i > 0; i--) {
                unknown.put("future-" + random.nextInt(9), JSON.get(random.nextInt(JSON.size())));
            }
        }
        return unknown;
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
