package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.OpenDesign;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.KeyCode;

/** Going from block to block by keys: left and right along the wires, up and down to the nearest. With shift, to the wires themselves. */
final class Walk {
    private final OpenDesign design;
    private final GraphLayer graph;
    /** Whether the wires that are walked along leave a block, not arrive at it. */
    private boolean forwards = true;

    Walk(OpenDesign design, GraphLayer graph) {
        this.design = design;
        this.graph = graph;
    }

    /** Selects the next block in that direction, the first one if nothing is selected; says whether there is one. */
    boolean go(KeyCode direction) {
        Map<String, Rectangle2D> boxes = graph.boxes();
        Wire wire = design.selectedWireProperty().get();
        if (wire != null) {
            boolean back = direction == KeyCode.LEFT || direction == KeyCode.UP;
            design.select(List.of((back ? wire.from() : wire.to()).block()));
            return true;
        }
        if (boxes.isEmpty()) {
            return false;
        }
        String here = design.selectedBlocks().stream().findFirst().orElse(null);
        Rectangle2D box = here == null ? null : boxes.get(here);
        Optional<String> next;
        if (here == null || box == null) {
            next = boxes.entrySet().stream()
                    .min(Comparator.comparingDouble(entry -> entry.getValue().getMinX()))
                    .map(Map.Entry::getKey);
        } else {
            List<String> wired = switch (direction) {
                case RIGHT -> along(here, true).toList();
                case LEFT -> along(here, false).toList();
                default -> List.of();
            };
            next = boxes.entrySet().stream()
                    .filter(entry -> wired.contains(entry.getKey()))
                    .min(Comparator.comparingDouble(
                            entry -> Boxes.middle(entry.getValue()).distance(Boxes.middle(box))))
                    .map(Map.Entry::getKey)
                    .or(() -> nearest(boxes, here, direction));
        }
        next.ifPresent(id -> design.select(List.of(id)));
        return next.isPresent();
    }

    /**
     * Selects a wire that leaves the selected block, or (to the left) one that arrives at it. From a wire, up and down go to the next one at
     * the same block: the one it was reached from.
     */
    void wires(KeyCode direction) {
        Wire here = design.selectedWireProperty().get();
        if (here == null) {
            forwards = direction != KeyCode.LEFT && direction != KeyCode.UP;
            design.selectedBlocks().stream()
                    .findFirst()
                    .ifPresent(block -> wiresOf(block).stream().findFirst().ifPresent(this::select));
        } else if (direction == KeyCode.LEFT || direction == KeyCode.RIGHT) {
            go(direction);
        } else {
            List<Wire> all = wiresOf((forwards ? here.from() : here.to()).block());
            if (!all.isEmpty()) {
                select(all.get(Math.floorMod(all.indexOf(here) + (direction == KeyCode.DOWN ? 1 : -1), all.size())));
            }
        }
    }

    private List<Wire> wiresOf(String block) {
        return design.shown().wires().stream()
                .filter(wire -> (forwards ? wire.from() : wire.to()).block().equals(block))
                .sorted(Comparator.comparingDouble(wire -> graph.portAt(forwards ? wire.to() : wire.from(), forwards)
                        .getY()))
                .toList();
    }

    private void select(Wire wire) {
        design.select(List.of());
        design.selectedWireProperty().set(wire);
    }

    private Stream<String> along(String block, boolean forwards) {
        return design.shown().wires().stream()
                .filter(wire -> (forwards ? wire.from() : wire.to()).block().equals(block))
                .map(wire -> forwards ? wire.to().block() : wire.from().block());
    }

    /** The nearest block in that direction, those straight ahead before those aside. */
    private static Optional<String> nearest(Map<String, Rectangle2D> boxes, String here, KeyCode direction) {
        Point2D from = Boxes.middle(boxes.getOrDefault(here, Rectangle2D.EMPTY));
        double dx = direction == KeyCode.RIGHT ? 1 : direction == KeyCode.LEFT ? -1 : 0;
        double dy = direction == KeyCode.DOWN ? 1 : direction == KeyCode.UP ? -1 : 0;
        String best = null;
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Rectangle2D> entry : boxes.entrySet()) {
            Point2D way = Boxes.middle(entry.getValue()).subtract(from);
            double ahead = way.getX() * dx + way.getY() * dy;
            double aside = Math.abs(way.getX() * dy) + Math.abs(way.getY() * dx);
            if (!entry.getKey().equals(here) && ahead > 1 && ahead + 2 * aside < least) {
                least = ahead + 2 * aside;
                best = entry.getKey();
            }
        }
        return Optional.ofNullable(best);
    }
}
