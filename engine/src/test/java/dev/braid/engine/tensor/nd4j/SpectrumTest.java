package dev.braid.engine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.probe.HiddenStates;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class SpectrumTest {
    @Test
    void a_diagonal_matrix_has_its_entries_as_singular_values() {
        Spectrum spectrum = Spectrum.of(Nd4j.create(new double[][] {{0, 3, 0}, {-4, 0, 0}}));
        assertThat(spectrum.singularValues()).containsExactly(new double[] {4, 3}, within(1e-12));
        assertThat(spectrum.largest()).isCloseTo(4, within(1e-12));
        assertThat(spectrum.stableRank()).isCloseTo(25.0 / 16, within(1e-12));
        double entropy = -(4.0 / 7 * Math.log(4.0 / 7) + 3.0 / 7 * Math.log(3.0 / 7));
        assertThat(spectrum.effectiveRank()).isCloseTo(Math.exp(entropy), within(1e-12));
        assertThat(spectrum.directions(0.64)).isEqualTo(1);
        assertThat(spectrum.directions(0.65)).isEqualTo(2);
    }

    @Test
    void the_squares_sum_up_to_those_of_the_entries() {
        Random random = new Random(5);
        float[] values = new float[20 * 7];
        double energy = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            energy += values[i] * (double) values[i];
        }
        double tall = 0;
        for (double value : Spectrum.of(NumericArrays.of(values, 0, 20, 7)).singularValues()) {
            tall += value * value;
        }
        assertThat(tall).isCloseTo(energy, within(1e-9));
        assertThat(Spectrum.of(NumericArrays.of(values, 0, 7, 20)).singularValues())
                .hasSize(7);
    }

    @Test
    void points_on_a_line_have_one_principal_component_wherever_the_line_lies() {
        float[] values = new float[30];
        for (int i = 0; i < 10; i++) {
            values[3 * i] = 100 + i;
            values[3 * i + 1] = -50 + 2 * i;
            values[3 * i + 2] = 7;
        }
        Spectrum spectrum = Spectrum.ofStates(new HiddenStates.Output(3, values));
        // Σ(i − 4.5)² = 82.5 along (1, 2, 0)
        assertThat(spectrum.largest()).isCloseTo(Math.sqrt(82.5 * 5), within(1e-9));
        assertThat(spectrum.effectiveRank()).isCloseTo(1, within(1e-6));
        assertThat(spectrum.directions(0.999)).isEqualTo(1);
    }

    @Test
    void a_matrix_of_zeros_uses_no_direction() {
        Spectrum spectrum = Spectrum.of(Nd4j.zeros(3, 4));
        assertThat(spectrum.stableRank()).isZero();
        assertThat(spectrum.effectiveRank()).isZero();
        assertThat(spectrum.directions(0.9)).isZero();
    }
}
