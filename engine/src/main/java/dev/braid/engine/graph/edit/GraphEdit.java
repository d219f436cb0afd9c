package dev.braid.engine.graph.edit;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import dev.braid.engine.graph.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One change of a document, as data that knows its own inverse. Every record carries what was there before and where
 * it stood, so that undoing restores the document exactly, order included.
 *
 * <p>A graph is addressed by the name of its sub-graph, the root by "". Records are as primitive as can be and only
 * insist that the document is the one they were made for; what makes sense in an editor (fresh ids, no cycles, wires
 * that follow a renamed block) is decided by {@link Edits} and {@link SubGraphEdits}, which build them.
 */
public sealed interface GraphEdit {
    /**
     * The document after the edit.
     *
     * @throws EditException if the document is not one this edit was made for
     */
    Architecture applyTo(Architecture design);

    /** The edit that takes this one back. */
    GraphEdit inverted();

    /** What menus say after "Undo" and "Redo", such as "set window of attention". */
    String title();

    /**
     * Adds a block.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param block the block
     */
    record AddBlock(String graph, int index, BlockNode block) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(Documents.inserted(g.blocks(), index, block), g.wires()));
        }

        @Override
        public GraphEdit inverted() {
            return new RemoveBlock(graph, index, block);
        }

        @Override
        public String title() {
            return "add " + block.id();
        }
    }

    /**
     * Removes a block, and only the block: its wires are edits of their own.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param block the block
     */
    record RemoveBlock(String graph, int index, BlockNode block) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(Documents.removed(g.blocks(), index, block), g.wires()));
        }

        @Override
        public GraphEdit inverted() {
            return new AddBlock(graph, index, block);
        }

        @Override
        public String title() {
            return "remove " + block.id();
        }
    }

    /**
     * Changes a block: its id, type, parameters, position, or whose weights it uses.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param before the block as it was
     * @param after the block as it becomes
     */
    record ChangeBlock(String graph, int index, BlockNode before, BlockNode after) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(Documents.replaced(g.blocks(), index, before, after), g.wires()));
        }

        @Override
        public GraphEdit inverted() {
            return new ChangeBlock(graph, index, after, before);
        }

        @Override
        public String title() {
            if (!before.id().equals(after.id())) {
                return "rename " + before.id() + " to " + after.id();
            }
            if (!before.type().equals(after.type())) {
                return "make " + after.id() + " a " + after.type();
            }
            if (!before.parameters().equals(after.parameters())) {
                List<String> changed = new ArrayList<>(before.parameters().keySet());
                after.parameters().keySet().stream()
                        .filter(name -> !changed.contains(name))
                        .forEach(changed::add);
                changed.removeIf(name -> Objects.equals(
                        before.parameters().get(name), after.parameters().get(name)));
                return "set " + String.join(", ", changed) + " of " + after.id();
            }
            if (!Objects.equals(before.weightsOf(), after.weightsOf())) {
                return after.weightsOf() == null
                        ? "give " + after.id() + " its own weights"
                        : "share weights of " + after.weightsOf() + " with " + after.id();
            }
            return before.position().equals(after.position()) ? "change " + after.id() : "move " + after.id();
        }
    }

    /**
     * Adds a wire.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param wire the wire
     */
    record AddWire(String graph, int index, Wire wire) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(g.blocks(), Documents.inserted(g.wires(), index, wire)));
        }

        @Override
        public GraphEdit inverted() {
            return new RemoveWire(graph, index, wire);
        }

        @Override
        public String title() {
            return "wire " + wire.from().block() + " to " + wire.to().block();
        }
    }

    /**
     * Removes a wire.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param wire the wire
     */
    record RemoveWire(String graph, int index, Wire wire) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(g.blocks(), Documents.removed(g.wires(), index, wire)));
        }

        @Override
        public GraphEdit inverted() {
            return new AddWire(graph, index, wire);
        }

        @Override
        public String title() {
            return "remove wire from " + wire.from().block() + " to "
                    + wire.to().block();
        }
    }

    /**
     * Leads a wire elsewhere.
     *
     * @param graph "" or a sub-graph's name
     * @param index its place in document order
     * @param before the wire as it was
     * @param after the wire as it becomes
     */
    record ChangeWire(String graph, int index, Wire before, Wire after) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapGraph(
                    design, graph, g -> new Graph(g.blocks(), Documents.replaced(g.wires(), index, before, after)));
        }

        @Override
        public GraphEdit inverted() {
            return new ChangeWire(graph, index, after, before);
        }

        @Override
        public String title() {
            return "wire " + after.from().block() + " to " + after.to().block();
        }
    }

    /**
     * Changes the title and the description of the design.
     *
     * @param before as they were
     * @param after as they become
     */
    record ChangeHeading(Heading before, Heading after) implements GraphEdit {
        /**
         * What a design says about itself.
         *
         * @param name a short title
         * @param description why it matters
         */
        public record Heading(String name, String description) {
            /** That of a design. */
            public static Heading of(Architecture design) {
                return new Heading(design.name(), design.description());
            }
        }

        @Override
        public Architecture applyTo(Architecture design) {
            Documents.insist(Heading.of(design).equals(before));
            return new Architecture(
                    after.name(), after.description(), design.graph(), design.subGraphs(), design.unknown());
        }

        @Override
        public GraphEdit inverted() {
            return new ChangeHeading(after, before);
        }

        @Override
        public String title() {
            return before.name().equals(after.name()) ? "change the description" : "change the name";
        }
    }

    /**
     * Adds a named sub-graph.
     *
     * @param index its place in document order
     * @param name its name, not yet taken
     * @param subGraph what it is
     */
    record AddSubGraph(int index, String name, SubGraph subGraph) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            Documents.insist(!name.isEmpty() && !design.subGraphs().containsKey(name));
            List<Map.Entry<String, SubGraph>> entries =
                    new ArrayList<>(design.subGraphs().entrySet());
            return Documents.withSubGraphs(design, Documents.inserted(entries, index, Map.entry(name, subGraph)));
        }

        @Override
        public GraphEdit inverted() {
            return new RemoveSubGraph(index, name, subGraph);
        }

        @Override
        public String title() {
            return "add sub-graph " + name;
        }
    }

    /**
     * Removes a named sub-graph.
     *
     * @param index its place in document order
     * @param name its name
     * @param subGraph what it is
     */
    record RemoveSubGraph(int index, String name, SubGraph subGraph) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            List<Map.Entry<String, SubGraph>> entries =
                    new ArrayList<>(design.subGraphs().entrySet());
            return Documents.withSubGraphs(design, Documents.removed(entries, index, Map.entry(name, subGraph)));
        }

        @Override
        public GraphEdit inverted() {
            return new AddSubGraph(index, name, subGraph);
        }

        @Override
        public String title() {
            return "remove sub-graph " + name;
        }
    }

    /**
     * Gives a sub-graph another name, in its place; the blocks that place it are edits of their own.
     *
     * @param before the name it had
     * @param after its new name, not yet taken
     */
    record RenameSubGraph(String before, String after) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            Documents.insist(design.subGraphs().containsKey(before)
                    && !after.isEmpty()
                    && !design.subGraphs().containsKey(after));
            Map<String, SubGraph> renamed = new LinkedHashMap<>();
            design.subGraphs().forEach((name, subGraph) -> renamed.put(name.equals(before) ? after : name, subGraph));
            return new Architecture(design.name(), design.description(), design.graph(), renamed, design.unknown());
        }

        @Override
        public GraphEdit inverted() {
            return new RenameSubGraph(after, before);
        }

        @Override
        public String title() {
            return "rename sub-graph " + before + " to " + after;
        }
    }

    /**
     * Changes which inner parameters a sub-graph shows outside.
     *
     * @param graph the sub-graph's name
     * @param before the promotions as they were
     * @param after the promotions as they become
     */
    record ChangePromotions(String graph, List<Promotion> before, List<Promotion> after) implements GraphEdit {
        public ChangePromotions {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        @Override
        public Architecture applyTo(Architecture design) {
            return Documents.mapSubGraph(design, graph, subGraph -> {
                Documents.insist(subGraph.promoted().equals(before));
                return new SubGraph(subGraph.graph(), after, subGraph.unknown());
            });
        }

        @Override
        public GraphEdit inverted() {
            return new ChangePromotions(graph, after, before);
        }

        @Override
        public String title() {
            return "change the promoted parameters of " + graph;
        }
    }

    /**
     * Puts another document in the place of this one: what was read from the disk again, or recovered.
     *
     * @param title what the step is called
     * @param before the document as it was
     * @param after the document as it becomes
     */
    record ReplaceDocument(String title, Architecture before, Architecture after) implements GraphEdit {
        @Override
        public Architecture applyTo(Architecture design) {
            Documents.insist(design.equals(before));
            return after;
        }

        @Override
        public GraphEdit inverted() {
            return new ReplaceDocument(title, after, before);
        }
    }

    /**
     * Several edits that are one step for whoever undoes them.
     *
     * @param title what the step is called
     * @param edits in the order they are made
     */
    record Group(String title, List<GraphEdit> edits) implements GraphEdit {
        public Group {
            edits = List.copyOf(edits);
        }

        @Override
        public Architecture applyTo(Architecture design) {
            Architecture result = design;
            for (GraphEdit edit : edits) {
                result = edit.applyTo(result);
            }
            return result;
        }

        @Override
        public GraphEdit inverted() {
            return new Group(
                    title, edits.reversed().stream().map(GraphEdit::inverted).toList());
        }
    }
}
