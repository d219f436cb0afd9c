package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.SubGraph.Promotion;
import dev.braid.engine.graph.edit.SubGraphEdits;
import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;

/** Shows parameters of blocks inside a sub-graph on the block that places it, and hides them again. */
final class Promotions {
    private final OpenDesign design;

    Promotions(OpenDesign design) {
        this.design = design;
    }

    /** The menu item for a parameter of a block inside the sub-graph that is shown. */
    MenuItem toggle(String subGraph, String block, ParamSpec spec) {
        SubGraph inside = design.document().subGraphs().get(subGraph);
        Optional<Promotion> promoted = inside == null ? Optional.empty() : promotion(inside, block, spec);
        if (promoted.isPresent()) {
            return hide(subGraph, promoted.get());
        }
        MenuItem show = new MenuItem("Show on the blocks that place " + subGraph);
        show.setOnAction(event -> promote(subGraph, block, spec));
        return show;
    }

    MenuItem hide(String subGraph, Promotion promotion) {
        MenuItem hide = new MenuItem("Hide from the blocks that place " + subGraph);
        hide.setOnAction(event -> demote(subGraph, promotion));
        return hide;
    }

    /** A button that offers all parameters of the blocks inside. */
    MenuButton chooser(String subGraph, SubGraph inside) {
        MenuButton button = new MenuButton("Inner parameters");
        button.setId("inner-parameters");
        button.setAccessibleHelp("Chooses which parameters of the blocks inside are shown here.");
        for (BlockNode block : inside.graph().blocks()) {
            List<ParamSpec> parameters =
                    Described.of(design.catalog(), design.document(), block).parameters();
            if (!parameters.isEmpty()) {
                Menu menu = new Menu(block.id());
                for (ParamSpec spec : parameters) {
                    menu.getItems().add(item(subGraph, inside, block, spec));
                }
                button.getItems().add(menu);
            }
        }
        button.setDisable(button.getItems().isEmpty());
        return button;
    }

    private MenuItem item(String subGraph, SubGraph inside, BlockNode block, ParamSpec spec) {
        Optional<Promotion> promoted = promotion(inside, block.id(), spec);
        CheckMenuItem item = new CheckMenuItem(spec.title());
        item.setSelected(promoted.isPresent());
        item.setOnAction(event -> promoted.ifPresentOrElse(
                promotion -> demote(subGraph, promotion), () -> promote(subGraph, block.id(), spec)));
        return item;
    }

    private static Optional<Promotion> promotion(SubGraph inside, String block, ParamSpec spec) {
        return inside.promoted().stream()
                .filter(promotion ->
                        promotion.block().equals(block) && promotion.parameter().equals(spec.name()))
                .findFirst();
    }

    /** Promotes under the parameter's own name, or where that is taken under the block's and its name. */
    private void promote(String subGraph, String block, ParamSpec spec) {
        design.endGesture();
        design.edit(document -> {
            SubGraph inside = document.subGraphs().get(subGraph);
            Set<String> taken = inside == null
                    ? Set.of()
                    : inside.promoted().stream().map(Promotion::name).collect(Collectors.toSet());
            boolean own = dev.braid.engine.block.Structure.SUB_GRAPH_PARAMETERS.stream()
                    .anyMatch(structure -> structure.name().equals(spec.name()));
            String name = spec.name();
            if (own || taken.contains(name)) {
                name = block + "-" + spec.name();
            }
            return SubGraphEdits.promote(document, subGraph, new Promotion(name, block, spec.name()));
        });
    }

    private void demote(String subGraph, Promotion promotion) {
        design.endGesture();
        design.edit(document -> SubGraphEdits.demote(document, subGraph, promotion.name()));
    }
}
