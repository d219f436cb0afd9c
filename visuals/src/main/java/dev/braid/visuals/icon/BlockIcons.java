package dev.braid.visuals.icon;

import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Makes the drawing of a block type, in the colour of the text around it. */
public final class BlockIcons {
    private BlockIcons() {}

    /** The drawing of that block type, {@code size} pixels wide and high; a neutral one for an unknown type. */
    public static Node icon(String blockType, double size) {
        Region icon = new Region();
        icon.setMinSize(size, size);
        icon.setMaxSize(size, size);
        icon.getStyleClass().addAll("block-icon", "block-icon-" + blockType);
        return icon;
    }
}
