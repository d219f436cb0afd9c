package dev.braid.app;

import dev.braid.app.settings.RememberedSettings;
import dev.braid.visuals.feed.UiThread;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Orientation;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * The window's panels: palette, designs, inspector, and the curves below. Each but the designs can be folded away; sizes
 * are remembered in pixels, so that a larger window gives its room to the designs.
 */
final class Panels extends StackPane {
    private final RememberedSettings settings;
    private final SplitPane columns = new SplitPane();
    private final SplitPane rows = new SplitPane();
    private final Region designs;
    private final Map<String, Panel> panels = new LinkedHashMap<>();
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
        this.designs = designs;
        columns.setOrientation(Orientation.HORIZONTAL);
        rows.setOrientation(Orientation.VERTICAL);
        columns.getStyleClass().add("panel-columns");
        rows.getStyleClass().add("panel-rows");
        add("palette", new Panel(columns, palette, true, 220, new SimpleBooleanProperty(true)));
        add("inspector", new Panel(columns, inspector, false, 290, new SimpleBooleanProperty(true)));
        add("below", new Panel(rows, below, false, 320, new SimpleBooleanProperty(true)));
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
            placeDividers();
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

    private void arrange() {
        arranging = true;
        Panel below = panel("below");
        rows.getItems().setAll(designs);
        if (below.shown().get()) {
            rows.getItems().add(below.region());
        }
        columns.getItems().setAll(rows);
        if (panel("palette").shown().get()) {
            columns.getItems().addFirst(panel("palette").region());
        }
        if (panel("inspector").shown().get()) {
            columns.getItems().addLast(panel("inspector").region());
        }
        arranging = false;
    }

    /** The dividers can be placed only once there is room, and the room is known only after a first layout. */
    private void whenSized() {
        if (!sized && columns.getWidth() > 0 && rows.getHeight() > 0) {
            sized = true;
            UiThread.later(this::placeDividers);
        }
    }

    /** Puts the dividers where they were; the designs keep at least a third of the room. */
    private void placeDividers() {
        panels.forEach((name, panel) -> {
            double room = panel.room();
            if (panel.shown().get() && room > 0) {
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
                ? Math.max(240, 0.4 * panel.room())
                : Math.clamp(panel.room() * panel.size() / 1440, 0.92 * panel.size(), 1.5 * panel.size());
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

    /** Gives the panel below that part of the height, for as long as it lasts. */
    void giveBelow(double part) {
        if (rows.getItems().size() == 2) {
            rows.setDividerPosition(0, 1 - part);
        }
    }

    /** Puts all panels back to the sizes that are remembered. */
    void restore() {
        placeDividers();
    }
}
