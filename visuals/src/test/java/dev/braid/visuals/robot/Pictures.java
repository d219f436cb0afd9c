package dev.braid.visuals.robot;

import dev.braid.visuals.theme.Appearance;
import dev.braid.visuals.theme.Theme;
import java.nio.file.Path;
import java.util.Locale;

/** Pictures of a window in light and dark, written only when {@code -Dbraid.pictures=FOLDER} asks for them. */
public final class Pictures {
    private Pictures() {}

    /** Takes both pictures, and comes back to light. */
    public static void take(Robot robot, Appearance appearance, String name) {
        String folder = System.getProperty("braid.pictures");
        if (folder == null) {
            return;
        }
        for (Theme theme : new Theme[] {Theme.DARK, Theme.LIGHT}) {
            robot.run(() -> appearance.themeProperty().set(theme));
            robot.snapshot(Path.of(folder, name + "-" + theme.name().toLowerCase(Locale.ROOT) + ".png"));
        }
    }
}
