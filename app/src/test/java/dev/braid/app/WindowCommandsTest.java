package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.app.command.Command;
import dev.braid.app.settings.Settings;
import dev.braid.app.settings.UserFolders;
import dev.braid.app.workspace.FileDialogs;
import dev.braid.visuals.robot.Robot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.util.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry as the window fills it. */
class WindowCommandsTest {
    @TempDir
    Path folder;

    private Robot robot;
    private Studio studio;
    private MainWindow window;

    @BeforeEach
    void open() {
        robot = Robot.show(
                () -> {
                    studio = new Studio(
                            UserFolders.within(folder), Settings.FIRST, FileDialogs.NOBODY, Duration.minutes(1));
                    window = new MainWindow(studio, () -> {});
                    return window;
                },
                1200,
                800);
        robot.run(() -> {
            window.dress(window.getScene());
            window.openFirstDesigns();
        });
    }

    @AfterEach
    void close() {
        robot.close();
        studio.close(() -> {});
    }

    @Test
    void ids_titles_and_shortcuts_are_unique() {
        List<Command> all = window.commands().all();
        assertThat(all).extracting(Command::id).doesNotHaveDuplicates();
        assertThat(all).extracting(Command::title).doesNotHaveDuplicates();
        assertThat(all.stream().flatMap(command -> command.shortcuts().stream()))
                .extracting(KeyCombination::getDisplayText)
                .doesNotHaveDuplicates();
    }

    @Test
    void every_command_either_edits_or_leaves_the_document_alone() {
        Map<Command.Kind, List<Command>> kinds =
                window.commands().all().stream().collect(Collectors.groupingBy(Command::kind));
        assertThat(kinds).containsOnlyKeys(Command.Kind.values());
        assertThat(kinds.get(Command.Kind.EDITS)).extracting(Command::id).contains("undo", "delete", "layout", "group");
    }

    @Test
    void what_only_views_leaves_every_document_as_it_was() {
        List<Object> before = robot.on(this::documents);
        List<String> outside = List.of("quit", "close", "full-screen");
        for (Command command : window.commands().all()) {
            if (command.kind() == Command.Kind.VIEW && !outside.contains(command.id())) {
                robot.run(command::run);
                assertThat(robot.on(this::documents)).as(command.id()).containsAll(before);
                robot.keys(KeyCode.ESCAPE);
            }
        }
    }

    private List<Object> documents() {
        return studio.workspace.open().stream()
                .<Object>map(file -> file.design().document())
                .toList();
    }

    @Test
    void every_command_is_in_a_menu() {
        MenuBar bar = robot.find(".menu-bar");
        List<String> ids = new ArrayList<>();
        for (Menu menu : bar.getMenus()) {
            menu.getItems().stream().map(MenuItem::getId).forEach(ids::add);
        }
        assertThat(ids)
                .containsAll(window.commands().all().stream()
                        .map(command -> "menu-" + command.id())
                        .toList());
    }

    @Test
    void the_palette_finds_a_command_by_a_few_letters_and_runs_it() {
        robot.keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
        robot.type("presenter").keys(KeyCode.ENTER);
        assertThat(robot.on(() -> studio.appearance.presentingProperty().get())).isTrue();
        assertThat(robot.sees("#command-search")).isFalse();
    }

    @Test
    void escape_closes_the_palette_and_does_nothing() {
        robot.keys(KeyCode.CONTROL, KeyCode.K);
        assertThat(robot.sees("#command-search")).isTrue();
        robot.keys(KeyCode.ESCAPE);
        assertThat(robot.sees("#command-search")).isFalse();
    }

    @Test
    void a_question_mark_opens_the_shortcuts_but_not_while_typing() {
        robot.run(() -> window.palette().focusSearch());
        robot.type("?");
        assertThat(robot.sees("#shortcut-sheet")).isFalse();
        robot.keys(KeyCode.F1);
        assertThat(robot.sees("#shortcut-sheet")).isTrue();
        robot.click("#close-shortcuts");
        assertThat(robot.sees("#shortcut-sheet")).isFalse();
    }
}
