package dev.braid.engine.compile;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Structure;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Damages designs, as documents and as text, in ways that people, programs and disks do. */
final class Mutations {
    private static final List<ParamValue> ODD_VALUES = List.of(
            new ParamValue.Whole(0),
            new ParamValue.Whole(1),
            new ParamValue.Whole(-1),
            new ParamValue.Whole(3),
            new ParamValue.Whole(7),
            new ParamValue.Whole(1024),
            new ParamValue.Whole(65_536),
            new ParamValue.Whole(Integer.MAX_VALUE),
            new ParamValue.Whole(Long.MIN_VALUE),
            new ParamValue.Real(0.5),
            new ParamValue.Real(-1e300),
            new ParamValue.Real(Double.NaN),
            new ParamValue.Real(Double.POSITIVE_INFINITY),
            new ParamValue.Flag(true),
            new ParamValue.Flag(false),
            new ParamValue.Text(""),
            new ParamValue.Text("no such\nchoice"),
            new ParamValue.Other("null"),
            new ParamValue.Other("[1,{\"a\":2}]"),
            new ParamValue.Other("123456789012345678901234567890"));

    private static final List<String> ODD_NAMES =
            List.of("", "in", "out", "a", "port", "no such", "x/y", "a:b", "😀", "\n");

    /** Snippets that break or bend JSON. */
    private static final List<String> SNIPPETS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "null",
            "true",
            "-",
            "0",
            "1e999",
            "-9223372036854775809",
            "\u0000",
            "{\"a\":",
            "[[[[",
            "\"id\":\"x\",",
            "/*",
            "NaN",
            "\uFEFF",
            "é");

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /** One to four changes of the document. */
    Architecture document(Architecture design) {
        Architecture result = design;
        for (int i = random.nextInt(4); i >= 0; i--) {
            result = once(result);
        }
        return result;
    }

    private Architecture once(Architecture design) {
        List<String> names = new ArrayList<>(design.subGraphs().keySet());
        if (random.nextInt(12) == 0) {
            return mutateSubGraphs(design, names);
        }
        if (!names.isEmpty() && random.nextInt(3) > 0) {
            String name = pick(names);
            Map<String, SubGraph> subGraphs = new LinkedHashMap<>(design.subGraphs());
            SubGraph old = design.subGraphs().get(name);
            subGraphs.put(name, new SubGraph(graph(old.graph(), names), old.promoted(), old.unknown()));
            return new Architecture(design.name(), design.description(), design.graph(), subGraphs, design.unknown());
        }
        return new Architecture(
                design.name(),
                design.description(),
                graph(design.graph(), names),
                design.subGraphs(),
                design.unknown());
    }

    private Architecture mutateSubGraphs(Architecture design, List<String> names) {
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>(design.subGraphs());
        Graph root = design.graph();
        switch (random.nextInt(4)) {
            case 0 -> subGraphs.put("new" + random.nextInt(3), new SubGraph(root, List.of(), Map.of()));
            case 1 -> {
                if (!names.isEmpty()) {
                    subGraphs.remove(pick(names));
                }
            }
            case 2 -> {
                if (!names.isEmpty()) {
                    root = subGraphs.get(pick(names)).graph();
                }
            }
            default -> {
                if (!names.isEmpty()) {
                    String name = pick(names);
                    SubGraph old = subGraphs.get(name);
                    BlockNode block = old.graph().blocks().isEmpty()
                            ? BlockNode.of("x", "add", Map.of())
                            : pick(old.graph().blocks());
                    List<SubGraph.Promotion> promoted = new ArrayList<>(old.promoted());
                    promoted.add(new SubGraph.Promotion(
                            pick(List.of("width", "repeat", "graph", "p")), block.id(), parameterName(block)));
                    subGraphs.put(name, new SubGraph(old.graph(), promoted, old.unknown()));
                }
            }
        }
        return new Architecture(design.name(), design.description(), root, subGraphs, design.unknown());
    }

    private Graph graph(Graph graph, List<String> subGraphs) {
        List<BlockNode> blocks = new ArrayList<>(graph.blocks());
        List<Wire> wires = new ArrayList<>(graph.wires());
        int b = blocks.isEmpty() ? -1 : random.nextInt(blocks.size());
        int w = wires.isEmpty() ? -1 : random.nextInt(wires.size());
        switch (random.nextInt(16)) {
            case 0 -> {
                if (b >= 0) {
                    blocks.remove(b);
                }
            }
            case 1 -> {
                if (b >= 0) {
                    blocks.add(random.nextInt(blocks.size()), blocks.get(b));
                }
            }
            case 2 -> Collections.swap(blocks, Math.max(b, 0), blocks.isEmpty() ? 0 : random.nextInt(blocks.size()));
            case 3, 4, 5 -> {
                if (b >= 0) {
                    BlockNode block = blocks.get(b);
                    blocks.set(b, block.with(parameterName(block), value(block)));
                }
            }
            case 6 -> {
                if (b >= 0) {
                    BlockNode block = blocks.get(b);
                    blocks.set(
                            b,
                            new BlockNode(
                                    block.id(),
                                    type(),
                                    block.parameters(),
                                    block.position(),
                                    block.weightsOf(),
                                    block.unknown()));
                }
            }
            case 7 -> {
                if (b >= 0) {
                    blocks.set(
                            b,
                            blocks.get(b)
                                    .named(
                                            random.nextBoolean()
                                                    ? pick(ODD_NAMES)
                                                    : pick(blocks).id()));
                }
            }
            case 8 -> {
                if (b >= 0) {
                    blocks.set(
                            b,
                            blocks.get(b)
                                    .withWeightsOf(
                                            random.nextInt(4) == 0
                                                    ? pick(ODD_NAMES)
                                                    : pick(blocks).id()));
                }
            }
            case 9 -> {
                if (w >= 0) {
                    wires.remove(w);
                }
            }
            case 10 -> {
                if (w >= 0) {
                    wires.add(wires.get(w));
                }
            }
            case 11, 12 -> {
                if (w >= 0) {
                    Wire wire = wires.get(w);
                    Wire other = pick(wires);
                    wires.set(
                            w,
                            random.nextBoolean()
                                    ? new Wire(other.from(), wire.to())
                                    : new Wire(wire.from(), other.to()));
                }
            }
            case 13 -> {
                if (w >= 0) {
                    Wire wire = wires.get(w);
                    wires.set(
                            w,
                            random.nextBoolean()
                                    ? new Wire(new PortRef(wire.from().block(), pick(ODD_NAMES)), wire.to())
                                    : new Wire(
                                            wire.from(), new PortRef(wire.to().block(), pick(ODD_NAMES))));
                }
            }
            case 14 -> {
                if (b >= 0) {
                    String id = blocks.get(b).id();
                    wires.add(new Wire(
                            new PortRef(id, "out"), new PortRef(pick(blocks).id(), "in")));
                }
            }
            default -> {
                String name = subGraphs.isEmpty() ? "nowhere" : pick(subGraphs);
                blocks.add(BlockNode.of(
                        "new" + random.nextInt(3),
                        type(),
                        Map.of(
                                Structure.GRAPH,
                                new ParamValue.Text(name),
                                Structure.REPEAT,
                                new ParamValue.Whole(random.nextInt(5)))));
            }
        }
        return new Graph(blocks, wires);
    }

    private String parameterName(BlockNode block) {
        List<String> names = new ArrayList<>(block.parameters().keySet());
        names.addAll(specs(block).stream().map(ParamSpec::name).toList());
        return names.isEmpty() || random.nextInt(10) == 0 ? pick(ODD_NAMES) : pick(names);
    }

    /** Mostly a value that some parameter of the block takes, so that what lies behind the first check is reached. */
    private ParamValue value(BlockNode block) {
        List<ParamValue> values = new ArrayList<>(block.parameters().values());
        for (ParamSpec spec : specs(block)) {
            values.addAll(spec.sweep());
            if (spec instanceof ParamSpec.Whole whole) {
                values.add(new ParamValue.Whole(whole.minimum()));
                values.add(new ParamValue.Whole(whole.maximum()));
            }
        }
        return values.isEmpty() || random.nextInt(3) == 0 ? pick(ODD_VALUES) : pick(values);
    }

    private static List<? extends ParamSpec> specs(BlockNode block) {
        return block.type().equals(Structure.SUB_GRAPH)
                ? Structure.SUB_GRAPH_PARAMETERS
                : StandardBlocks.ALL.stream()
                        .filter(type -> type.id().equals(block.type()))
                        .findFirst()
                        .map(BlockType::parameters)
                        .orElse(List.of());
    }

    private String type() {
        return switch (random.nextInt(8)) {
            case 0 -> Structure.SUB_GRAPH;
            case 1 -> random.nextBoolean() ? Structure.INPUT : Structure.OUTPUT;
            case 2 -> pick(ODD_NAMES);
            default -> pick(StandardBlocks.ALL).id();
        };
    }

    /** A few changes of the text, blind to its meaning. */
    String text(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        switch (random.nextInt(3)) {
            case 0 -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
            case 1 -> {
                return json.substring(0, random.nextInt(json.length()));
            }
            default -> {
                StringBuilder text = new StringBuilder(json);
                for (int i = random.nextInt(3); i >= 0; i--) {
                    int at = random.nextInt(text.length());
                    int to = Math.min(text.length(), at + random.nextInt(random.nextInt(10) == 0 ? 200 : 3));
                    text.replace(at, to, random.nextInt(4) == 0 ? "" : pick(SNIPPETS));
                }
                return text.toString();
            }
        }
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
