package dev.braid.visuals.canvas;

import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.canvas.gesture.Guide;
import dev.braid.visuals.canvas.gesture.Surface;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.canvas.gesture.Verdict;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** What gestures may do with the canvas. */
final class CanvasSurface implements Surface {
    /** How far, in pixels, a port or wire may be missed. */
    private static final double REACH = 11;

    private final GraphCanvas canvas;
    private final OpenDesign design;
    private final GraphLayer graph;
    private final Overlay overlay;
    private final Viewport viewport;
    private final Hint hint;
    private final Executor background;
    private @Nullable WireView hidden;
    private @Nullable WireView marked;
    private @Nullable PortRef awaited;

    CanvasSurface(
            GraphCanvas canvas,
            OpenDesign design,
            GraphLayer graph,
            Overlay overlay,
            Viewport viewport,
            Hint hint,
            Executor background) {
        this.canvas = canvas;
        this.design = design;
        this.graph = graph;
        this.overlay = overlay;
        this.viewport = viewport;
        this.hint = hint;
        this.background = background;
    }

    @Override
    public OpenDesign design() {
        return design;
    }

    @Override
    public Executor background() {
        return background;
    }

    @Override
    public Point2D placeAt(double sceneX, double sceneY) {
        Point2D view = canvas.sceneToLocal(sceneX, sceneY);
        return viewport.place(view.getX(), view.getY());
    }

    @Override
    public Target targetAt(double sceneX, double sceneY) {
        return graph.targetAt(placeAt(sceneX, sceneY), REACH / Math.min(1, viewport.zoom()));
    }

    @Override
    public Map<String, Rectangle2D> boxes() {
        return graph.boxes();
    }

    @Override
    public Dimension2D sizeOf(BlockNode block) {
        return new Dimension2D(BlockView.WIDTH, BlockView.height(alone(block)));
    }

    /** What would be written on a block before anything is wired to it. */
    private BlockDescription alone(BlockNode block) {
        return new BlockDescription.Describer(
                        design.document(), design.graph(), Graph.EMPTY, Findings.NONE, design.catalog())
                .describe(block);
    }

    @Override
    public Point2D portAt(PortRef port, boolean input) {
        return graph.portAt(port, input);
    }

    @Override
    public @Nullable Wire wireAt(Point2D place, List<String> exceptOf) {
        return graph.wireAt(place, 26, exceptOf);
    }

    @Override
    public void scroll(double pixelsX, double pixelsY) {
        viewport.scroll(pixelsX, pixelsY);
    }

    @Override
    public void preview(Map<String, Position> places) {
        graph.preview(places);
        canvas.blocksMoved();
    }

    @Override
    public void guides(List<Guide> guides) {
        overlay.guides(guides);
    }

    @Override
    public void rubberBand(@Nullable Rectangle2D band) {
        overlay.rubberBand(band);
    }

    @Override
    public void ghost(@Nullable BlockNode block, @Nullable Rectangle2D box) {
        overlay.ghost(block == null ? null : alone(block).title(), box);
    }

    @Override
    public void looseWire(@Nullable LooseWire wire, @Nullable Wire lifted) {
        overlay.looseWire(wire);
        if (hidden != null) {
            hidden.setVisible(true);
        }
        hidden = graph.wire(lifted).orElse(null);
        if (hidden != null) {
            hidden.setVisible(false);
        }
    }

    @Override
    public void markWire(@Nullable Wire wire) {
        if (marked != null) {
            marked.setMarked(false);
        }
        marked = graph.wire(wire).orElse(null);
        if (marked != null) {
            marked.setMarked(true);
        }
    }

    @Override
    public void glow(@Nullable Map<PortRef, Verdict> verdicts, boolean inputs) {
        for (BlockView block : graph.blocks()) {
            for (PortView port : block.ports()) {
                port.setVerdict(verdicts == null || port.input() != inputs ? null : verdicts.get(port.port()));
            }
        }
    }

    @Override
    public void words(@Nullable String words, boolean refusal, double sceneX, double sceneY) {
        if (words == null) {
            hint.hide();
        } else {
            Point2D view = canvas.sceneToLocal(sceneX, sceneY);
            hint.show(words, refusal, view.getX(), view.getY());
        }
    }

    @Override
    public void offerRepair(PortRef to) {
        awaited = to;
        offerAwaited();
    }

    /** Looks whether the checker has found something wrong at the end of the wire that was made last. */
    void offerAwaited() {
        PortRef port = awaited;
        Findings findings = design.findingsProperty().get();
        if (port != null && findings.state() == design.state()) {
            awaited = null;
            List<Problem> errors = findings.of(design.graph(), port.block()).stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .filter(problem -> !isOpenInput(problem, port.block()))
                    .toList();
            canvas.offer(errors.stream()
                    .filter(problem -> problem.fix() != null)
                    .findFirst()
                    .orElse(errors.isEmpty() ? null : errors.getFirst()));
        }
    }

    private boolean isOpenInput(Problem problem, String block) {
        String port = problem.port();
        return port != null
                && design.shown().wires().stream().noneMatch(wire -> wire.to().equals(new PortRef(block, port)));
    }

    @Override
    public void quickAdd(PortRef origin, boolean originIsOutput, double sceneX, double sceneY) {
        Point2D view = canvas.sceneToLocal(sceneX, sceneY);
        canvas.quickAdder().openFor(origin, originIsOutput, viewport.place(view.getX(), view.getY()));
    }
}
