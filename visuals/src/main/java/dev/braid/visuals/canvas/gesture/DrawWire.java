package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.feed.UiThread;
import javafx.geometry.Point2D;
import org.jspecify.annotations.Nullable;

/**
 * Draws a wire from an output, backwards from an input, or leads the wire of an input elsewhere. While it is drawn, the
 * ports that it fits glow; over one that it does not fit the reason is written beside the pointer.
 */
public final class DrawWire implements Gesture {
    private final Surface surface;
    private final PortRef origin;
    private final boolean originIsOutput;
    private final @Nullable Wire lifted;
    private final Verdicts verdicts;
    private volatile boolean over;

    private DrawWire(Surface surface, PortRef origin, boolean originIsOutput, @Nullable Wire lifted) {
        this.surface = surface;
        this.origin = origin;
        this.originIsOutput = originIsOutput;
        this.lifted = lifted;
        this.verdicts = new Verdicts(surface.design(), origin, originIsOutput, lifted);
        surface.glow(verdicts.known(), originIsOutput);
        surface.background().execute(this::judgeAll);
    }

    /** Begins at a port. An input that has a wire gives it away. */
    public static DrawWire from(Surface surface, Target.Port port) {
        if (port.input()) {
            for (Wire wire : surface.design().shown().wires()) {
                if (wire.to().equals(port.port())) {
                    return new DrawWire(surface, wire.from(), true, wire);
                }
            }
        }
        return new DrawWire(surface, port.port(), !port.input(), null);
    }

    private void judgeAll() {
        for (PortRef candidate : verdicts.candidates()) {
            if (over) {
                return;
            }
            verdicts.on(candidate);
        }
        UiThread.run(() -> {
            if (!over) {
                surface.glow(verdicts.known(), originIsOutput);
            }
        });
    }

    @Override
    public void moved(Pointer pointer) {
        Point2D loose = surface.placeAt(pointer.sceneX(), pointer.sceneY());
        PortRef end = endAt(pointer);
        Verdict verdict = end == null ? null : verdicts.on(end);
        if (end != null && verdict != null && verdict.kind() != Verdict.Kind.REFUSED) {
            loose = surface.portAt(end, originIsOutput);
        }
        Point2D fixed = surface.portAt(origin, !originIsOutput);
        surface.looseWire(
                new Surface.LooseWire(originIsOutput ? fixed : loose, originIsOutput ? loose : fixed, verdict), lifted);
        surface.words(
                verdict == null ? null : verdict.words(),
                verdict != null && !verdict.fits(),
                pointer.sceneX(),
                pointer.sceneY());
    }

    /** The port under the pointer at which the wire could end. On the rest of a block that is its first free one. */
    private @Nullable PortRef endAt(Pointer pointer) {
        return switch (surface.targetAt(pointer.sceneX(), pointer.sceneY())) {
            case Target.Port(PortRef port, boolean input) when input == originIsOutput -> port;
            case Target.Block(String id) -> firstFree(id);
            case Target.Parameter(String id, String _) -> firstFree(id);
            default -> null;
        };
    }

    private @Nullable PortRef firstFree(String block) {
        PortRef first = null;
        for (PortRef candidate : verdicts.candidates()) {
            if (candidate.block().equals(block)) {
                boolean taken = originIsOutput
                        && surface.design().shown().wires().stream()
                                .anyMatch(wire -> wire.to().equals(candidate) && !wire.equals(lifted));
                if (!taken) {
                    return candidate;
                }
                first = first == null ? candidate : first;
            }
        }
        return first;
    }

    @Override
    public void released(Pointer pointer) {
        PortRef end = endAt(pointer);
        Verdict verdict = end == null ? null : verdicts.on(end);
        boolean inSpace = surface.targetAt(pointer.sceneX(), pointer.sceneY()) instanceof Target.Space;
        cancelled();
        if (end != null && verdict != null) {
            if (verdict.kind() == Verdict.Kind.REFUSED) {
                surface.words(verdict.words(), true, pointer.sceneX(), pointer.sceneY());
                surface.design().noticeProperty().set(Notice.warning(verdict.words()));
            } else {
                join(end);
            }
        } else if (lifted != null) {
            if (inSpace) {
                surface.design()
                        .edit(design ->
                                Edits.disconnect(design, surface.design().graph(), lifted.to()));
            }
        } else if (inSpace) {
            surface.quickAdd(origin, originIsOutput, pointer.sceneX(), pointer.sceneY());
        }
    }

    private void join(PortRef end) {
        PortRef from = originIsOutput ? origin : end;
        PortRef to = originIsOutput ? end : origin;
        if (lifted != null && lifted.to().equals(to)) {
            return;
        }
        if (surface.design().edit(design -> connect(design, from, to))) {
            surface.offerRepair(to);
        }
    }

    private GraphEdit connect(Architecture design, PortRef from, PortRef to) {
        String graph = surface.design().graph();
        if (lifted == null) {
            return Edits.connect(design, graph, from, to);
        }
        return new Steps("lead the wire to " + to.block(), design)
                .then(now -> Edits.disconnect(now, graph, lifted.to()))
                .then(now -> Edits.connect(now, graph, from, to))
                .edit();
    }

    @Override
    public void cancelled() {
        over = true;
        surface.looseWire(null, null);
        surface.glow(null, originIsOutput);
        surface.words(null, false, 0, 0);
    }
}
