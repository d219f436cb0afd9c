package dev.braid.engine.graph.edit;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Copies of documents with one thing changed. */
final class Documents {
    private Documents() {}

    /** The root ("") or the inside of a sub-graph. */
    static Graph graph(Architecture design, String name) {
        return name.isEmpty() ? design.graph() : subGraph(design, name).graph();
    }

    static SubGraph subGraph(Architecture design, String name) {
        SubGraph subGraph = design.subGraphs().get(name);
        if (subGraph == null) {
            throw new EditException("there is no sub-graph \"" + name + "\"");
        }
        return subGraph;
    }

    static Architecture mapGraph(Architecture design, String name, UnaryOperator<Graph> change) {
        if (name.isEmpty()) {
            return new Architecture(
                    design.name(),
                    design.description(),
                    change.apply(design.graph()),
                    design.subGraphs(),
                    design.unknown());
        }
        return mapSubGraph(
                design,
                name,
                subGraph -> new SubGraph(change.apply(subGraph.graph()), subGraph.promoted(), subGraph.unknown()));
    }

    static Architecture mapSubGraph(Architecture design, String name, UnaryOperator<SubGraph> change) {
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>(design.subGraphs());
        subGraphs.put(name, change.apply(subGraph(design, name)));
        return new Architecture(design.name(), design.description(), design.graph(), subGraphs, design.unknown());
    }

    static Architecture withSubGraphs(Architecture design, List<Map.Entry<String, SubGraph>> entries) {
        Map<String, SubGraph> subGraphs = new LinkedHashMap<>();
        entries.forEach(entry -> subGraphs.put(entry.getKey(), entry.getValue()));
        return new Architecture(design.name(), design.description(), design.graph(), subGraphs, design.unknown());
    }

    static <T> List<T> inserted(List<T> items, int index, T item) {
        insist(index >= 0 && index <= items.size());
        List<T> copy = new ArrayList<>(items);
        copy.add(index, item);
        return copy;
    }

    static <T> List<T> removed(List<T> items, int index, T item) {
        insist(index >= 0 && index < items.size() && items.get(index).equals(item));
        List<T> copy = new ArrayList<>(items);
        copy.remove(index);
        return copy;
    }

    static <T> List<T> replaced(List<T> items, int index, T before, T after) {
        insist(index >= 0 && index < items.size() && items.get(index).equals(before));
        List<T> copy = new ArrayList<>(items);
        copy.set(index, after);
        return copy;
    }

    static void insist(boolean condition) {
        if (!condition) {
            throw new EditException("the design has changed meanwhile, so that this edit no longer fits");
        }
    }
}
