package dev.braid.visuals.theme;

import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;

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

    /** How many times as large as usual texts and marks are. */
    public double scale() {
        return presenting.get() ? StyleSheets.PRESENTING_SIZE / StyleSheets.USUAL_SIZE : 1;
    }

    /** Gives a scene this look, now and whenever it changes. Pop-ups take it from the scene they belong to. */
    public void dress(Scene scene) {
        Runnable dress = () -> {
            scene.setUserAgentStylesheet(StyleSheets.base(theme.get()));
            scene.getStylesheets().setAll(StyleSheets.ours(theme.get(), presenting.get()));
        };
        theme.addListener((property, before, now) -> dress.run());
        presenting.addListener((property, before, now) -> dress.run());
        dress.run();
    }

    /** The style sheets behind {@link #dress}. */
    static final class StyleSheets {
        static final double USUAL_SIZE = 13;
        static final double PRESENTING_SIZE = 19;

        /** In the order of the owners; a part of the window that has no sheet of its own has none. */
        static final List<String> PARTS = List.of(
                "controlsfx.css", "braid.css", "canvas.css", "forms.css", "chart.css", "training.css", "shell.css");

        private StyleSheets() {}

        /** AtlantaFX, in place of JavaFX's own. */
        static String base(Theme theme) {
            return switch (theme) {
                case LIGHT -> "/atlantafx/base/theme/primer-light.css";
                case DARK -> "/atlantafx/base/theme/primer-dark.css";
            };
        }

        static List<String> ours(Theme theme, boolean presenting) {
            List<String> sheets = new ArrayList<>();
            sheets.add(Colours.sheet(theme, presenting ? PRESENTING_SIZE : USUAL_SIZE));
            for (String part : PARTS) {
                URL url = Appearance.class.getResource(part);
                if (url != null) {
                    sheets.add(url.toExternalForm());
                }
            }
            return sheets;
        }
    }
}
