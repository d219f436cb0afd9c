package dev.braid.app.training.view;

import dev.braid.visuals.theme.Tip;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;
import org.kordamp.ikonli.javafx.FontIcon;

/** Controls as this panel wants them: with an accessible text and a tool tip each. */
final class Controls {
    private Controls() {}

    static Button button(String glyph, String title, String help, Runnable action) {
        Button button = new Button(title, new FontIcon(glyph));
        button.setMnemonicParsing(false);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(title.isEmpty() ? help : title);
        button.setAccessibleHelp(help);
        Tip.on(button, help);
        button.setOnAction(event -> action.run());
        return button;
    }

    static Label label(String text, String... styles) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styles);
        return label;
    }

    /** A choice of a few things, bound to where it is kept. */
    static <T> ComboBox<T> choice(String title, List<T> items, Function<T, String> words, Property<T> kept) {
        ComboBox<T> box = new ComboBox<>();
        box.getItems().setAll(items);
        box.setMinWidth(90);
        box.setConverter(new Words<>(items, words));
        box.setAccessibleText(title);
        Tip.on(box, title);
        box.valueProperty().bindBidirectional(kept);
        return box;
    }

    private static final class Words<T> extends StringConverter<T> {
        private final List<T> items;
        private final Function<T, String> words;

        Words(List<T> items, Function<T, String> words) {
            this.items = List.copyOf(items);
            this.words = words;
        }

        @Override
        public String toString(T value) {
            return value == null ? "" : words.apply(value);
        }

        @Override
        public T fromString(String text) {
            return items.stream()
                    .filter(item -> words.apply(item).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no choice '" + text + "'"));
        }
    }
}
