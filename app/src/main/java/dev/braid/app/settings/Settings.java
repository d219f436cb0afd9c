package dev.braid.app.settings;

import dev.braid.visuals.theme.Theme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is remembered.
 *
 * @param theme light or dark
 * @param window where the window was and how large
 * @param dividers how large the panels were, in pixels, by name
 * @param collapsed which panels were folded away, by name
 * @param recentFiles designs that were open, the newest first
 * @param startedBefore whether the program was started before
 */
public record Settings(
        Theme theme,
        Window window,
        Map<String, Double> dividers,
        Set<String> collapsed,
        List<Path> recentFiles,
        boolean startedBefore) {
    /** What holds before anything was chosen. */
    public static final Settings FIRST =
            new Settings(Theme.LIGHT, new Window(1440, 900, false), Map.of(), Set.of(), List.of(), false);

    private static final int MOST_RECENT_FILES = 12;

    public Settings {
        dividers = Map.copyOf(dividers);
        collapsed = Set.copyOf(collapsed);
        recentFiles = List.copyOf(recentFiles);
    }

    /**
     * The size of the window.
     *
     * @param width in pixels
     * @param height in pixels
     * @param maximised whether it fills the screen
     */
    public record Window(double width, double height, boolean maximised) {}

    /** With another theme. */
    public Settings with(Theme other) {
        return new Settings(other, window, dividers, collapsed, recentFiles, startedBefore);
    }

    /** With another size of the window. */
    public Settings with(Window other) {
        return new Settings(theme, other, dividers, collapsed, recentFiles, startedBefore);
    }

    /** With a panel of another size. */
    public Settings withDivider(String name, double pixels) {
        Map<String, Double> changed = new LinkedHashMap<>(dividers);
        changed.put(name, pixels);
        return new Settings(theme, window, changed, collapsed, recentFiles, startedBefore);
    }

    /** With other panels folded away. */
    public Settings withCollapsed(Set<String> names) {
        return new Settings(theme, window, dividers, names, recentFiles, startedBefore);
    }

    /** With a file at the head of the recent ones. */
    public Settings withRecentFile(Path file) {
        List<Path> files = new java.util.ArrayList<>(recentFiles);
        files.remove(file);
        files.addFirst(file);
        return new Settings(
                theme,
                window,
                dividers,
                collapsed,
                files.subList(0, Math.min(files.size(), MOST_RECENT_FILES)),
                startedBefore);
    }

    /** Without a file that is no longer there. */
    public Settings withoutRecentFile(Path file) {
        return new Settings(
                theme,
                window,
                dividers,
                collapsed,
                recentFiles.stream().filter(other -> !other.equals(file)).toList(),
                startedBefore);
    }

    /** No longer the first start. */
    public Settings started() {
        return new Settings(theme, window, dividers, collapsed, recentFiles, true);
    }
}
