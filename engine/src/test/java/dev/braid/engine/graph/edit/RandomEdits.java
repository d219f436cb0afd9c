package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.RandomDesigns;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Operations of an editor with random arguments, sensible or not. */
final class RandomEdits {
    /** How often each operation was possible. */
    final Map<String, Integer> made = new TreeMap<>();

    private final RandomGenerator random;
    private final RandomDesigns designs;

    RandomEdits(RandomGenerator random) {
        this.random = random;
        this.designs = new RandomDesigns(random);
    }

    /** An edit of the design, or nothing where the operation was refused. */
    Optional<GraphEdit> edit(Architecture design) {
        List<String> graphs = new ArrayList<>(design.subGraphs().keySet());
        graphs.addFirst("");
        graphs.addFirst("");
        String graph = pick(graphs);
        try {
            return Optional.of(edit(design, graph));
        } catch (EditException refusal) {
            if (refusal.getMessage().isBlank()) {
                throw new AssertionError("a refusal without words", refusal);
            }
            return Optional.empty();
        }
    }

    private GraphEdit edit(Architecture design, String graph) {
        String id = id(design, graph);
        String other = id(design, graph);
        String name = "sub" + random.nextInt(6);
        return switch (random.nextInt(20)) {
            case 0 -> made("add", Edits.addBlock(design, graph, block(design, graph)));
            case 1 -> made("remove", Edits.removeBlocks(design, graph, List.of(id, other)));
            case 2 -> {
                Map<String, Position> places = new TreeMap<>(Map.of(id, designs.position()));
                places.putIfAbsent(other, Position.ORIGIN);
                yield made("move", Edits.moveBlocks(design, graph, places));
            }
            case 3, 4 -> made("set", Edits.setParameter(design, graph, id, "p" + random.nextInt(5), designs.value()));
            case 5 -> made("clear", Edits.setParameter(design, graph, id, "p" + random.nextInt(5), null));
            case 6 -> made("rename", Edits.renameBlock(design, graph, id, designs.id()));
            case 7 -> made("weights", Edits.setWeightsOf(design, graph, id, random.nextInt(3) == 0 ? null : other));
            case 8, 9 ->
                made("connect", Edits.connect(design, graph, new PortRef(id, "out"), new PortRef(other, "in")));
            case 10 -> made("disconnect", Edits.disconnect(design, graph, new PortRef(id, "in")));
            case 11 -> {
                Graph target = Documents.graph(design, graph);
                if (target.wires().isEmpty()) {
                    throw new EditException("no wire");
                }
                yield made(
                        "insert",
                        Edits.insertIntoWire(design, graph, pick(target.wires()), block(design, graph), "in", "out"));
            }
            case 12 -> made("heading", Edits.setNameAndDescription(design, designs.id(), designs.id()));
            case 13 ->
                made(
                        "add sub-graph",
                        SubGraphEdits.add(design, name, new SubGraph(designs.graph(), List.of(), Map.of())));
            case 14 -> made("remove sub-graph", SubGraphEdits.remove(design, name));
            case 15 -> made("rename sub-graph", SubGraphEdits.rename(design, name, "sub" + random.nextInt(6)));
            case 16 ->
                made(
                        "promote",
                        SubGraphEdits.promote(design, name, new Promotion(designs.id(), id(design, name), "p1")));
            case 17 -> made("group", SubGraphEdits.group(design, graph, List.of(id, other), name));
            case 18 -> made("unpack", SubGraphEdits.unpack(design, graph, id));
            default ->
                made(
                        "paste",
                        Clipboard.paste(
                                        design,
                                        graph,
                                        Clipboard.copy(design, graph, List.of(id, other)),
                                        new Position(8, 8))
                                .edit());
        };
    }

    private BlockNode block(Architecture design, String graph) {
        BlockNode block = designs.block().withWeightsOf(null);
        if (random.nextInt(3) == 0) {
            block = BlockNode.of(
                    block.id(),
                    Structure.SUB_GRAPH,
                    Map.of(Structure.GRAPH, new ParamValue.Text("sub" + random.nextInt(6))));
        } else if (random.nextInt(3) == 0) {
            block = BlockNode.of(block.id(), random.nextBoolean() ? Structure.INPUT : Structure.OUTPUT, Map.of());
        }
        return block.named(Edits.freeId(design, graph, block.id()));
    }

    private String id(Architecture design, String graph) {
        List<BlockNode> blocks = Documents.graph(design, graph).blocks();
        return blocks.isEmpty() ? "nobody" : pick(blocks).id();
    }

    private GraphEdit made(String operation, GraphEdit edit) {
        made.merge(operation, 1, Integer::sum);
        return edit;
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
