package dev.braid.engine.graph.edit;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An operation in the making: its edits so far, and the document after them, in which the next one is looked up. */
final class Draft {
    private final List<GraphEdit> edits = new ArrayList<>();
    private Architecture design;

    Draft(Architecture design) {
        this.design = design;
    }

    Architecture design() {
        return design;
    }

    Graph graph(String name) {
        return Documents.graph(design, name);
    }

    void add(GraphEdit edit) {
        design = edit.applyTo(design);
        edits.add(edit);
    }

    /** The operation as one edit. */
    GraphEdit finish(String title) {
        return edits.size() == 1 && edits.getFirst().title().equals(title)
                ? edits.getFirst()
                : new GraphEdit.Group(title, edits);
    }

    /** The place of the first block of that id. */
    int indexOf(String graph, String id) {
        List<BlockNode> blocks = graph(graph).blocks();
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new EditException("there is no block \"" + id + "\"");
    }

    BlockNode block(String graph, String id) {
        return graph(graph).blocks().get(indexOf(graph, id));
    }

    void addBlock(String graph, BlockNode block) {
        add(new GraphEdit.AddBlock(graph, graph(graph).blocks().size(), block));
    }

    void removeBlock(String graph, String id) {
        int index = indexOf(graph, id);
        add(new GraphEdit.RemoveBlock(graph, index, graph(graph).blocks().get(index)));
    }

    /** Changes the first block of that id, if that makes a difference. */
    void changeBlock(String graph, String id, UnaryOperator<BlockNode> change) {
        changeBlock(graph, indexOf(graph, id), change);
    }

    /** Changes every block for which that makes a difference. */
    void changeBlocks(String graph, UnaryOperator<BlockNode> change) {
        for (int i = 0; i < graph(graph).blocks().size(); i++) {
            changeBlock(graph, i, change);
        }
    }

    private void changeBlock(String graph, int index, UnaryOperator<BlockNode> change) {
        BlockNode before = graph(graph).blocks().get(index);
        BlockNode after = change.apply(before);
        if (!after.equals(before)) {
            add(new GraphEdit.ChangeBlock(graph, index, before, after));
        }
    }

    void addWire(String graph, PortRef from, PortRef to) {
        add(new GraphEdit.AddWire(graph, graph(graph).wires().size(), new Wire(from, to)));
    }

    /** Removes all wires of which that is true. */
    void removeWires(String graph, Predicate<Wire> which) {
        List<Wire> wires = graph(graph).wires();
        // From the end, so that the places of the others stay what they are.
        for (int i = wires.size() - 1; i >= 0; i--) {
            if (which.test(wires.get(i))) {
                add(new GraphEdit.RemoveWire(graph, i, wires.get(i)));
            }
        }
    }

    /** Leads every wire elsewhere for which that makes a difference. */
    void changeWires(String graph, UnaryOperator<Wire> change) {
        for (int i = 0; i < graph(graph).wires().size(); i++) {
            Wire before = graph(graph).wires().get(i);
            Wire after = change.apply(before);
            if (!after.equals(before)) {
                add(new GraphEdit.ChangeWire(graph, i, before, after));
            }
        }
    }

    /** All graphs: "" for the root, then the sub-graphs. */
    List<String> graphs() {
        return Stream.concat(Stream.of(""), design.subGraphs().keySet().stream())
                .toList();
    }

    Set<String> ids(String graph) {
        return graph(graph).blocks().stream().map(BlockNode::id).collect(Collectors.toSet());
    }
}
