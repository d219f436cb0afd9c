package dev.braid.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.theme.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        Settings settings = Settings.FIRST
                .with(Theme.DARK)
                .with(new Settings.Window(1000, 700, true))
                .withDivider("palette", 220)
                .withCollapsed(Set.of("inspector"))
                .withRecentFile(Path.of("/designs/first.json"))
                .withRecentFile(Path.of("/designs/second.json"))
                .started();
        Path file = folder.resolve("deep/settings.json");
        SettingsFile.write(file, settings);

        assertThat(SettingsFile.read(file)).isEqualTo(settings);
        assertThat(settings.recentFiles())
                .containsExactly(Path.of("/designs/second.json"), Path.of("/designs/first.json"));
    }

    @Test
    void settings_that_make_no_sense_are_the_first_ones() throws IOException {
        Path file = folder.resolve("settings.json");
        for (String text :
                new String[] {"", "{", "[]", "{\"window\": 3, \"dividers\": {\"left\": -7}, \"theme\": \"pink\"}"}) {
            Files.writeString(file, text);
            assertThat(SettingsFile.read(file)).as(text).isEqualTo(Settings.FIRST);
        }
        assertThat(SettingsFile.read(folder.resolve("nowhere.json"))).isEqualTo(Settings.FIRST);
    }

    @Test
    void a_file_is_recent_once_and_only_so_many_are() {
        Settings settings = Settings.FIRST;
        for (int i = 0; i < 40; i++) {
            settings = settings.withRecentFile(Path.of("/" + i % 20 + ".json"));
        }
        assertThat(settings.recentFiles()).hasSize(12).doesNotHaveDuplicates().startsWith(Path.of("/19.json"));
    }

    @Test
    void folders_follow_the_conventions_of_the_desktop() {
        Path home = Path.of("/somebody");
        UserFolders plain = UserFolders.of(name -> null, home);
        assertThat(plain.settings()).isEqualTo(home.resolve(".config/braid/settings.json"));
        assertThat(plain.recovery()).isEqualTo(home.resolve(".local/state/braid/recovery"));

        UserFolders moved =
                UserFolders.of(Map.of("XDG_STATE_HOME", "/state", "XDG_CONFIG_HOME", "not/absolute")::get, home);
        assertThat(moved.recovery()).isEqualTo(Path.of("/state/braid/recovery"));
        assertThat(moved.settings()).isEqualTo(plain.settings());
    }
}
