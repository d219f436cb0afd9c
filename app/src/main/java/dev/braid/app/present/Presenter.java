package dev.braid.app.present;

import dev.braid.visuals.theme.Appearance;
import javafx.beans.property.BooleanProperty;

/** Switches to what an audience should see, larger and without the panels that only the author needs, and back. */
public final class Presenter {
    private final Appearance appearance;
    private final BooleanProperty palette;
    private final BooleanProperty inspector;
    private final Runnable enlarge;
    private final Runnable restore;
    private boolean paletteBefore;
    private boolean inspectorBefore;

    /**
     * Follows {@link Appearance#presentingProperty}.
     *
     * @param palette whether the palette is there
     * @param inspector whether the inspector is there
     * @param enlarge gives the curves most of the room
     * @param restore gives everything its usual room
     */
    public Presenter(
            Appearance appearance,
            BooleanProperty palette,
            BooleanProperty inspector,
            Runnable enlarge,
            Runnable restore) {
        this.appearance = appearance;
        this.palette = palette;
        this.inspector = inspector;
        this.enlarge = enlarge;
        this.restore = restore;
        appearance.presentingProperty().addListener((property, before, presenting) -> {
            if (presenting) {
                begin();
            } else {
                end();
            }
        });
    }

    /** Whether an audience is looking. */
    public BooleanProperty presentingProperty() {
        return appearance.presentingProperty();
    }

    private void begin() {
        paletteBefore = palette.get();
        inspectorBefore = inspector.get();
        palette.set(false);
        inspector.set(false);
        enlarge.run();
    }

    private void end() {
        palette.set(paletteBefore);
        inspector.set(inspectorBefore);
        restore.run();
    }
}
