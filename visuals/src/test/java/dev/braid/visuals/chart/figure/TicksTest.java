package dev.braid.visuals.chart.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.visuals.chart.figure.Ticks.Tick;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
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
    void within_hardly_two_decades_there_are_more_labels_than_the_one_decade() {
        Axis speed = Axis.of("Speed", "tokens/s", Scale.LOG10);
        assertThat(Ticks.of(speed, Math.log10(15_000), Math.log10(150_000), apart(0.3)))
                .extracting(Tick::label)
                .containsExactly("20k", "50k", "100k");
        assertThat(Ticks.of(speed, Math.log10(15_000), Math.log10(150_000), apart(0.45)))
                .extracting(Tick::label)
                .containsExactly("30k", "100k");
    }

    /** Room for labels that are so far apart, in decades. */
    private static Predicate<List<Tick>> apart(double decades) {
        return ticks -> IntStream.range(1, ticks.size())
                .allMatch(
                        i -> Math.log10(ticks.get(i).value() / ticks.get(i - 1).value()) >= decades);
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
