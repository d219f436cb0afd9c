package dev.braid.visuals.theme;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;

/** How everything looks now; views that draw for themselves listen to it. */
public final class Appearance {
    private final ObjectProperty<Theme> theme = new SimpleObjectProperty<>(Theme.LIGHT);
    private final BooleanProperty presenting = new SimpleBooleanProperty(false);

    /** Light or dark. */
    public ObjectProperty<Theme> themeProperty() {
        return theme;
    }

    /** Whether everything is large enough for the last row of a lecture hall. */
    public BooleanProperty presentingProperty() {
        return presenting;
    }
}
