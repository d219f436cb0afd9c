package dev.braid.visuals.canvas;

import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.Position;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.Clipboard;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.engine.graph.edit.SubGraphEdits;
import dev.braid.visuals.document.Notice;
import dev.braid.visuals.document.OpenDesign;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.geometry.Rectangle2D;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DataFormat;

/** What is done to the selection: each command is one edit, and a refusal is said as a notice. */
final class EditCommands {
    private static final double SHIFT = 40;

    private final OpenDesign design;
    private final GraphLayer graph;
    private int pastes;
    private String lastCopied = "";

    EditCommands(OpenDesign design, GraphLayer graph) {
        this.design = design;
        this.graph = graph;
    }

    private List<String> selected() {
        return design.shown().blocks().stream()
                .map(BlockNode::id)
                .filter(design.selectedBlocks()::contains)
                .distinct()
                .toList();
    }

    void delete() {
        List<String> ids = selected();
        Wire wire = design.selectedWireProperty().get();
        if (!ids.isEmpty()) {
            design.edit(now -> Edits.removeBlocks(now, design.graph(), ids));
        } else if (wire != null) {
            design.edit(now -> Edits.disconnect(now, design.graph(), wire.to()));
        }
    }

    void duplicate() {
        List<String> ids = selected();
        if (!ids.isEmpty()) {
            paste(Clipboard.copy(design.document(), design.graph(), ids), new Position(SHIFT, SHIFT), "duplicate ");
        }
    }

    boolean copy() {
        List<String> ids = selected();
        if (ids.isEmpty()) {
            return false;
        }
        String text = DesignFile.toJson(Clipboard.copy(design.document(), design.graph(), ids));
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        javafx.scene.input.Clipboard.getSystemClipboard().setContent(content);
        lastCopied = text;
        pastes = 0;
        return true;
    }

    void cut() {
        if (copy()) {
            delete();
            pastes = -1;
        }
    }

    /** Pastes where it was copied from, a little aside; into the middle of what is seen if that is far away. */
    void paste(Rectangle2D seen) {
        Object text = javafx.scene.input.Clipboard.getSystemClipboard().getContent(DataFormat.PLAIN_TEXT);
        if (!(text instanceof String json) || json.isBlank()) {
            design.noticeProperty().set(Notice.warning("There is nothing to paste: copy some blocks first."));
            return;
        }
        Architecture copied;
        try {
            copied = DesignFile.read(json, "the clipboard");
        } catch (DesignFormatException e) {
            design.noticeProperty()
                    .set(Notice.warning(
                            "The clipboard holds no blocks: " + e.getMessage() + ". Copy some blocks first."));
            return;
        }
        if (!json.equals(lastCopied)) {
            lastCopied = json;
            pastes = 0;
        }
        pastes++;
        double aside = SHIFT * pastes;
        Position shift = new Position(aside, aside);
        Rectangle2D place = Boxes.around(copied.graph().blocks().stream()
                        .map(block -> new Rectangle2D(
                                block.position().x() + aside, block.position().y() + aside, BlockView.WIDTH, 100))
                        .toList())
                .orElse(seen);
        if (!seen.intersects(place)) {
            shift = new Position(
                    shift.x() + Boxes.middle(seen).getX() - Boxes.middle(place).getX(),
                    shift.y() + Boxes.middle(seen).getY() - Boxes.middle(place).getY());
        }
        paste(copied, shift, "paste ");
    }

    private void paste(Architecture copied, Position shift, String verb) {
        AtomicReference<List<String>> ids = new AtomicReference<>(List.of());
        boolean pasted = design.edit(now -> {
            Clipboard.Paste paste = Clipboard.paste(now, design.graph(), copied, shift);
            ids.set(paste.ids());
            String what = paste.ids().size() == 1
                    ? paste.ids().getFirst()
                    : paste.ids().size() + " blocks";
            return new GraphEdit.Group(verb + what, List.of(paste.edit()));
        });
        if (pasted) {
            design.select(ids.get());
        }
    }

    void selectAll() {
        design.select(design.shown().blocks().stream().map(BlockNode::id).toList());
    }

    /** Moves the selected blocks; presses of one key in a row are one step. */
    void nudge(double x, double y) {
        List<String> ids = selected();
        if (ids.isEmpty()) {
            return;
        }
        Map<String, Position> places = new LinkedHashMap<>();
        Map<String, Rectangle2D> boxes = graph.boxes();
        ids.forEach(id -> {
            Rectangle2D box = boxes.get(id);
            if (box != null) {
                places.put(id, new Position(box.getMinX() + x, box.getMinY() + y));
            }
        });
        design.edit(now -> Edits.moveBlocks(now, design.graph(), places), List.of("nudge", ids));
    }

    void arrange(Arrangement arrangement) {
        Map<String, Rectangle2D> boxes = new LinkedHashMap<>(graph.boxes());
        boxes.keySet().retainAll(new HashSet<>(selected()));
        if (boxes.size() < arrangement.fewest()) {
            design.noticeProperty()
                    .set(Notice.warning(
                            arrangement.title() + ": select at least " + arrangement.fewest() + " blocks first."));
            return;
        }
        design.edit(now -> Edits.moveBlocks(now, design.graph(), arrangement.apply(boxes)));
    }

    void group(String name) {
        List<String> ids = selected();
        if (ids.isEmpty()) {
            design.noticeProperty().set(Notice.warning("Select the blocks to be grouped first."));
            return;
        }
        Set<String> before = new HashSet<>(
                design.shown().blocks().stream().map(BlockNode::id).toList());
        if (design.edit(now -> SubGraphEdits.group(now, design.graph(), ids, name))) {
            design.select(design.shown().blocks().stream()
                    .map(BlockNode::id)
                    .filter(id -> !before.contains(id))
                    .toList());
        }
    }

    /** A name for a new sub-graph that is not taken. */
    String freeGroupName() {
        Set<String> taken = design.document().subGraphs().keySet();
        String name = "layer";
        for (int i = 2; taken.contains(name); i++) {
            name = "layer " + i;
        }
        return name;
    }

    void unpack() {
        List<String> placed = design.shown().blocks().stream()
                .filter(block -> block.type().equals(Structure.SUB_GRAPH))
                .map(BlockNode::id)
                .filter(design.selectedBlocks()::contains)
                .toList();
        if (placed.size() != 1) {
            design.noticeProperty().set(Notice.warning("Select one sub-graph block to unpack it."));
            return;
        }
        Set<String> before = new HashSet<>(
                design.shown().blocks().stream().map(BlockNode::id).toList());
        if (design.edit(now -> SubGraphEdits.unpack(now, design.graph(), placed.getFirst()))) {
            design.select(design.shown().blocks().stream()
                    .map(BlockNode::id)
                    .filter(id -> !before.contains(id))
                    .toList());
        }
    }

    void rename(String id, String newId) {
        if (!id.equals(newId) && design.edit(now -> Edits.renameBlock(now, design.graph(), id, newId))) {
            design.select(List.of(newId));
        }
    }
}
