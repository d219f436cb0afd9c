package dev.braid.engine.compile;

import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What concerns a design as a whole, once it is unpacked: shared weights, one head, an embedding, nothing idle. */
final class WholeDesign {
    private final Architecture architecture;
    private final List<FlatBlock> flat;
    private final boolean sound;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param sound whether there are no errors so far; otherwise what is missing may be a consequence of one
     */
    WholeDesign(Architecture architecture, List<FlatBlock> flat, boolean sound) {
        this.sound = sound;
        this.architecture = architecture;
        this.flat = flat;
    }

    List<Problem> problems() {
        checkSharing();
        checkEnds();
        checkUse();
        return problems;
    }

    /** Blocks that use the weights of another must need exactly the same ones. */
    private void checkSharing() {
        Map<String, FlatBlock> byPath = new HashMap<>();
        flat.forEach(block -> byPath.put(block.path(), block));
        for (FlatBlock block : flat) {
            FlatBlock owner = byPath.get(block.weightsPath());
            if (!block.sharesWeights()) {
                continue;
            }
            if (owner == null) {
                if (sound) {
                    problems.add(Problem.error(
                            block.address(),
                            null,
                            "uses the weights of " + block.weightsPath()
                                    + ", which does not exist; repeat both sub-graphs equally often",
                            null));
                }
                continue;
            }
            String who = "uses the weights of " + owner.path() + ", so ";
            if (!owner.type().equals(block.type())) {
                problems.add(Problem.error(
                        block.address(),
                        null,
                        who + "both must be of one type, not " + owner.type().id(),
                        null));
                continue;
            }
            Map<String, ParamValue> ownerValues = owner.site().settings().values();
            block.site().settings().values().forEach((name, value) -> {
                ParamValue expected = ownerValues.get(name);
                if (expected != null && !expected.equals(value)) {
                    problems.add(Problem.error(
                            block.address(),
                            null,
                            who + "parameter " + name + " must be " + expected + " as there, not " + value,
                            new Fix.SetParameter("Set " + name + " to " + expected, block.address(), name, expected)));
                }
            });
            block.site().inputWidths().forEach((port, width) -> {
                Integer expected = owner.site().inputWidths().get(port);
                if (expected != null && !expected.equals(width)) {
                    problems.add(Problem.error(
                            block.address(),
                            port,
                            who + "needs width " + expected + " here as there, got " + width,
                            null));
                }
            });
        }
    }

    /** Tokens get in, and one head makes predictions. */
    private void checkEnds() {
        List<FlatBlock> heads = ofType(Checker.HEAD);
        if (heads.isEmpty() && !inRoot(Checker.HEAD)) {
            problems.add(Problem.error(
                    "",
                    null,
                    "there is no language-model head, so nothing can be predicted; add one at the end",
                    null));
        }
        if (ofType(Checker.EMBEDDING).isEmpty() && !inRoot(Checker.EMBEDDING)) {
            problems.add(Problem.error(
                    "", null, "there is no token embedding, so no token gets in; add one at the start", null));
        }
        for (int i = 1; i < heads.size(); i++) {
            problems.add(Problem.error(
                    heads.get(i).address(),
                    null,
                    "a design has one language-model head, but "
                            + heads.getFirst().path() + " is one already; remove one",
                    new Fix.RemoveBlock("Remove this head", heads.get(i).address())));
        }
        if (heads.size() == 1) {
            checkTied(heads.getFirst());
        }
    }

    /** Whether the root has such a block, even if it could not be placed: that has been said then. */
    private boolean inRoot(String type) {
        return architecture.graph().blocks().stream()
                .anyMatch(block -> block.type().equals(type));
    }

    /** What never reaches the head (unless for want of a wire), and what is never placed, is probably not meant so. */
    private void checkUse() {
        List<FlatBlock> heads = ofType(Checker.HEAD);
        if (sound && heads.size() == 1) {
            boolean[] used = reaching(flat, flat.indexOf(heads.getFirst()));
            Set<String> idle = new LinkedHashSet<>();
            for (int i = 0; i < used.length; i++) {
                if (!used[i]) {
                    idle.add(flat.get(i).address());
                }
            }
            for (int i = 0; i < used.length; i++) {
                if (used[i]) {
                    // Of a repeated block it is enough if one repetition matters.
                    idle.remove(flat.get(i).address());
                }
            }
            idle.forEach(address -> problems.add(Problem.warning(
                    address,
                    null,
                    "its output never reaches the language-model head, so it is left out; wire it or remove it",
                    new Fix.RemoveBlock("Remove " + address, address))));
        }
        Set<String> reached = reached();
        for (String name : architecture.subGraphs().keySet()) {
            if (!reached.contains(name)) {
                problems.add(Problem.warning(
                        "",
                        null,
                        "no block that runs places the sub-graph " + GraphStructure.clip(name)
                                + "; place it or remove it",
                        null));
            }
        }
    }

    /** The sub-graphs that the root places, those that these place, and so on. */
    private Set<String> reached() {
        Set<String> reached = new LinkedHashSet<>();
        Deque<Graph> graphs = new ArrayDeque<>(List.of(architecture.graph()));
        while (!graphs.isEmpty()) {
            for (BlockNode block : graphs.pop().blocks()) {
                Structure.placed(block)
                        .filter(reached::add)
                        .map(architecture.subGraphs()::get)
                        .map(SubGraph::graph)
                        .ifPresent(graphs::push);
            }
        }
        return reached;
    }

    private void checkTied(FlatBlock head) {
        Map<String, ParamValue> values = head.site().settings().values();
        if (!(values.get("tied") instanceof ParamValue.Flag(boolean tied)) || !tied) {
            return;
        }
        List<FlatBlock> embeddings = ofType(Checker.EMBEDDING).stream()
                .filter(block -> !block.sharesWeights())
                .toList();
        if (embeddings.size() != 1) {
            problems.add(Problem.error(
                    head.address(),
                    null,
                    "a tied head needs exactly one token embedding to share its weights with, but there are "
                            + embeddings.size() + "; set tied to false",
                    new Fix.SetParameter("Set tied to false", head.address(), "tied", new ParamValue.Flag(false))));
            return;
        }
        Integer width = head.site().inputWidths().get("in");
        Integer embedded = embeddings.getFirst().outputWidths().get("out");
        if (width != null && embedded != null && !width.equals(embedded)) {
            problems.add(Problem.error(
                    head.address(),
                    "in",
                    "a tied head needs the embedding's width " + embedded + ", got " + width
                            + "; insert a Linear block or set tied to false",
                    new Fix.InsertLinear("Insert Linear to " + embedded, new PortRef(head.address(), "in"), embedded)));
        }
        ParamValue own = values.get("vocabulary");
        ParamValue other = embeddings.getFirst().site().settings().values().get("vocabulary");
        if (own != null && other != null && !own.equals(other)) {
            problems.add(Problem.error(
                    head.address(),
                    null,
                    "a tied head has the embedding's vocabulary, " + other + ", not " + own,
                    new Fix.SetParameter("Set vocabulary to " + other, head.address(), "vocabulary", other)));
        }
    }

    private List<FlatBlock> ofType(String type) {
        return flat.stream().filter(block -> block.type().id().equals(type)).toList();
    }

    /** Which blocks something leads from to that one, itself included. */
    static boolean[] reaching(List<FlatBlock> blocks, int target) {
        boolean[] used = new boolean[blocks.size()];
        used[target] = true;
        for (int i = target; i >= 0; i--) {
            if (used[i]) {
                blocks.get(i).sources().values().forEach(source -> used[source.block()] = true);
            }
        }
        return used;
    }
}
