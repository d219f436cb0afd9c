package dev.braid.visuals.canvas;

import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.canvas.gesture.Snapper;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.layout.ElkLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import javafx.geometry.Rectangle2D;

/** Lays the graph out off the user-interface thread; one undo step; dropped if the document has moved on meanwhile. */
final class AutomaticLayout {
    private final OpenDesign design;
    private final GraphLayer graph;
    private final Glide glide;
    private final Executor background;

    AutomaticLayout(OpenDesign design, GraphLayer graph, Glide glide, Executor background) {
        this.design = design;
        this.graph = graph;
        this.glide = glide;
        this.background = background;
    }

    /** Begins; {@code done} is told when the blocks are in their new places. */
    void run(Runnable done) {
        long state = design.state();
        String shownGraph = design.graph();
        Graph shown = design.shown();
        List<ElkLayout.Box> boxes =
                graph.blocks().stream().map(AutomaticLayout::box).toList();
        List<ElkLayout.Link> links = shown.wires().stream()
                .map(wire -> new ElkLayout.Link(
                        wire.from().block(),
                        wire.from().port(),
                        wire.to().block(),
                        wire.to().port()))
                .toList();
        Rectangle2D area = graph.area(List.of()).orElse(Rectangle2D.EMPTY);
        background.execute(() -> {
            Map<String, Position> places = new LinkedHashMap<>();
            ElkLayout.arrange(boxes, links)
                    .forEach((id, place) -> places.put(
                            id,
                            new Position(
                                    Snapper.grid(area.getMinX()) + Math.rint(place.x()),
                                    Snapper.grid(area.getMinY()) + Math.rint(place.y()))));
            UiThread.run(() -> {
                if (design.state() == state && design.graph().equals(shownGraph)) {
                    Map<String, Rectangle2D> before = graph.boxes();
                    if (design.edit(now -> Edits.moveBlocks(now, shownGraph, places))) {
                        done.run();
                        glide.play(before, places);
                    }
                }
            });
        });
    }

    private static ElkLayout.Box box(BlockView view) {
        Map<String, Double> inputs = new LinkedHashMap<>();
        Map<String, Double> outputs = new LinkedHashMap<>();
        for (PortView port : view.ports()) {
            (port.input() ? inputs : outputs).put(port.port().port(), port.getCenterY());
        }
        return new ElkLayout.Box(view.blockId(), BlockView.WIDTH, view.boxHeight(), inputs, outputs);
    }
}
