package dev.braid.visuals.canvas;

import dev.braid.engine.block.Problem;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.document.OpenDesign;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/** The menu of the right mouse button: what the window adds for what was clicked, then the canvas's own edits. */
final class CanvasMenu {
    private final GraphCanvas canvas;
    private final OpenDesign design;
    private final ContextMenu menu = new ContextMenu();
    private Function<Target, List<MenuItem>> more = target -> List.of();

    CanvasMenu(GraphCanvas canvas, OpenDesign design) {
        this.canvas = canvas;
        this.design = design;
    }

    void setMore(Function<Target, List<MenuItem>> items) {
        more = items;
    }

    void show(Target target, double screenX, double screenY) {
        List<MenuItem> items = new ArrayList<>(more.apply(target));
        if (!items.isEmpty()) {
            items.add(new SeparatorMenuItem());
        }
        switch (target) {
            case Target.Block(String id) -> addForBlock(items, id);
            case Target.Parameter(String id, String _) -> addForBlock(items, id);
            case Target.Port(var port, boolean _) -> addForBlock(items, port.block());
            case Target.OnWire _ -> {
                items.add(item("Insert a block…", canvas::quickAdd));
                items.add(item("Remove the wire", canvas::delete));
            }
            case Target.Plus _, Target.Space() -> addForSpace(items);
        }
        menu.getItems().setAll(items);
        menu.show(canvas, screenX, screenY);
    }

    void hide() {
        menu.hide();
    }

    private void addForBlock(List<MenuItem> items, String id) {
        for (Problem problem : design.findingsProperty().get().of(design.graph(), id)) {
            Problem.Fix fix = problem.fix();
            if (fix != null) {
                items.add(item(fix.title(), () -> design.repair(fix)));
            }
        }
        if (!items.isEmpty() && !(items.getLast() instanceof SeparatorMenuItem)) {
            items.add(new SeparatorMenuItem());
        }
        int selected = design.selectedBlocks().size();
        boolean placed = design.placedBy(id).isPresent();
        if (selected <= 1) {
            items.add(item("Add a block after it…", canvas::quickAdd));
            items.add(item("Wire it to…", () -> canvas.wire(false)));
            items.add(item("Rename", canvas::rename));
            if (placed) {
                items.add(item("Enter", canvas::enterSelected));
                items.add(item("Unpack", canvas::unpack));
            }
            items.add(new SeparatorMenuItem());
        } else {
            Menu align = new Menu("Align");
            for (Arrangement arrangement : Arrangement.values()) {
                align.getItems().add(item(arrangement.title(), () -> canvas.align(arrangement)));
            }
            items.add(align);
        }
        items.add(item("Group", canvas::group));
        items.add(item("Duplicate", canvas::duplicate));
        items.add(item("Cut", canvas::cut));
        items.add(item("Copy", canvas::copy));
        items.add(new SeparatorMenuItem());
        items.add(item("Delete", canvas::delete));
    }

    private void addForSpace(List<MenuItem> items) {
        items.add(item("Add a block…", canvas::quickAdd));
        items.add(item("Paste", canvas::paste));
        items.add(item("Select all", canvas::selectAll));
        items.add(new SeparatorMenuItem());
        items.add(item("Lay out automatically", canvas::autoLayout));
        items.add(item("Show everything", canvas::fit));
        if (!design.graph().isEmpty()) {
            items.add(item("Leave the sub-graph", canvas::leave));
        }
    }

    private static MenuItem item(String title, Runnable action) {
        MenuItem item = new MenuItem(title);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> action.run());
        return item;
    }
}
