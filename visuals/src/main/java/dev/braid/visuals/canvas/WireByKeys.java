package dev.braid.visuals.canvas;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.canvas.gesture.Surface;
import dev.braid.visuals.canvas.gesture.Verdict;
import dev.braid.visuals.canvas.gesture.Verdicts;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.document.Ports;
import dev.braid.visuals.feed.UiThread;
import dev.braid.visuals.theme.Theme;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.jspecify.annotations.Nullable;

/** Wiring without a mouse: a searchable list of the ports that the selected block's output could be led to. */
final class WireByKeys {
    private final OpenDesign design;
    private final Surface surface;
    private final SearchList list;
    private final Viewport viewport;
    private int asked;

    WireByKeys(OpenDesign design, Surface surface, SearchList list, Viewport viewport) {
        this.design = design;
        this.surface = surface;
        this.list = list;
        this.viewport = viewport;
    }

    /** Opens the list for the selected block: from its outputs, or (backwards) into its inputs. */
    void open(boolean backwards) {
        BlockNode block = design.selectedBlocks().size() == 1
                ? design.shown()
                        .block(design.selectedBlocks().iterator().next())
                        .orElse(null)
                : null;
        if (block == null) {
            design.noticeProperty().set(Notice.warning("Select one block to wire it."));
            return;
        }
        Ports ports = Ports.of(design.document(), design.shown(), block, design.catalog());
        List<PortSpec> own = backwards ? ports.inputs() : ports.outputs();
        if (own.isEmpty()) {
            design.noticeProperty()
                    .set(Notice.warning(block.id() + " has no " + (backwards ? "input" : "output") + " to wire."));
            return;
        }
        List<Verdicts> verdicts = own.stream()
                .map(port -> new Verdicts(design, new PortRef(block.id(), port.name()), !backwards, null))
                .toList();
        Rectangle2D box = surface.boxes().getOrDefault(block.id(), Rectangle2D.EMPTY);
        Point2D at = viewport.view(backwards ? box.getMinX() - SearchList.WIDTH : box.getMaxX() + 20, box.getMinY());
        String heading = (backwards ? "Wire into " : "Wire from ") + block.id();
        int ticket = ++asked;
        Function<String, List<Choice>> search =
                typed -> Choice.matching(typed, choices(own, block, backwards, verdicts, box));
        list.open(heading, search, at.getX(), at.getY());
        surface.background().execute(() -> {
            verdicts.forEach(one -> one.candidates().forEach(one::on));
            UiThread.run(() -> {
                if (ticket == asked) {
                    list.update(search);
                }
            });
        });
    }

    private List<Choice> choices(
            List<PortSpec> own, BlockNode block, boolean backwards, List<Verdicts> verdicts, Rectangle2D box) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Rectangle2D> boxes = surface.boxes();
        for (int i = 0; i < own.size(); i++) {
            PortRef origin = new PortRef(block.id(), own.get(i).name());
            Map<PortRef, Verdict> known = verdicts.get(i).known();
            for (PortRef port : verdicts.get(i).candidates()) {
                PortRef from = backwards ? port : origin;
                PortRef to = backwards ? origin : port;
                boolean there = design.shown().wires().contains(new Wire(from, to));
                if (!there) {
                    Rectangle2D other = boxes.getOrDefault(port.block(), box);
                    double away = Boxes.middle(other).distance(Boxes.middle(box));
                    candidates.add(new Candidate(from, to, port, known.get(port), away));
                }
            }
        }
        candidates.sort(Comparator.comparingInt(Candidate::rank).thenComparingDouble(Candidate::away));
        boolean several = own.size() > 1;
        List<Choice> choices = new ArrayList<>();
        candidates.forEach(candidate -> choices.add(choice(candidate, several)));
        for (Wire wire : design.shown().wires()) {
            if ((backwards ? wire.to() : wire.from()).block().equals(block.id())) {
                choices.add(removal(wire, (backwards ? wire.from() : wire.to()).block()));
            }
        }
        return choices;
    }

    private Choice removal(Wire wire, String other) {
        return new Choice(
                typeOf(other),
                style(other),
                "Take the wire away",
                wire.from() + " → " + wire.to(),
                "",
                false,
                () -> design.edit(now -> Edits.disconnect(now, design.graph(), wire.to())));
    }

    private String typeOf(String block) {
        return design.shown().block(block).map(BlockNode::type).orElse("");
    }

    private String style(String block) {
        return Theme.categoryStyle(
                design.catalog().find(typeOf(block)).map(BlockType::category).orElse(BlockType.Category.STRUCTURE));
    }

    private Choice choice(Candidate candidate, boolean several) {
        PortRef port = candidate.port;
        Verdict verdict = candidate.verdict;
        String taken = design.shown().wires().stream()
                .filter(wire -> wire.to().equals(candidate.to))
                .map(wire -> "in place of " + wire.from().block())
                .findFirst()
                .orElse("");
        String remark = verdict == null || verdict.fits() ? "" : verdict.words();
        String title = several ? candidate.from + " → " + candidate.to : port.block() + "  ·  " + port.port();
        return new Choice(
                typeOf(port.block()),
                style(port.block()),
                title,
                taken.isEmpty() ? typeTitle(port.block()) : typeTitle(port.block()) + ", " + taken,
                remark,
                verdict != null && verdict.kind() == Verdict.Kind.REFUSED,
                () -> connect(candidate));
    }

    private String typeTitle(String block) {
        String type = typeOf(block);
        return design.catalog().find(type).map(BlockType::title).orElse(type);
    }

    private void connect(Candidate candidate) {
        if (design.edit(now -> Edits.connect(now, design.graph(), candidate.from, candidate.to))) {
            surface.offerRepair(candidate.to);
        }
    }

    private record Candidate(
            PortRef from,
            PortRef to,
            PortRef port,
            @Nullable Verdict verdict,
            double away) {
        int rank() {
            return verdict == null ? 1 : verdict.kind().ordinal() * 2;
        }
    }
}
