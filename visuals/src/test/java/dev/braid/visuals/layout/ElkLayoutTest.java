package dev.braid.visuals.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.layout.ElkLayout.Box;
import dev.braid.visuals.layout.ElkLayout.Link;
import dev.braid.visuals.layout.ElkLayout.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boxes in columns along their wires. */
class ElkLayoutTest {
    private static Box box(String id) {
        return new Box(id, 180, 100, Map.of("in", 42.0), Map.of("out", 42.0));
    }

    @Test
    void wires_lead_from_left_to_right_and_a_straight_one_is_straight() {
        Map<String, Place> places = ElkLayout.arrange(
                List.of(box("c"), box("a"), box("b")),
                List.of(new Link("a", "out", "b", "in"), new Link("b", "out", "c", "in")));
        assertThat(places.get("a").x() + 180).isLessThan(places.get("b").x());
        assertThat(places.get("b").x() + 180).isLessThan(places.get("c").x());
        assertThat(places.get("a").y()).isEqualTo(places.get("c").y());
    }

    @Test
    void circles_links_to_nowhere_and_nothing_at_all_do_no_harm() {
        assertThat(ElkLayout.arrange(List.of(), List.of())).isEmpty();
        Map<String, Place> places = ElkLayout.arrange(
                List.of(box("a"), box("b")),
                List.of(
                        new Link("a", "out", "b", "in"),
                        new Link("b", "out", "a", "in"),
                        new Link("a", "none", "b", "in"),
                        new Link("gone", "out", "b", "in")));
        assertThat(places).hasSize(2);
    }

    @Test
    void two_hundred_boxes_do_not_overlap() {
        List<Box> boxes = new ArrayList<>();
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boxes.add(box("b" + i));
            if (i > 0) {
                links.add(new Link("b" + i / 2, "out", "b" + i, "in"));
            }
        }
        List<Place> places = List.copyOf(ElkLayout.arrange(boxes, links).values());
        for (int i = 0; i < places.size(); i++) {
            for (int j = 0; j < i; j++) {
                Place a = places.get(i);
                Place b = places.get(j);
                assertThat(Math.abs(a.x() - b.x()) >= 180 || Math.abs(a.y() - b.y()) >= 100)
                        .isTrue();
            }
        }
    }
}
