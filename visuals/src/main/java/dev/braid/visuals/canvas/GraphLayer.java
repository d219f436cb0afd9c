package dev.braid.visuals.canvas;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import org.jspecify.annotations.Nullable;

/** The blocks and wires of the graph that is shown. Follows the document by differences and finds what lies where. */
final class GraphLayer extends Group {
    /** Below this zoom thin lines could not be seen. */
    private static final double FAR = 0.5;

    private final OpenDesign design;
    private final Group wireLayer = new Group();
    private final Group blockLayer = new Group();
    private final Map<String, BlockView> blocks = new LinkedHashMap<>();
    private final Map<Wire, WireView> wires = new LinkedHashMap<>();
    private double zoom = 1;
    private double actualSize = 1;

    GraphLayer(OpenDesign design) {
        this.design = design;
        setAutoSizeChildren(false);
        blockLayer.setAutoSizeChildren(false);
        wireLayer.setAutoSizeChildren(false);
        wireLayer.setMouseTransparent(true);
        getChildren().addAll(wireLayer, blockLayer);
    }

    /** Shows the document as it is now, touching only what has changed. */
    void sync() {
        Graph shown = design.shown();
        Findings findings = design.findingsProperty().get();
        BlockDescription.Describer describer =
                new BlockDescription.Describer(design.document(), design.graph(), shown, findings, design.catalog());
        Set<String> present = new HashSet<>();
        for (BlockNode node : shown.blocks()) {
            if (present.add(node.id())) {
                BlockView view = blocks.get(node.id());
                if (view == null) {
                    view = new BlockView(node.id());
                    view.setZoom(zoom, actualSize);
                    blocks.put(node.id(), view);
                    blockLayer.getChildren().add(view);
                }
                view.show(describer.describe(node));
                move(view, node.position());
            }
        }
        blocks.values().removeIf(view -> {
            boolean gone = !present.contains(view.blockId());
            if (gone) {
                blockLayer.getChildren().remove(view);
            }
            return gone;
        });
        syncWires(shown);
        markWires(shown, findings);
        syncSelection();
    }

    private static void move(BlockView view, Position place) {
        if (view.getLayoutX() != place.x() || view.getLayoutY() != place.y()) {
            view.relocate(place.x(), place.y());
        }
    }

    private void syncWires(Graph shown) {
        Set<Wire> present = new HashSet<>(shown.wires());
        Iterator<WireView> views = wires.values().iterator();
        while (views.hasNext()) {
            WireView view = views.next();
            BlockView from = blocks.get(view.wire().from().block());
            BlockView to = blocks.get(view.wire().to().block());
            if (from == null || to == null || !present.contains(view.wire()) || !view.joins(from, to)) {
                wireLayer.getChildren().remove(view);
                views.remove();
            }
        }
        for (Wire wire : shown.wires()) {
            BlockView from = blocks.get(wire.from().block());
            BlockView to = blocks.get(wire.to().block());
            if (from != null && to != null && !wires.containsKey(wire)) {
                WireView view = new WireView(wire, from, to);
                view.setFar(zoom < actualSize * FAR);
                wires.put(wire, view);
                wireLayer.getChildren().add(view);
            }
        }
        layWires();
    }

    /** Wires make way for every block, so that any of them may have moved. */
    private void layWires() {
        Map<BlockView, Rectangle2D> boxes = new LinkedHashMap<>();
        blocks.values().forEach(view -> boxes.put(view, view.box()));
        wires.values().forEach(view -> view.lay(boxes));
    }

    /** A wire is broken when there is an error at the port where it ends. */
    private void markWires(Graph shown, Findings findings) {
        PortWords words = new PortWords(design.graph(), shown, findings);
        wires.values().forEach(view -> {
            view.setBroken(words.wrong(view.wire().to()));
            view.setAccessibleText(words.of(view.wire()));
        });
        for (BlockView block : blocks.values()) {
            for (PortView port : block.ports()) {
                port.setWired(words.wired(port.port()));
                port.setBroken(port.input() && words.wrong(port.port()));
                port.setAccessibleText(words.of(port.port(), port.spec(), port.input()));
            }
        }
    }

    void syncSelection() {
        Set<String> selected = design.selectedBlocks();
        blocks.values().forEach(view -> {
            boolean now = selected.contains(view.blockId());
            view.setSelected(now, now && selected.size() == 1);
        });
        Wire wire = design.selectedWireProperty().get();
        wires.values().forEach(view -> view.setSelected(view.wire().equals(wire)));
    }

    void setZoom(double nowZoom, double nowActualSize) {
        if (nowZoom != zoom || nowActualSize != actualSize) {
            zoom = nowZoom;
            actualSize = nowActualSize;
            blocks.values().forEach(view -> view.setZoom(zoom, actualSize));
            wires.values().forEach(view -> view.setFar(zoom < actualSize * FAR));
        }
    }

    Collection<BlockView> blocks() {
        return blocks.values();
    }

    Optional<BlockView> block(String id) {
        return Optional.ofNullable(blocks.get(id));
    }

    Optional<WireView> wire(@Nullable Wire wire) {
        return Optional.ofNullable(wire == null ? null : wires.get(wire));
    }

    Collection<WireView> wires() {
        return wires.values();
    }

    Optional<PortView> port(PortRef port, boolean input) {
        return block(port.block()).map(view -> view.port(port.port(), input));
    }

    /** Where a port's middle is; the edge of its block if there is no such port. */
    Point2D portAt(PortRef port, boolean input) {
        return block(port.block())
                .map(view -> {
                    PortView dot = view.port(port.port(), input);
                    return dot == null
                            ? new Point2D(view.getLayoutX() + (input ? 0 : BlockView.WIDTH), view.getLayoutY() + 20)
                            : new Point2D(view.getLayoutX() + dot.getCenterX(), view.getLayoutY() + dot.getCenterY());
                })
                .orElse(Point2D.ZERO);
    }

    Map<String, Rectangle2D> boxes() {
        Map<String, Rectangle2D> boxes = new LinkedHashMap<>();
        blocks.forEach((id, view) -> boxes.put(id, view.box()));
        return boxes;
    }

    /** The area of some blocks, all if none are named; empty if there is none. */
    Optional<Rectangle2D> area(Collection<String> ids) {
        List<Rectangle2D> boxes = blocks.values().stream()
                .filter(view -> ids.isEmpty() || ids.contains(view.blockId()))
                .map(BlockView::box)
                .toList();
        return Boxes.around(boxes);
    }

    /** Shows blocks elsewhere than the document says. */
    void preview(Map<String, Position> places) {
        if (places.isEmpty()) {
            design.shown().blocks().forEach(node -> block(node.id()).ifPresent(view -> move(view, node.position())));
        } else {
            places.forEach((id, place) -> block(id).ifPresent(view -> move(view, place)));
        }
        layWires();
    }

    /**
     * What lies at a place. Ports reach a little beyond their dots, blocks above lie before blocks below.
     *
     * @param reach how far a port or wire may be missed, in canvas units
     */
    Target targetAt(Point2D place, double reach) {
        Target.@Nullable Port nearest = null;
        double best = reach;
        List<BlockView> views = new ArrayList<>(blocks.values());
        for (BlockView view : views) {
            Rectangle2D box = view.box();
            Rectangle2D wide = new Rectangle2D(
                    box.getMinX() - 40, box.getMinY() - reach, box.getWidth() + 80, box.getHeight() + 2 * reach);
            if (wide.contains(place)) {
                PortView plus = view.plusPort();
                if (plus != null && place.distance(box.getMaxX() + 21, box.getMinY() + plus.getCenterY()) <= 11) {
                    return new Target.Plus(plus.port());
                }
                for (PortView port : view.ports()) {
                    if (!port.isVisible()) {
                        continue;
                    }
                    double distance =
                            place.distance(box.getMinX() + port.getCenterX(), box.getMinY() + port.getCenterY());
                    if (distance < best) {
                        best = distance;
                        nearest = new Target.Port(port.port(), port.input());
                    }
                }
            }
        }
        if (nearest != null) {
            return nearest;
        }
        for (BlockView view : views.reversed()) {
            if (view.box().contains(place)) {
                String parameter = view.parameterAt(place.getY() - view.getLayoutY());
                return parameter == null
                        ? new Target.Block(view.blockId())
                        : new Target.Parameter(view.blockId(), parameter);
            }
        }
        Wire wire = wireAt(place, reach * 0.7, List.of());
        return wire == null ? new Target.Space() : new Target.OnWire(wire);
    }

    /** The wire nearest to a place, other than those of some blocks. */
    @Nullable
    Wire wireAt(Point2D place, double reach, List<String> exceptOf) {
        double best = Double.POSITIVE_INFINITY;
        Wire nearest = null;
        for (WireView view : wires.values()) {
            Wire wire = view.wire();
            if (!exceptOf.contains(wire.from().block())
                    && !exceptOf.contains(wire.to().block())) {
                double distance = view.distance(place, reach);
                if (distance < best) {
                    best = distance;
                    nearest = wire;
                }
            }
        }
        return nearest;
    }
}
