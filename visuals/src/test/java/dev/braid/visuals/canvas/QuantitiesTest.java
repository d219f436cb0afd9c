package dev.braid.visuals.canvas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that fit on a block. */
class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "64, 64", "999, 999", "1000, 1 k", "12400, 12.4 k", "999960, 1 M", "115000, 115 k"})
    void counts(double number, String text) {
        assertThat(Quantities.count(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"64, 64 F", "1200000, 1.2 MF"})
    void flops(double number, String text) {
        assertThat(Quantities.flops(number)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"512, 512 B", "2048, 2 KiB", "1048576, 1 MiB", "9728, 9.5 KiB"})
    void bytes(double number, String text) {
        assertThat(Quantities.bytes(number)).isEqualTo(text);
    }
}
