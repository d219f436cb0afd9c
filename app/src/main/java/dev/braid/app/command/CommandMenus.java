package dev.braid.app.command;

import dev.braid.visuals.theme.Tip;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleButton;
import org.kordamp.ikonli.javafx.FontIcon;

/** Menus and toolbar buttons, made of the registry. */
public final class CommandMenus {
    private CommandMenus() {}

    /** The menu bar: a menu for each category that has commands. */
    public static MenuBar menuBar(Commands commands) {
        MenuBar bar = new MenuBar();
        for (Command.Category category : Command.Category.values()) {
            List<MenuItem> items = new ArrayList<>();
            for (Command command : commands.of(category)) {
                if (command.beginsGroup() && !items.isEmpty()) {
                    items.add(new SeparatorMenuItem());
                }
                items.add(menuItem(command));
            }
            if (!items.isEmpty()) {
                Menu menu = new Menu(category.title());
                menu.setId("menu-" + category.title().toLowerCase(java.util.Locale.ROOT));
                menu.getItems().setAll(items);
                bar.getMenus().add(menu);
            }
        }
        return bar;
    }

    /** A menu item; an item that switches shows whether it is on. */
    public static MenuItem menuItem(Command command) {
        MenuItem item;
        if (command.chosen() != null) {
            CheckMenuItem check = new CheckMenuItem();
            check.selectedProperty().bindBidirectional(command.chosen());
            item = check;
        } else {
            item = new MenuItem();
            item.setOnAction(event -> command.run());
        }
        item.setId("menu-" + command.id());
        item.textProperty().bind(command.label());
        item.setMnemonicParsing(false);
        item.disableProperty().bind(Bindings.not(command.enabled()));
        if (!command.shortcuts().isEmpty() && command.scope() == Command.Scope.WINDOW) {
            item.setAccelerator(command.shortcuts().getFirst());
        }
        return item;
    }

    /** A toolbar button that shows the glyph alone, or with its title where that helps. */
    public static ButtonBase button(Command command, boolean withTitle) {
        ButtonBase button;
        if (command.chosen() != null) {
            ToggleButton toggle = new ToggleButton();
            toggle.selectedProperty().bindBidirectional(command.chosen());
            button = toggle;
        } else {
            button = new Button();
            button.setOnAction(event -> command.run());
        }
        button.setId("button-" + command.id());
        button.setText(command.title());
        button.setMnemonicParsing(false);
        button.setGraphic(glyph(command));
        button.setContentDisplay(withTitle ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY);
        button.getStyleClass().addAll("flat", "toolbar-button");
        button.disableProperty().bind(Bindings.not(command.enabled()));
        button.setAccessibleText(command.title());
        Tip.on(button, command.tip());
        return button;
    }

    private static Node glyph(Command command) {
        return new FontIcon(command.glyph());
    }
}
