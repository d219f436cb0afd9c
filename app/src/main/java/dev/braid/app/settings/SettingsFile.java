package dev.braid.app.settings;

import dev.braid.app.settings.Settings.Window;
import dev.braid.engine.export.SafeFile;
import dev.braid.visuals.theme.Theme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Settings as readable JSON. Whatever cannot be read has its first value: nothing here may keep the program from starting. */
public final class SettingsFile {
    private static final JsonMapper JSON = new JsonMapper();
    /** Pixels; more than any screen has. */
    private static final double LARGEST = 20_000;

    private SettingsFile() {}

    /** What a file remembers. */
    public static Settings read(Path file) {
        try {
            return Files.exists(file) ? settings(JSON.readTree(Files.readString(file))) : Settings.FIRST;
        } catch (IOException | JacksonException e) {
            return Settings.FIRST;
        }
    }

    /** Remembers settings. */
    public static void write(Path file, Settings settings) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            SafeFile.makeFolder(folder);
        }
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json(settings));
        SafeFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static Settings settings(JsonNode json) {
        Settings first = Settings.FIRST;
        Theme theme = json.path("theme").asString("").equals("dark") ? Theme.DARK : Theme.LIGHT;
        JsonNode size = json.path("window");
        Window window = new Window(
                size.path("width").asDouble(first.window().width()),
                size.path("height").asDouble(first.window().height()),
                size.path("maximised").asBoolean(false));
        Map<String, Double> dividers = new LinkedHashMap<>();
        json.path("dividers").properties().forEach(entry -> {
            double place = entry.getValue().asDouble(-1);
            if (place > 0 && place < LARGEST) {
                dividers.put(entry.getKey(), place);
            }
        });
        Set<String> collapsed = new LinkedHashSet<>();
        json.path("collapsed").values().forEach(name -> collapsed.add(name.asString("")));
        List<Path> files = new ArrayList<>();
        json.path("recent-files").values().forEach(name -> {
            try {
                files.add(Path.of(name.asString("")));
            } catch (InvalidPathException e) {
                // Written by another system: that file is not here.
            }
        });
        return new Settings(
                theme,
                window,
                dividers,
                collapsed,
                files,
                json.path("started-before").asBoolean(false));
    }

    private static ObjectNode json(Settings settings) {
        ObjectNode json = JSON.createObjectNode();
        json.put("theme", settings.theme().name().toLowerCase(Locale.ROOT));
        ObjectNode window = json.putObject("window");
        window.put("width", settings.window().width());
        window.put("height", settings.window().height());
        window.put("maximised", settings.window().maximised());
        ObjectNode dividers = json.putObject("dividers");
        settings.dividers().forEach(dividers::put);
        var collapsed = json.putArray("collapsed");
        settings.collapsed().forEach(collapsed::add);
        var files = json.putArray("recent-files");
        settings.recentFiles().forEach(file -> files.add(file.toString()));
        json.put("started-before", settings.startedBefore());
        return json;
    }
}
