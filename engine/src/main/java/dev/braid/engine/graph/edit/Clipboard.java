package dev.braid.engine.graph.edit;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copying and pasting. What is copied is itself a design, so the clipboard's text is the file format. */
public final class Clipboard {
    private Clipboard() {}

    /**
     * What was pasted.
     *
     * @param edit the edit that pastes
     * @param ids the ids of the new blocks, to be selected
     */
    public record Paste(GraphEdit edit, List<String> ids) {}

    /** Blocks, the wires among them, and every sub-graph they place, as a design. */
    public static Architecture copy(Architecture design, String graph, Collection<String> ids) {
        Set<String> chosen = new LinkedHashSet<>(ids);
        Graph source = Documents.graph(design, graph);
        List<BlockNode> blocks = source.blocks().stream()
                .filter(block -> chosen.contains(block.id()))
                .toList();
        List<Wire> wires = source.wires().stream()
                .filter(wire -> chosen.contains(wire.from().block())
                        && chosen.contains(wire.to().block()))
                .toList();
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>();
        Deque<BlockNode> rest = new ArrayDeque<>(blocks);
        while (!rest.isEmpty()) {
            BlockNode block = rest.remove();
            if (block.parameters().get(Structure.GRAPH) instanceof ParamValue.Text(String name)
                    && Edits.places(block, name)) {
                SubGraph subGraph = design.subGraphs().get(name);
                if (subGraph != null && subGraphs.putIfAbsent(name, subGraph) == null) {
                    rest.addAll(subGraph.graph().blocks());
                }
            }
        }
        return new Architecture(design.name(), "", new Graph(blocks, wires), subGraphs, Map.of());
    }

    /**
     * Adds what a copy holds, under fresh ids where its own are taken. Sub-graphs that are here already, by name and
     * content, are used; others come along, renamed where the name means something else here.
     *
     * @param shift how far from where they were, x and y in canvas units
     */
    public static Paste paste(Architecture design, String graph, Architecture copy, Position shift) {
        Draft draft = new Draft(design);
        Set<String> taken = draft.ids(graph);
        Map<String, String> names = new HashMap<>();
        for (BlockNode block : copy.graph().blocks()) {
            String free = Edits.freeId(block.id(), taken);
            if (names.putIfAbsent(block.id(), free) == null) {
                taken.add(free);
            }
        }
        Map<String, String> subGraphNames = pasteSubGraphs(draft, copy);
        for (BlockNode block : Edits.byId(copy.graph().blocks()).values()) {
            BlockNode pasted = placing(block, subGraphNames)
                    .named(names.getOrDefault(block.id(), block.id()))
                    .at(new Position(
                            block.position().x() + shift.x(), block.position().y() + shift.y()));
            draft.addBlock(graph, withOwner(pasted, names, draft, graph));
        }
        for (Wire wire : copy.graph().wires()) {
            String from = names.get(wire.from().block());
            String to = names.get(wire.to().block());
            if (from != null && to != null) {
                draft.add(new GraphEdit.AddWire(
                        graph,
                        draft.graph(graph).wires().size(),
                        new Wire(
                                new PortRef(from, wire.from().port()),
                                new PortRef(to, wire.to().port()),
                                wire.unknown())));
            }
        }
        List<String> ids = copy.graph().blocks().stream()
                .map(block -> names.getOrDefault(block.id(), block.id()))
                .distinct()
                .toList();
        return new Paste(draft.finish("paste " + Edits.some(ids)), ids);
    }

    /** The weights' owner came along, or is here, or is forgotten. */
    private static BlockNode withOwner(BlockNode block, Map<String, String> names, Draft draft, String graph) {
        String owner = block.weightsOf();
        if (owner == null) {
            return block;
        }
        String pasted = names.get(owner);
        if (pasted != null) {
            return block.withWeightsOf(pasted);
        }
        boolean here = draft.graph(graph)
                .block(owner)
                .filter(other -> other.type().equals(block.type()) && other.weightsOf() == null)
                .isPresent();
        return here ? block : block.withWeightsOf(null);
    }

    /** Adds the sub-graphs that are missing and tells what each is called here. */
    private static Map<String, String> pasteSubGraphs(Draft draft, Architecture copy) {
        Map<String, SubGraph> here = draft.design().subGraphs();
        Map<String, String> names = new LinkedHashMap<>();
        copy.subGraphs().forEach((name, subGraph) -> {
            String free = name;
            for (int i = 2;
                    names.containsValue(free) || here.containsKey(free) && !subGraph.equals(here.get(free));
                    i++) {
                free = name + " " + i;
            }
            names.put(name, free);
        });
        names.forEach((name, free) -> {
            SubGraph subGraph = copy.subGraphs().get(name);
            if (subGraph != null && !here.containsKey(free)) {
                Graph inner = subGraph.graph();
                List<BlockNode> blocks = inner.blocks().stream()
                        .map(block -> placing(block, names))
                        .toList();
                draft.add(new GraphEdit.AddSubGraph(
                        draft.design().subGraphs().size(),
                        free,
                        new SubGraph(new Graph(blocks, inner.wires()), subGraph.promoted(), subGraph.unknown())));
            }
        });
        return names;
    }

    /** The block, placing what its sub-graph is called here. */
    private static BlockNode placing(BlockNode block, Map<String, String> names) {
        if (block.parameters().get(Structure.GRAPH) instanceof ParamValue.Text(String name)
                && Edits.places(block, name)) {
            return block.with(Structure.GRAPH, new ParamValue.Text(names.getOrDefault(name, name)));
        }
        return block;
    }
}
