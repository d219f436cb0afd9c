package dev.braid.visuals.canvas;

import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.canvas.Suggestions.Suggestion;
import dev.braid.visuals.canvas.gesture.Insertion;
import dev.braid.visuals.canvas.gesture.Snapper;
import dev.braid.visuals.canvas.gesture.Steps;
import dev.braid.visuals.canvas.gesture.Surface;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.document.Ports;
import dev.braid.visuals.palette.BlockOffer;
import dev.braid.visuals.palette.BlockSearch;
import dev.braid.visuals.theme.Theme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javafx.geometry.Dimension2D;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** The list of blocks that could come next; taking one adds it and wires it, as one step. */
final class QuickAdd {
    private static final double GAP = 60;

    private final OpenDesign design;
    private final Surface surface;
    private final SearchList list;
    private final Viewport viewport;
    private final Suggestions suggestions;

    QuickAdd(OpenDesign design, Surface surface, SearchList list, Viewport viewport) {
        this.design = design;
        this.surface = surface;
        this.list = list;
        this.viewport = viewport;
        this.suggestions = new Suggestions(design);
    }

    /** After the selected block or into the selected wire; otherwise in the middle of what is seen. */
    void open() {
        Wire wire = design.selectedWireProperty().get();
        if (wire != null) {
            openFor(wire);
            return;
        }
        if (design.selectedBlocks().size() == 1) {
            BlockNode block = design.shown()
                    .block(design.selectedBlocks().iterator().next())
                    .orElse(null);
            if (block != null) {
                Ports ports = Ports.of(design.document(), design.shown(), block, design.catalog());
                if (!ports.outputs().isEmpty()) {
                    openFor(new PortRef(block.id(), ports.outputs().getFirst().name()), true, null);
                    return;
                }
            }
        }
        openAt(Boxes.middle(viewport.seen()));
    }

    /** A block at a place, without a wire. */
    void openAt(Point2D place) {
        Position at = new Position(Snapper.grid(place.getX()), Snapper.grid(place.getY()));
        show("Add a block", null, true, place, suggestion -> addAt(suggestion, at, null, true));
    }

    /**
     * A block that is wired to a port.
     *
     * @param place where its port should be, or null for beside the port's block
     */
    void openFor(PortRef origin, boolean originIsOutput, @Nullable Point2D place) {
        Point2D port = surface.portAt(origin, !originIsOutput);
        Point2D end = place == null ? port.add(originIsOutput ? GAP : -GAP, 0) : place;
        String heading = originIsOutput ? "Add after " + origin.block() : "Add before " + origin.block();
        show(heading, origin, originIsOutput, end, suggestion -> {
            double height = surface.sizeOf(node(suggestion.offer())).getHeight();
            double x = Snapper.grid(originIsOutput ? end.getX() : end.getX() - BlockView.WIDTH);
            // the first port lies 42 below the top: the wire is straight
            Position at = new Position(x, Math.rint(end.getY() - 42));
            addAt(suggestion, place == null ? free(at, height) : at, origin, originIsOutput);
        });
    }

    private void openFor(Wire wire) {
        Point2D from = surface.portAt(wire.from(), false);
        Point2D to = surface.portAt(wire.to(), true);
        Point2D middle = from.midpoint(to);
        show(
                "Insert between " + wire.from().block() + " and " + wire.to().block(),
                wire.from(),
                true,
                middle,
                taken -> {
                    BlockNode block = node(taken.offer());
                    Dimension2D size = surface.sizeOf(block);
                    Rectangle2D box = new Rectangle2D(
                            Snapper.grid(middle.getX() - size.getWidth() / 2),
                            Math.rint(from.getY() - 42),
                            size.getWidth(),
                            size.getHeight());
                    Insertion.of(design, block)
                            .ifPresentOrElse(
                                    insertion -> {
                                        design.edit(now -> insertion.add(design, block, wire, box, surface.boxes()));
                                        design.select(List.of(block.id()));
                                        surface.offerRepair(new PortRef(block.id(), insertion.input()));
                                    },
                                    () -> addAt(taken, new Position(box.getMinX(), box.getMinY()), null, true));
                });
    }

    private void show(
            String heading,
            @Nullable PortRef origin,
            boolean originIsOutput,
            Point2D place,
            Consumer<Suggestion> taken) {
        Map<BlockOffer, Suggestion> offered = new LinkedHashMap<>();
        suggestions.at(origin, originIsOutput).forEach(suggestion -> offered.put(suggestion.offer(), suggestion));
        Point2D view = viewport.view(place.getX(), place.getY());
        list.open(
                heading,
                typed -> BlockSearch.matching(typed, List.copyOf(offered.keySet())).stream()
                        .map(offer -> choice(offer, offered.get(offer), taken))
                        .toList(),
                view.getX(),
                view.getY() - 60);
    }

    private static Choice choice(BlockOffer offer, @Nullable Suggestion suggestion, Consumer<Suggestion> taken) {
        Suggestion chosen = suggestion == null ? new Suggestion(offer, "", null) : suggestion;
        return new Choice(
                offer.type(),
                Theme.categoryStyle(offer.category()),
                offer.title(),
                offer.category().title(),
                chosen.remark(),
                false,
                () -> taken.accept(chosen));
    }

    private BlockNode node(BlockOffer offer) {
        return offer.node(design.document(), design.graph());
    }

    /** Adds a block, wired to a port if one is given, and selects it. */
    private void addAt(Suggestion suggestion, Position at, @Nullable PortRef origin, boolean originIsOutput) {
        BlockNode block = node(suggestion.offer()).at(at);
        String port = suggestion.port();
        boolean added = design.edit(now -> {
            Steps steps = new Steps("add " + block.id(), now)
                    .then(document -> Edits.addBlock(document, design.graph(), block));
            if (origin != null && port != null) {
                PortRef end = new PortRef(block.id(), port);
                steps.then(document -> Edits.connect(
                        document, design.graph(), originIsOutput ? origin : end, originIsOutput ? end : origin));
            }
            return steps.edit();
        });
        if (added) {
            design.select(List.of(block.id()));
            if (origin != null && port != null) {
                surface.offerRepair(originIsOutput ? new PortRef(block.id(), port) : origin);
            }
        }
    }

    /** Adds a block near a place, where there is room, without a wire. */
    void addNear(BlockOffer offer, Point2D place) {
        Dimension2D size = surface.sizeOf(node(offer));
        Position at = new Position(
                Snapper.grid(place.getX() - size.getWidth() / 2), Snapper.grid(place.getY() - size.getHeight() / 2));
        addAt(new Suggestion(offer, "", null), free(at, size.getHeight()), null, true);
    }

    /** The first place below that is not taken. */
    private Position free(Position wanted, double height) {
        Position at = wanted;
        for (int tries = 0; tries < 50; tries++) {
            Rectangle2D box = new Rectangle2D(at.x() - 10, at.y() - 10, BlockView.WIDTH + 20, height + 20);
            Rectangle2D hit = surface.boxes().values().stream()
                    .filter(box::intersects)
                    .findFirst()
                    .orElse(null);
            if (hit == null) {
                return at;
            }
            at = new Position(at.x(), Snapper.grid(hit.getMaxY() + Snapper.GRID * 1.5));
        }
        return at;
    }
}
