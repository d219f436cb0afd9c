package dev.braid.visuals.robot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The hands are right before anything is tested with them. */
class RobotTest {
    private final List<String> heard = new ArrayList<>();
    private Robot robot;

    @BeforeEach
    void show() {
        robot = Robot.show(
                () -> {
                    Button button = new Button("Press");
                    button.setOnAction(event -> heard.add("pressed"));
                    TextField field = new TextField();
                    field.setId("field");
                    field.relocate(0, 100);
                    Pane pane = new Pane(button, field);
                    pane.setOnMouseDragged(event -> heard.add(event.isPrimaryButtonDown() ? "dragged" : "moved"));
                    pane.setOnScroll(event -> heard.add(scroll(event)));
                    pane.addEventFilter(MouseEvent.MOUSE_CLICKED, event -> {
                        if (event.isControlDown()) {
                            heard.add("control-clicked");
                        }
                    });
                    return pane;
                },
                640,
                480);
    }

    private static String scroll(ScrollEvent event) {
        return (event.getDeltaY() > 0 ? "up" : "down") + " at " + Math.round(event.getSceneX()) + ","
                + Math.round(event.getSceneY()) + (event.isControlDown() ? " with control" : "");
    }

    @AfterEach
    void close() {
        robot.close();
    }

    @Test
    void a_click_presses_a_button() {
        robot.click("Press");
        assertThat(heard).contains("pressed");
    }

    @Test
    void a_drag_carries_its_button() {
        robot.drag(300, 300, 400, 350);
        assertThat(heard).contains("dragged").doesNotContain("moved");
    }

    @Test
    void the_wheel_knows_where_it_is_and_which_keys_are_held() {
        robot.holding(KeyCode.CONTROL, () -> robot.wheel(320, 240, 1));
        assertThat(heard).contains("up at 320,240 with control");
    }

    @Test
    void a_click_knows_which_keys_are_held() {
        robot.holding(KeyCode.CONTROL, () -> robot.clickAt(320, 240));
        assertThat(heard).contains("control-clicked");
    }

    @Test
    void typing_arrives_in_the_field_that_has_the_focus() {
        robot.click("#field").type("merge attention");
        assertThat(robot.<TextField>find("#field").getText()).isEqualTo("merge attention");
    }
}
