package dev.braid.visuals.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type and what they read. */
class ParameterTextTest {
    private static final ParamSpec.Whole WHOLE =
            new ParamSpec.Whole("n", "N", "", 16, 1, 256, List.of(4L, 8L, 16L, 32L));
    private static final ParamSpec.Real REAL = new ParamSpec.Real("x", "X", "", 0.1, 0, 1e9, List.of());

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "0", "257", "99999999999999999999999", "-1", "0x10"})
    void no_whole_number_from_1_to_256(String text) {
        ParameterText.Typed typed = ParameterText.read(WHOLE, text);
        assertThat(typed.value()).isNull();
        assertThat(typed.refusal()).startsWith("Expected a whole number").endsWith(".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "NaN", "Infinity", "1e999", "-1", "0,5", "1d", "."})
    void no_real_number_from_0(String text) {
        assertThat(ParameterText.read(REAL, text).value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1e-4, 0.0001", " 0.5 , 0.5", "10000, 10000", ".25, 0.25", "2., 2"})
    void a_real_number_as_people_write_it(String text, double value) {
        assertThat(ParameterText.read(REAL, text).value()).isEqualTo(new ParamValue.Real(value));
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 10000",
        "0.1, 0.1",
        "1e-5, 1e-5",
        "1e9, 1e9",
        "0.001, 0.001",
        "2.5e-7, 2.5e-7",
        "3, 3",
        "2.6666666666666665, 2.6667"
    })
    void a_real_number_as_people_read_it(double value, String text) {
        assertThat(ParameterText.of(new ParamValue.Real(value))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.11", "10000, 11000", "0.19, 0.2", "0.99, 1", "0, 0.1"})
    void an_arrow_changes_the_second_digit(double from, double to) {
        assertThat(ParameterText.step(REAL, new ParamValue.Real(from), 1)).contains(new ParamValue.Real(to));
    }

    @Test
    void arrows_stop_at_the_bounds() {
        assertThat(ParameterText.step(WHOLE, new ParamValue.Whole(256), 1)).contains(new ParamValue.Whole(256));
        assertThat(ParameterText.step(REAL, new ParamValue.Real(0), -1)).contains(new ParamValue.Real(0));
    }

    @Test
    void page_keys_lead_to_the_next_offer_and_stop_at_the_last() {
        assertThat(ParameterText.leap(WHOLE, new ParamValue.Whole(10), 1)).contains(new ParamValue.Whole(16));
        assertThat(ParameterText.leap(WHOLE, new ParamValue.Whole(10), -1)).contains(new ParamValue.Whole(8));
        assertThat(ParameterText.leap(WHOLE, new ParamValue.Whole(32), 1)).isEmpty();
    }
}
