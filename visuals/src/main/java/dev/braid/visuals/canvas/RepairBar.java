package dev.braid.visuals.canvas;

import dev.braid.engine.block.Problem;
import dev.braid.visuals.document.OpenDesign;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;

/** After a wire that does not fit: what is wrong, and a button that repairs it. Goes away with the problem. */
final class RepairBar extends HBox {
    private final OpenDesign design;
    private final Label words = new Label();
    private final Button repair = new Button();
    private final Button close = new Button("Leave it");
    private @Nullable Problem problem;

    RepairBar(OpenDesign design) {
        this.design = design;
        getStyleClass().add("repair-bar");
        setManaged(false);
        setVisible(false);
        words.setWrapText(true);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        repair.setId("canvas-repair");
        repair.getStyleClass().add("accent");
        repair.setMinWidth(USE_PREF_SIZE);
        close.setMinWidth(USE_PREF_SIZE);
        repair.setOnAction(event -> apply());
        close.setOnAction(event -> offer(null));
        getChildren().addAll(words, repair, close);
    }

    /** Shows a problem with its repair; null hides the bar. */
    void offer(@Nullable Problem offered) {
        problem = offered;
        setVisible(offered != null);
        if (offered != null) {
            words.setText(offered.block() + ": " + offered.text() + ".");
            Problem.Fix fix = offered.fix();
            repair.setVisible(fix != null);
            repair.setManaged(fix != null);
            repair.setText(fix == null ? "" : fix.title());
            requestLayout();
        }
    }

    @Nullable
    Problem offered() {
        return problem;
    }

    private void apply() {
        Problem now = problem;
        offer(null);
        if (now != null && now.fix() != null) {
            design.repair(now.fix());
        }
    }
}
