package dev.braid.visuals.problems;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.visuals.document.Designs;
import dev.braid.visuals.document.OpenDesign;
import dev.braid.visuals.robot.Pictures;
import dev.braid.visuals.robot.Robot;
import dev.braid.visuals.theme.Appearance;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that is wrong, in one list that leads to it. */
class ProblemListTest {
    private final Appearance appearance = new Appearance();
    private Robot robot;
    private OpenDesign design;
    private ProblemList problems;

    @BeforeEach
    void show() {
        robot = Robot.show(
                () -> {
                    design = Designs.open(Designs.small());
                    problems = new ProblemList();
                    problems.designProperty().set(design);
                    return new BorderPane(problems);
                },
                520,
                260);
        robot.run(() -> appearance.dress(robot.stage().getScene()));
    }

    @AfterEach
    void close() {
        robot.close();
    }

    private void breakIt() {
        robot.run(() -> {
            design.edit(document -> Edits.setParameter(document, "", "attention", "heads", new ParamValue.Whole(3)));
            design.edit(document -> Edits.disconnect(document, "", new PortRef("mamba", "in")));
        });
    }

    @Test
    void a_sound_design_says_so() {
        assertThat(robot.sees("No problems: this design can be trained as it stands."))
                .isTrue();
        assertThat(problems.errorCountProperty().get()).isZero();
        Pictures.take(robot, appearance, "problems-none");
    }

    @Test
    void a_click_leads_to_the_block_and_the_button_repairs() {
        breakIt();
        assertThat(problems.errorCountProperty().get()).isGreaterThanOrEqualTo(2);
        Pictures.take(robot, appearance, "problems");
        ProblemRow row = robot.find(".problem-clickable");
        robot.click(row);
        assertThat(robot.on(() -> List.copyOf(design.selectedBlocks())))
                .containsExactly(row.problem().block());
        int before = problems.errorCountProperty().get();
        robot.click(robot.<Button>find(".problem-repair"));
        assertThat(problems.errorCountProperty().get()).isLessThan(before);
    }

    @Test
    void the_keyboard_goes_through_the_list_and_leads_to_the_block() {
        breakIt();
        Node first = robot.find(".problem-clickable");
        robot.run(first::requestFocus);
        robot.keys(KeyCode.END).keys(KeyCode.ENTER);
        assertThat(robot.on(() -> List.copyOf(design.selectedBlocks()))).hasSize(1);
        assertThat(robot.on(() -> robot.stage().getScene().getFocusOwner())).isInstanceOf(ProblemRow.class);
        assertThat(first.getAccessibleText()).startsWith("Error at ");
    }

    @Test
    void counts_are_said_in_words() {
        assertThat(ProblemList.words(0, 0)).isEqualTo("No problems");
        assertThat(ProblemList.words(1, 0)).isEqualTo("1 problem");
        assertThat(ProblemList.words(2, 1)).isEqualTo("2 problems, 1 warning");
        assertThat(ProblemList.words(0, 3)).isEqualTo("3 warnings");
    }
}
