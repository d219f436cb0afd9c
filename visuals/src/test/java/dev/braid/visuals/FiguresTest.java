package dev.braid.visuals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void a_figure_has_a_size() {
        assertThat(new Figures(2, 1).width()).isEqualTo(2);
    }
}
