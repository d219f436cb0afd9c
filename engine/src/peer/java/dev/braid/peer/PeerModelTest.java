package dev.braid.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In double precision, so that finite differences say something. */
class PeerModelTest {
    @BeforeAll
    static void compute_in_double_precision() {
        torch.set_default_dtype(torch.scalarTypeToTypeMeta(torch.ScalarType.Double));
        torch.manual_seed(3);
    }

    @AfterAll
    static void return_to_single_precision() {
        torch.set_default_dtype(torch.scalarTypeToTypeMeta(torch.ScalarType.Float));
    }

    /** Two layers of width 64 over a vocabulary of 256, counted matrix by matrix from the definitions. */
    static Stream<Arguments> definitions() {
        int d = 64;
        int norm = d;
        int ends = 256 * d + d * 256 + norm; // embedding, head, last norm
        int attention = 4 * d * d; // q, k, v, out
        int mlp = 2 * d * 4 * d;
        int inner = 2 * d;
        int mamba = d * 2 * inner // in_proj
                + (4 * inner + inner) // convolution of 4 taps and its bias
                + inner * (4 + 2 * 16) // x_proj to a rank of 4 and B and C of 16 states
                + (4 * inner + inner) // dt_proj and its bias
                + 16 * inner // A
                + inner // D
                + inner * d; // out_proj
        int heads = inner / 32;
        int convolved = inner + 2 * 16;
        int mamba2 = d * (inner + convolved + heads) // in_proj: z, x and B and C, dt
                + (4 * convolved + convolved) // convolution and its bias
                + 3 * heads // A, D and the bias of dt
                + inner // the gated norm
                + inner * d; // out_proj
        int merge = 4 * d * d; // q, k, v, out
        return Stream.of(
                arguments(Shape.Model.TRANSFORMER, ends + 2 * (norm + attention + norm + mlp)),
                arguments(Shape.Model.MAMBA, ends + 2 * (norm + mamba)),
                arguments(Shape.Model.MAMBA_2, ends + 2 * (norm + mamba2)),
                arguments(Shape.Model.MERGE_ATTENTION, ends + 2 * (norm + mamba + attention + merge + norm + mlp)));
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void a_model_has_as_many_parameters_as_its_definition_says(Shape.Model model, long expected) {
        try (PointerScope scope = new PointerScope()) {
            Shape shape = new Shape(model, 64, 2, 2, 8, 256, 1, 0);
            assertThat(new PeerModel(shape).parameters().count()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"64,32", "96,32", "100,50", "34,34", "2,2", "250,50"})
    void heads_have_32_channels_or_the_next_even_number_that_divides_the_width(int width, int expected) {
        assertThat(Shape.headDimension(width)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void the_gradient_along_a_random_direction_is_the_difference_quotient(Shape.Model model) {
        try (PointerScope scope = new PointerScope()) {
            PeerBenchmark.Trainer trainer = new PeerBenchmark.Trainer(new Shape(model, 32, 2, 2, 70, 11, 1, 0));
            trainer.step(); // away from the start, where some gradients vanish
            trainer.loss().backward();
            List<Tensor> parameters = trainer.model().parameters().all();
            List<Tensor> directions = parameters.stream()
                    .map(parameter -> torch.randn_like(parameter.detach()))
                    .toList();
            double expected = 0;
            for (int i = 0; i < parameters.size(); i++) {
                expected += torch.sum(torch.mul(parameters.get(i).grad(), directions.get(i)))
                        .item_double();
            }
            double step = 1e-6;
            double above = lossAfterMoving(trainer, directions, step);
            double below = lossAfterMoving(trainer, directions, -2 * step);
            assertThat((above - below) / (2 * step)).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void training_on_one_batch_lowers_its_loss(Shape.Model model) {
        try (PointerScope scope = new PointerScope()) {
            PeerBenchmark.Trainer trainer = new PeerBenchmark.Trainer(new Shape(model, 32, 2, 4, 33, 17, 1, 0));
            double first = trainer.step();
            assertThat(first).isCloseTo(Math.log(17), within(0.05));
            double last = first;
            for (int step = 0; step < 40; step++) {
                last = trainer.step();
            }
            assertThat(last).isLessThan(0.9 * first);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 37})
    void the_selective_scan_equals_its_recurrence_in_any_number_of_chunks(int chunks) {
        try (PointerScope scope = new PointerScope()) {
            int length = 37;
            Tensor dt = torch.torch_rand(2, length, 3);
            Tensor x = torch.torch_randn(2, length, 3);
            Tensor a = torch.torch_rand(4, 3).neg();
            Tensor b = torch.torch_randn(2, length, 4);
            Tensor c = torch.torch_randn(2, length, 4);
            Tensor state = torch.torch_zeros(2, 4, 3);
            Tensor actual = SelectiveScan.scan(dt, a, x, b, c, chunks);
            for (int t = 0; t < length; t++) {
                Tensor step = dt.select(1, t).unsqueeze(1); // [B, 1, D]
                Tensor input = torch.mul(
                        torch.mul(step, x.select(1, t).unsqueeze(1)),
                        b.select(1, t).unsqueeze(2));
                state = torch.add(torch.mul(torch.exp(torch.mul(step, a)), state), input);
                Tensor expected =
                        torch.matmul(c.select(1, t).unsqueeze(1), state).squeeze(1); // [B, D]
                assertThat(largestDifference(actual.select(1, t), expected)).isLessThan(1e-12);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 150, 192})
    void the_chunked_dual_form_equals_its_recurrence_ragged_lengths_included(int length) {
        try (PointerScope scope = new PointerScope()) {
            Mamba2 block = new Mamba2(new Parameters(), new Shape(Shape.Model.MAMBA_2, 32, 1, 2, length, 2, 1, 0));
            int heads = 2;
            Tensor logDecay = torch.torch_rand(2, length, heads).neg();
            Tensor x = torch.torch_randn(2, length, heads, 32);
            Tensor b = torch.torch_randn(2, length, Mamba2.STATE_SIZE);
            Tensor c = torch.torch_randn(2, length, Mamba2.STATE_SIZE);
            Tensor actual = block.stateSpaceDual(logDecay, x, b, c);
            Tensor state = torch.torch_zeros(2, heads, Mamba2.STATE_SIZE, 32);
            for (int t = 0; t < length; t++) {
                Tensor decay = torch.exp(logDecay.select(1, t)).unsqueeze(2).unsqueeze(3); // [B, H, 1, 1]
                Tensor input = torch.mul(
                        b.select(1, t).unsqueeze(1).unsqueeze(3), x.select(1, t).unsqueeze(2)); // [B, H, N, P]
                state = torch.add(torch.mul(decay, state), input);
                Tensor expected = torch.matmul(c.select(1, t).unsqueeze(1).unsqueeze(2), state)
                        .squeeze(2); // [B, H, P]
                assertThat(largestDifference(actual.select(1, t), expected)).isLessThan(1e-12);
            }
        }
    }

    @Test
    void the_causal_convolution_sees_four_tokens_and_none_to_come() {
        try (PointerScope scope = new PointerScope()) {
            CausalConvolution convolution = new CausalConvolution(new Parameters(), 1);
            Tensor input = torch.torch_randn(1, 12, 1);
            Tensor changed = input.clone();
            changed.narrow(1, 5, 1).add_(new Scalar(1));
            Tensor difference = torch.sub(convolution.forward(input), convolution.forward(changed));
            for (int position = 0; position < 12; position++) {
                boolean sees = position >= 5 && position < 5 + CausalConvolution.WIDTH;
                assertThat(difference.select(1, position).abs().item_double() > 0)
                        .isEqualTo(sees);
            }
        }
    }

    private static double lossAfterMoving(PeerBenchmark.Trainer trainer, List<Tensor> directions, double distance) {
        try (NoGradGuard ungraded = new NoGradGuard()) {
            List<Tensor> parameters = trainer.model().parameters().all();
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).add_(directions.get(i), new Scalar(distance));
            }
            return trainer.loss().item_double();
        }
    }

    private static double largestDifference(Tensor left, Tensor right) {
        return torch.max(torch.abs(torch.sub(left, right))).item_double();
    }
}
