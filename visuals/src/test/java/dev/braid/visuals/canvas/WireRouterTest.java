package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;
import org.junit.jupiter.api.Test;

class WireRouterTest {
    private static final Rectangle2D START = new Rectangle2D(0, 0, 186, 100);
    private static final Rectangle2D END = new Rectangle2D(600, 0, 186, 100);
    private static final Point2D OUT = new Point2D(186, 42);
    private static final Point2D IN = new Point2D(600, 42);

    @Test
    void a_wire_with_nothing_in_its_way_is_one_curve() {
        Rectangle2D aside = new Rectangle2D(300, 120, 186, 100);
        assertThat(route(aside).curves()).hasSize(1);
    }

    @Test
    void a_wire_goes_around_the_nearer_edge_of_a_block() {
        Rectangle2D low = new Rectangle2D(300, 10, 186, 100);
        assertThat(route(low).at(0.5).getY()).isLessThan(low.getMinY());
        Rectangle2D high = new Rectangle2D(300, -70, 186, 120);
        assertThat(route(high).at(0.5).getY()).isGreaterThan(high.getMaxY());
        assertThat(route(low).touches(low, 0)).isFalse();
        assertThat(route(high).touches(high, 0)).isFalse();
    }

    @Test
    void a_wire_that_would_meet_another_block_on_its_detour_goes_around_both() {
        Rectangle2D first = new Rectangle2D(300, 10, 186, 100);
        Rectangle2D above = new Rectangle2D(300, -60, 186, 60);
        WireRoute route = route(first, above);
        assertThat(route.touches(first, 0)).isFalse();
        assertThat(route.touches(above, 0)).isFalse();
    }

    @Test
    void a_wire_between_columns_that_stand_close_bends_in_the_gap() {
        Rectangle2D close = new Rectangle2D(220, 10, 346, 100);
        assertThat(route(close).touches(close, 0)).isFalse();
    }

    @Test
    void a_wire_that_leads_back_runs_outside_of_both_blocks() {
        WireRoute route = WireRouter.route(new Point2D(786, 42), new Point2D(0, 42), END, START, List.of());
        WireRoute lane = new WireRoute(List.of(route.curves().get(1)));
        assertThat(lane.touches(START, 0) || lane.touches(END, 0)).isFalse();
    }

    @Test
    void where_there_is_no_way_around_the_wire_is_still_drawn() {
        Rectangle2D wall = new Rectangle2D(190, -5000, 400, 10_000);
        assertThat(route(wall).curves()).isNotEmpty();
    }

    @Test
    void the_middle_of_a_detour_is_on_its_lane_and_the_pointer_finds_it_there() {
        Rectangle2D low = new Rectangle2D(300, 10, 186, 100);
        WireRoute route = route(low);
        Point2D middle = route.at(0.5);
        assertThat(middle.getX()).isBetween(350.0, 440.0);
        assertThat(route.distance(middle.add(0, 3), 8)).isBetween(2.9, 3.1);
        assertThat(route.distance(middle.add(0, 30), 8)).isInfinite();
    }

    private static WireRoute route(Rectangle2D... others) {
        return WireRouter.route(OUT, IN, START, END, List.of(others));
    }
}
