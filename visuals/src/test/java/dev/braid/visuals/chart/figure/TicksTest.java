package dev.braid.visuals.chart.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.chart.figure.Ticks.Tick;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {
    private static List<String> labels(Axis axis, double low, double high, int most) {
        return Ticks.of(
                        axis,
                        axis.scale().place(low),
                        axis.scale().place(high),
                        ticks -> ticks.stream()
                                        .filter(tick -> !tick.label().isEmpty())
                                        .count()
                                <= most)
                .stream()
                .map(Tick::label)
                .toList();
    }

    @Test
    void ticks_of_lengths_stand_at_powers_of_two() {
        assertThat(labels(Axis.of("Context length", "tokens", Scale.LOG2), 60, 1100, 10))
                .containsExactly("64", "128", "256", "512", "1024");
    }

    @Test
    void where_there_is_little_room_every_second_power_has_a_word() {
        assertThat(labels(Axis.of("Context length", "tokens", Scale.LOG2), 64, 1024, 3))
                .containsExactly("64", "", "256", "", "1024");
    }

    @Test
    void within_one_octave_there_are_still_ticks() {
        assertThat(labels(Axis.of("Window", "", Scale.LOG2), 70, 100, 10)).hasSizeGreaterThan(2);
    }

    @Test
    void ticks_of_a_share_are_round() {
        assertThat(labels(Axis.share("Recall"), 0, 1, 6)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    }

    @Test
    void ticks_of_bytes_are_binary() {
        assertThat(labels(Axis.of("State", "bytes", Scale.LOG2), 1024, 4096, 10))
                .containsExactly("1 KiB", "2 KiB", "4 KiB");
        assertThat(labels(Axis.of("State", "bytes", Scale.LINEAR), 0, 4096, 5))
                .containsExactly("0 KiB", "1 KiB", "2 KiB", "3 KiB", "4 KiB");
    }

    @Test
    void ticks_of_many_tokens_are_short() {
        assertThat(labels(Axis.of("Tokens", "", Scale.LINEAR), 0, 3e6, 4)).containsExactly("0", "1M", "2M", "3M");
        assertThat(labels(Axis.of("Loss", "nats", Scale.LOG10), 0.001, 10, 10))
                .containsExactly("0.001", "0.01", "0.1", "1", "10");
    }

    @Test
    void exact_numbers_have_five_digits_that_count() {
        assertThat(Numbers.exact(0.123456789)).isEqualTo("0.12346");
        assertThat(Numbers.exact(1024)).isEqualTo("1024");
        assertThat(Numbers.exact(0.5)).isEqualTo("0.5");
        assertThat(Numbers.exact(3 * 1024, "bytes")).isEqualTo("3 KiB");
        assertThat(Numbers.exact(Double.NaN)).isEqualTo("not a number");
    }
}
