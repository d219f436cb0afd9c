package dev.braid.app;

import dev.braid.app.settings.RememberedSettings;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * The window's panels: palette, designs, inspector, and the curves below. Each but the designs can be folded away; sizes
 * are remembered in pixels, so that a larger window gives its room to the designs.
 */
final class Panels extends StackPane {
    /** In a window that is narrower, the inspector is folded away at first. */
    private static final double NARROW = 1150;
    /** Where there is less height, curves for an audience leave more of it to the designs. */
    private static final double LOW = 700;

    private static final double MOST = 0.65;
    private static final double LESS = 0.6;

    private final RememberedSettings settings;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final Map<String, Panel> panels = new LinkedHashMap<>();
    private boolean alone;
    private boolean arranging;
    private boolean sized;

    /**
     * A panel that can be folded away.
     *
     * @param split what it lies in
     * @param region what it shows
     * @param first whether it lies before what stays
     * @param size its size as long as nobody has changed it
     */
    private record Panel(SplitPane split, Region region, boolean first, double size, BooleanProperty shown) {
        boolean horizontal() {
            return split.getOrientation() == Orientation.HORIZONTAL;
        }

        double room() {
            return horizontal() ? split.getWidth() : split.getHeight();
        }

        double present() {
            return horizontal() ? region.getWidth() : region.getHeight();
        }
    }

    Panels(RememberedSettings settings, Region palette, Region designs, Region inspector, Region below) {
        this.settings = settings;
        columns.setOrientation(Orientation.HORIZONTAL);
        rows.setOrientation(Orientation.VERTICAL);
        columns.getStyleClass().add("panel-columns");
        rows.getStyleClass().add("panel-rows");
        add("palette", new Panel(columns, palette, true, 220, new SimpleBooleanProperty(true)));
        add("inspector", new Panel(columns, inspector, false, 290, new SimpleBooleanProperty(true)));
        add("below", new Panel(rows, below, false, 320, new SimpleBooleanProperty(true)));
        rows.getItems().setAll(designs);
        columns.getItems().setAll(rows);
        getChildren().add(columns);
        arrange();
        for (SplitPane split : new SplitPane[] {columns, rows}) {
            split.widthProperty().addListener(observable -> whenSized());
            split.heightProperty().addListener(observable -> whenSized());
        }
    }

    private void add(String name, Panel panel) {
        panels.put(name, panel);
        panel.shown().set(!settings.get().collapsed().contains(name));
        SplitPane.setResizableWithParent(panel.region(), false);
        panel.shown().addListener(observable -> {
            rememberSizes();
            Set<String> hidden = new LinkedHashSet<>();
            panels.forEach((each, other) -> {
                if (!other.shown().get()) {
                    hidden.add(each);
                }
            });
            settings.change(now -> now.withCollapsed(hidden));
            arrange();
        });
    }

    /** Whether the palette is there. */
    BooleanProperty paletteShown() {
        return shown("palette");
    }

    /** Whether the inspector is there. */
    BooleanProperty inspectorShown() {
        return shown("inspector");
    }

    /** Whether the curves are there. */
    BooleanProperty belowShown() {
        return shown("below");
    }

    private BooleanProperty shown(String name) {
        return panel(name).shown();
    }

    private Panel panel(String name) {
        Panel panel = panels.get(name);
        if (panel == null) {
            throw new IllegalArgumentException(name);
        }
        return panel;
    }

    /** Shows the designs without the panels around them, or with those that are not folded away. */
    void showDesignsAlone(boolean now) {
        if (alone != now) {
            rememberSizes();
            alone = now;
            arrange();
        }
    }

    private void arrange() {
        arranging = true;
        for (Panel panel : panels.values()) {
            List<Node> items = panel.split().getItems();
            boolean wanted = panel.shown().get() && !alone;
            if (wanted && !items.contains(panel.region())) {
                items.add(panel.first() ? 0 : items.size(), panel.region());
            } else if (!wanted) {
                items.remove(panel.region());
            }
        }
        arranging = false;
        placeDividersAfterLayout();
    }

    private void placeDividersAfterLayout() {
        if (sized) {
            AfterLayout.of(this, this::placeDividers);
        }
    }

    /** The dividers can be placed only once there is room, and the room is known only after a first layout. */
    private void whenSized() {
        if (!sized && columns.getWidth() > 0 && rows.getHeight() > 0) {
            sized = true;
            if (!settings.get().startedBefore() && columns.getWidth() < NARROW) {
                inspectorShown().set(false);
            }
            placeDividersAfterLayout();
        }
    }

    /** Puts the dividers where they were; the designs keep at least a third of the room. */
    private void placeDividers() {
        panels.forEach((name, panel) -> {
            double room = panel.room();
            if (panel.split().getItems().contains(panel.region()) && room > 0) {
                double wanted = settings.get().dividers().getOrDefault(name, defaultSize(name, panel));
                double part = Math.min(wanted / room, name.equals("below") ? 0.7 : 0.33);
                int index = panel.first() ? 0 : panel.split().getItems().size() - 2;
                panel.split().setDividerPosition(index, panel.first() ? part : 1 - part);
            }
        });
    }

    /** Curves want a good part of a large screen, and side panels a little more than on a small one. */
    private static double defaultSize(String name, Panel panel) {
        return name.equals("below")
                ? Math.max(290, 0.5 * panel.room())
                : Math.clamp(panel.room() * panel.size() / 1440, panel.size(), 1.5 * panel.size());
    }

    /** Notes how large the panels are now; called before they change by themselves and at the end. */
    void rememberSizes() {
        if (arranging || !sized) {
            return;
        }
        panels.forEach((name, panel) -> {
            double pixels = panel.present();
            boolean there = panel.split().getItems().contains(panel.region());
            double before = settings.get().dividers().getOrDefault(name, defaultSize(name, panel));
            if (there && pixels > 1 && Math.abs(pixels - before) > 8) {
                settings.change(now -> now.withDivider(name, pixels));
            }
        });
    }

    /** Gives the panel below most of the height, for as long as it lasts. */
    void enlargeBelow() {
        AfterLayout.of(this, () -> {
            if (rows.getItems().size() == 2) {
                rows.setDividerPosition(0, 1 - (rows.getHeight() < LOW ? LESS : MOST));
            }
        });
    }

    /** Puts all panels back to the sizes that are remembered. */
    void restore() {
        placeDividersAfterLayout();
    }
}
