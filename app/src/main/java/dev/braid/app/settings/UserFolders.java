package dev.braid.app.settings;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folders of one user, by the conventions of the desktop (XDG).
 *
 * @param settings the file of the settings
 * @param recovery copies of unsaved designs, a folder for each running program
 * @param runs what was trained
 */
public record UserFolders(Path settings, Path recovery, Path runs) {
    /** Those of the user who started the program. */
    public static UserFolders ofThisUser() {
        return of(System::getenv, Path.of(System.getProperty("user.home", ".")));
    }

    /** Everything inside one folder. */
    public static UserFolders within(Path folder) {
        return new UserFolders(folder.resolve("settings.json"), folder.resolve("recovery"), folder.resolve("runs"));
    }

    static UserFolders of(Function<String, @Nullable String> environment, Path home) {
        return new UserFolders(
                folder(environment.apply("XDG_CONFIG_HOME"), home.resolve(".config"))
                        .resolve("settings.json"),
                folder(environment.apply("XDG_STATE_HOME"), home.resolve(".local/state"))
                        .resolve("recovery"),
                folder(environment.apply("XDG_DATA_HOME"), home.resolve(".local/share"))
                        .resolve("runs"));
    }

    private static Path folder(@Nullable String given, Path otherwise) {
        // A relative path is to be ignored, says the convention.
        Path base = given != null && given.startsWith("/") ? Path.of(given) : otherwise;
        return base.resolve("braid");
    }
}
