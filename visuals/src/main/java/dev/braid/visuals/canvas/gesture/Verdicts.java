package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.EditException;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.document.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a wire between a port and each other port of the graph that is shown. Made for one state of the
 * document; can be asked from any thread, and asks the checker at most once for a port.
 */
public final class Verdicts {
    private final OpenDesign design;
    private final Architecture document;
    private final Graph shown;
    private final String graph;
    private final PortRef origin;
    private final boolean originIsOutput;
    private final Map<PortRef, Verdict> known = new LinkedHashMap<>();
    private @Nullable Set<Problem> present;

    /**
     * Verdicts on wires from or to one port.
     *
     * @param lifted a wire that is led elsewhere and counts as gone, or null
     */
    public Verdicts(OpenDesign design, PortRef origin, boolean originIsOutput, @Nullable Wire lifted) {
        this.design = design;
        this.graph = design.graph();
        this.origin = origin;
        this.originIsOutput = originIsOutput;
        Architecture base = design.document();
        if (lifted != null) {
            try {
                base = Edits.disconnect(base, graph, lifted.to()).applyTo(base);
            } catch (EditException e) {
                // it is gone already
            }
        }
        this.document = base;
        SubGraph inner = base.subGraphs().get(graph);
        this.shown = inner == null ? base.graph() : inner.graph();
    }

    /** The ports that a wire could lead to, those of the block itself left out; blocks in document order. */
    public List<PortRef> candidates() {
        List<PortRef> candidates = new ArrayList<>();
        for (BlockNode block : shown.blocks()) {
            if (!block.id().equals(origin.block())) {
                Ports ports = Ports.of(document, shown, block, design.catalog());
                for (PortSpec port : originIsOutput ? ports.inputs() : ports.outputs()) {
                    candidates.add(new PortRef(block.id(), port.name()));
                }
            }
        }
        return candidates;
    }

    /** The verdict on a wire to that port. */
    public synchronized Verdict on(PortRef port) {
        Verdict verdict = known.get(port);
        if (verdict == null) {
            verdict = judge(port);
            known.put(port, verdict);
        }
        return verdict;
    }

    /** All verdicts so far. */
    public synchronized Map<PortRef, Verdict> known() {
        return Map.copyOf(known);
    }

    private Verdict judge(PortRef port) {
        PortRef from = originIsOutput ? origin : port;
        PortRef to = originIsOutput ? port : origin;
        if (from.block().equals(to.block())) {
            return refused("A block cannot feed itself.");
        }
        List<String> circle = Edits.circle(document, graph, from, to);
        if (!circle.isEmpty()) {
            return refused("That would be a circle: " + String.join(" → ", circle) + ".");
        }
        Findings foreseen;
        try {
            foreseen = design.foresee(Edits.connect(document, graph, from, to).applyTo(document));
        } catch (EditException e) {
            return refused(sentence(String.valueOf(e.getMessage())));
        }
        return judge(foreseen, from, to);
    }

    private Verdict judge(Findings foreseen, PortRef from, PortRef to) {
        Set<Problem> before = present;
        if (before == null) {
            before = new HashSet<>(design.foresee(document).problems());
            present = before;
        }
        String target = Findings.address(graph, to.block());
        Problem elsewhere = null;
        for (Problem problem : foreseen.problems()) {
            if (problem.severity() == Problem.Severity.ERROR && !before.contains(problem)) {
                if (problem.block().equals(target)) {
                    return new Verdict(Verdict.Kind.NEEDS_REPAIR, sentence(problem.text()));
                }
                elsewhere = elsewhere == null && !isOpenInput(problem) ? problem : elsewhere;
            }
        }
        if (elsewhere != null) {
            return new Verdict(Verdict.Kind.NEEDS_REPAIR, "At " + elsewhere.place() + ": " + elsewhere.text() + ".");
        }
        OptionalInt width = foreseen.width(graph, from);
        String carries = width.isPresent() ? ", " + width.getAsInt() + " wide" : "";
        return new Verdict(Verdict.Kind.FITS, from + " → " + to + carries);
    }

    /** An input without a wire further on is not this wire's fault. */
    private boolean isOpenInput(Problem problem) {
        return problem.port() != null
                && shown.wires().stream()
                        .noneMatch(wire ->
                                Findings.address(graph, wire.to().block()).equals(problem.block())
                                        && wire.to().port().equals(problem.port()));
    }

    private static Verdict refused(String words) {
        return new Verdict(Verdict.Kind.REFUSED, words);
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
