package dev.braid.app;

import dev.braid.visuals.document.Notice;
import dev.braid.visuals.theme.Tip;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** A line above the work that says what happened and offers what can be done; gone while there is nothing to say. */
final class NoticeBar extends HBox {
    private static final double ACTIONS_WRAP = 420;

    private final ObjectProperty<@Nullable Notice> notice;

    NoticeBar(ObjectProperty<@Nullable Notice> notice) {
        this.notice = notice;
        getStyleClass().add("notice-bar");
        setAlignment(Pos.CENTER_LEFT);
        setAccessibleRole(AccessibleRole.TEXT);
        notice.subscribe(this::show);
    }

    private void show(@Nullable Notice now) {
        setVisible(now != null);
        setManaged(now != null);
        getChildren().clear();
        if (now == null) {
            return;
        }
        getStyleClass().removeIf(style -> style.startsWith("notice-") && !style.equals("notice-bar"));
        getStyleClass()
                .add(
                        switch (now.level()) {
                            case INFORMATION -> "notice-information";
                            case WARNING -> "notice-warning";
                            case ERROR -> "notice-error";
                        });
        FontIcon glyph = new FontIcon(
                switch (now.level()) {
                    case INFORMATION -> "mdi2i-information-outline";
                    case WARNING -> "mdi2a-alert-outline";
                    case ERROR -> "mdi2a-alert-circle-outline";
                });
        Label text = new Label(now.text());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        setAccessibleText(now.text());
        getChildren().addAll(glyph, text);
        if (!now.actions().isEmpty()) {
            FlowPane actions = new FlowPane(6, 4);
            actions.setPrefWrapLength(ACTIONS_WRAP);
            actions.setAlignment(Pos.CENTER_RIGHT);
            for (Notice.Action action : now.actions()) {
                Button button = new Button(action.title());
                button.setMnemonicParsing(false);
                button.getStyleClass().add("small");
                button.setOnAction(event -> action.run().run());
                actions.getChildren().add(button);
            }
            getChildren().add(actions);
        }
        Button close = new Button(null, new FontIcon("mdi2c-close"));
        close.getStyleClass().addAll("flat", "small", "button-icon");
        close.setAccessibleText("Dismiss");
        Tip.on(close, "Dismiss");
        close.setOnAction(event -> notice.set(null));
        getChildren().add(close);
    }
}
