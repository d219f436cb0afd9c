package dev.braid.visuals.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class HeatColoursTest {
    /** CIE lightness, from 0 (black) to 100 (white): what the eye takes for even steps. */
    private static double lightness(double share) {
        double luminance = HeatColours.luminance(HeatColours.of(share));
        return 116 * Math.cbrt(luminance) - 16;
    }

    @Test
    void lightness_grows_evenly() {
        double whole = lightness(1) - lightness(0);
        for (int i = 0; i <= 100; i++) {
            assertThat(lightness(i / 100.0)).isCloseTo(lightness(0) + whole * i / 100, within(4.0));
        }
        assertThat(whole).isGreaterThan(70);
    }

    @Test
    void what_lies_outside_has_the_colour_of_its_end() {
        assertThat(HeatColours.of(-1)).isEqualTo(new Color(0x440154));
        assertThat(HeatColours.of(1.5)).isEqualTo(new Color(0xFDE725));
    }

    @Test
    void numbers_can_be_read_on_every_colour() {
        for (int i = 0; i <= 100; i++) {
            Color ground = HeatColours.of(i / 100.0);
            double a = HeatColours.luminance(ground) + 0.05;
            double b = HeatColours.luminance(HeatColours.ink(ground)) + 0.05;
            assertThat(Math.max(a, b) / Math.min(a, b)).isGreaterThan(4.5);
        }
    }
}
