package dev.braid.app.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javafx.scene.Scene;

/** All commands of the window, in the order of the menus. */
public final class Commands {
    private final List<Command> all = new ArrayList<>();

    /** Adds commands behind those that are there. */
    public void add(Command... commands) {
        Collections.addAll(all, commands);
    }

    /** All of them. */
    public List<Command> all() {
        return Collections.unmodifiableList(all);
    }

    /** Those of one menu. */
    public List<Command> of(Command.Category category) {
        return all.stream().filter(command -> command.category() == category).toList();
    }

    /** The command of that id. */
    public Command get(String id) {
        return all.stream()
                .filter(command -> command.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no command is called " + id));
    }

    /** Makes a window hear the shortcuts that its menus do not: the second and further ones. */
    public void listenIn(Scene scene) {
        for (Command command : all) {
            if (command.scope() == Command.Scope.WINDOW) {
                command.shortcuts().stream()
                        .skip(1)
                        .forEach(keys -> scene.getAccelerators().put(keys, command::run));
            }
        }
    }
}
