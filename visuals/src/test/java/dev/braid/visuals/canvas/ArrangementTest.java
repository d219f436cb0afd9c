package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Position;
import dev.braid.visuals.canvas.gesture.Snapper;
import java.util.List;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

/** Where blocks go when they are aligned, distributed and snapped. */
class ArrangementTest {
    private static final Map<String, Rectangle2D> BOXES = Map.of(
            "a", new Rectangle2D(0, 0, 100, 50),
            "b", new Rectangle2D(130, 30, 100, 80),
            "c", new Rectangle2D(500, 10, 100, 50));

    @Test
    void edges_come_into_one_line() {
        assertThat(Arrangement.TOP.apply(BOXES)).containsEntry("b", new Position(130, 0));
        assertThat(Arrangement.BOTTOM.apply(BOXES)).containsEntry("a", new Position(0, 60));
        assertThat(Arrangement.RIGHT.apply(BOXES)).containsEntry("a", new Position(500, 0));
        assertThat(Arrangement.CENTRE.apply(BOXES)).containsEntry("c", new Position(250, 10));
    }

    @Test
    void gaps_become_equal() {
        assertThat(Arrangement.DISTRIBUTE_HORIZONTALLY.apply(BOXES))
                .containsEntry("a", new Position(0, 0))
                .containsEntry("b", new Position(250, 30))
                .containsEntry("c", new Position(500, 10));
    }

    @Test
    void too_few_blocks_stay_where_they_are() {
        Map<String, Rectangle2D> two = Map.of("a", BOXES.get("a"), "b", BOXES.get("b"));
        assertThat(Arrangement.DISTRIBUTE_VERTICALLY.apply(two)).isEmpty();
    }

    @Test
    void a_block_near_the_edge_of_another_snaps_to_it_and_a_guide_says_so() {
        Snapper snapper = new Snapper(List.of(new Rectangle2D(200, 300, 100, 50)), 7);
        Snapper.Snapped snapped = snapper.snap(new Rectangle2D(204, 113, 100, 60));
        assertThat(snapped.place()).isEqualTo(new Point2D(200, 120));
        assertThat(snapped.guides()).hasSize(1);
        assertThat(snapped.guides().getFirst().fromX()).isEqualTo(200);
    }
}
