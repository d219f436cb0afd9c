package dev.braid.app.training.view;

import dev.braid.visuals.document.Notice;
import javafx.beans.property.ObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;

/** What happened and what can be done about it, in a line; gone while there is nothing to say. */
final class NoticeLine extends HBox {
    private static final double ACTIONS_WRAP = 420;

    private Subscription subscription = Subscription.EMPTY;

    NoticeLine() {
        getStyleClass().add("notice-bar");
        setAlignment(Pos.CENTER_LEFT);
        show(null, () -> {});
    }

    /** Shows what that property holds. */
    void follow(ObjectProperty<@Nullable Notice> notice) {
        subscription.unsubscribe();
        subscription = notice.subscribe(now -> show(now, () -> notice.set(null)));
    }

    /** Shows a notice that stays for as long as it is true. */
    void show(@Nullable Notice notice, @Nullable Runnable dismiss) {
        setVisible(notice != null);
        setManaged(notice != null);
        getChildren().clear();
        if (notice == null) {
            return;
        }
        getStyleClass().removeIf(style -> style.startsWith("notice-") && !style.equals("notice-bar"));
        getStyleClass()
                .add(
                        switch (notice.level()) {
                            case INFORMATION -> "notice-information";
                            case WARNING -> "notice-warning";
                            case ERROR -> "notice-error";
                        });
        FontIcon glyph = new FontIcon(
                switch (notice.level()) {
                    case INFORMATION -> "mdi2i-information-outline";
                    case WARNING -> "mdi2a-alert-outline";
                    case ERROR -> "mdi2a-alert-circle-outline";
                });
        Label text = Controls.label(notice.text());
        text.setWrapText(true);
        text.setMinHeight(Region.USE_PREF_SIZE);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(text, Priority.ALWAYS);
        setAccessibleText(notice.text());
        getChildren().addAll(glyph, text);
        FlowPane actions = new FlowPane(6, 4);
        actions.setPrefWrapLength(ACTIONS_WRAP);
        actions.setAlignment(Pos.CENTER_RIGHT);
        for (Notice.Action action : notice.actions()) {
            Button button = new Button(action.title());
            button.setMnemonicParsing(false);
            button.setOnAction(event -> action.run().run());
            actions.getChildren().add(button);
        }
        if (!notice.actions().isEmpty()) {
            getChildren().add(actions);
        }
        if (dismiss != null) {
            Button close = Controls.button("mdi2c-close", "", "Dismiss this message", dismiss);
            close.getStyleClass().addAll("flat", "button-icon");
            getChildren().add(close);
        }
    }
}
