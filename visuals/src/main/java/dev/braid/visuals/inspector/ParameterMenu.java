package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.BlockNode;
import java.util.List;
import javafx.scene.control.MenuItem;

/** What else can be done with a parameter, in its context menu: the program adds sweeps. */
@FunctionalInterface
public interface ParameterMenu {
    /** The items for a parameter of a block of the graph that is shown, made when the menu opens. */
    List<MenuItem> items(BlockNode block, ParamSpec parameter);
}
