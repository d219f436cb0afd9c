package dev.braid.engine.block.standard;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import org.jspecify.annotations.Nullable;

/**
 * The causal depthwise convolution of a layer, over all sequences of a pass; its weight is [K, channels] with the present
 * token's tap last, its state the last K − 1 inputs. Inputs are column ranges, outputs whole buffers.
 */
final class CausalConvolution {
    private final int channels;
    private final int taps; // K
    private final boolean silu;
    private final Weight weight; // [K, channels]
    private final @Nullable Weight bias; // [channels]
    private final @Nullable Buffer history; // [sequences, K − 1, channels]

    CausalConvolution(LayerPlan plan, int channels, int taps, boolean withBias, boolean silu) {
        this.channels = channels;
        this.taps = taps;
        this.silu = silu;
        weight = plan.weight("conv", Initialiser.linear(taps), true, taps, channels);
        bias = withBias ? plan.weight("conv_bias", Initialiser.linear(taps), false, channels) : null;
        history = plan.mode().stateful() ? plan.state((taps - 1) * channels) : null;
    }

    /** y [rows, channels] from the columns of x that begin with {@code column}. */
    void forward(Pass pass, Buffer x, int column, Buffer y) {
        for (int s = 0; s < pass.sequences; s++) {
            int row = s * pass.length;
            Kernels.ACTIVE
                    .convolution()
                    .forward(
                            pass.length,
                            channels,
                            taps,
                            pass.memory,
                            x.at() + row * x.width() + column,
                            x.width(),
                            pass.weights,
                            weight.offset(),
                            bias == null ? null : pass.weights,
                            bias == null ? 0 : bias.offset(),
                            silu,
                            pass.memory,
                            y.at() + row * y.width(),
                            y.width(),
                            history == null ? null : pass.memory,
                            history == null ? 0 : history.at() + s * history.width());
        }
    }

    /** Overwrites the columns of dX that begin with {@code dColumn}; adds to the gradients of weight and bias. */
    void backward(Pass pass, Buffer x, int column, Buffer dY, Buffer dX, int dColumn) {
        for (int s = 0; s < pass.sequences; s++) {
            int row = s * pass.length;
            Kernels.ACTIVE
                    .convolution()
                    .backward(
                            pass.length,
                            channels,
                            taps,
                            pass.memory,
                            x.at() + row * x.width() + column,
                            x.width(),
                            pass.weights,
                            weight.offset(),
                            bias == null ? null : pass.weights,
                            bias == null ? 0 : bias.offset(),
                            silu,
                            pass.memory,
                            dY.at() + row * dY.width(),
                            dY.width(),
                            pass.memory,
                            dX.at() + row * dX.width() + dColumn,
                            dX.width(),
                            pass.gradients,
                            weight.offset(),
                            bias == null ? null : pass.gradients,
                            bias == null ? 0 : bias.offset());
        }
    }

    /** One token a sequence. */
    void decode(Pass pass, Buffer x, int column, Buffer y) {
        if (history == null) {
            throw new IllegalStateException("this layer was not built for decoding");
        }
        for (int s = 0; s < pass.sequences; s++) {
            Kernels.ACTIVE
                    .convolution()
                    .step(
                            channels,
                            taps,
                            pass.memory,
                            x.at() + s * x.width() + column,
                            pass.weights,
                            weight.offset(),
                            bias == null ? null : pass.weights,
                            bias == null ? 0 : bias.offset(),
                            silu,
                            pass.memory,
                            y.at() + s * y.width(),
                            pass.memory,
                            history.at() + s * history.width());
        }
    }
}
