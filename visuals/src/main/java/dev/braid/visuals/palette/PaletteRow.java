package dev.braid.visuals.palette;

import dev.braid.visuals.icon.BlockIcons;
import dev.braid.visuals.theme.Theme;
import dev.braid.visuals.theme.Tip;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** One block that can be added. */
final class PaletteRow extends HBox {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final double ICON = 18;

    private final BlockOffer offer;

    /**
     * A row.
     *
     * @param showCategory whether to write the drawer at the end, where rows of several drawers are mixed
     */
    PaletteRow(BlockOffer offer, boolean showCategory) {
        this.offer = offer;
        getStyleClass().addAll("palette-row", Theme.categoryStyle(offer.category()));
        Label title = new Label(offer.title());
        title.getStyleClass().add("palette-row-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setWrapText(true);
        title.setMinHeight(USE_PREF_SIZE);
        HBox.setHgrow(title, Priority.ALWAYS);
        getChildren().addAll(BlockIcons.icon(offer.type(), ICON), title);
        if (showCategory) {
            Label category = new Label(offer.category().title());
            category.getStyleClass().addAll("braid-small", "braid-muted");
            category.setMinWidth(USE_PREF_SIZE);
            getChildren().add(category);
        }
        Tip.on(this, offer.summary());
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        setAccessibleText(offer.title() + ", " + offer.category().title() + ". " + offer.summary());
        setAccessibleHelp("Enter adds it to the middle of the canvas.");
    }

    BlockOffer offer() {
        return offer;
    }

    /** Whether this is the row that Enter adds and that Tab reaches. */
    void setCurrent(boolean current) {
        pseudoClassStateChanged(CURRENT, current);
        setFocusTraversable(current);
    }
}
