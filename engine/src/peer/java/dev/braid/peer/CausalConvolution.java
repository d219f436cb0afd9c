package dev.braid.peer;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The depthwise causal convolution of width 4 with SiLU of both Mamba blocks. Four multiply-adds over shifted views measured as fast as
 * oneDNN's depthwise kernel in channels-last form, and at larger shapes twice as fast as {@code conv1d}.
 */
final class CausalConvolution {
    static final int WIDTH = 4;
    private static final Scalar ZERO = Operations.permanent(new Scalar(0));

    private final Tensor weight; // [K, channels]
    private final Tensor bias; // [channels]

    CausalConvolution(Parameters parameters, int channels) {
        weight = parameters.weight(1 / Math.sqrt(3.0 * WIDTH), WIDTH, channels);
        bias = parameters.zeros(channels);
    }

    /** SiLU(convolution(input)); input and result: [B, L, channels] */
    Tensor forward(Tensor input) {
        long length = input.size(1);
        Tensor padded = torch.constant_pad_nd(input, new long[] {0, 0, WIDTH - 1, 0}, ZERO);
        TensorVector taps = weight.unbind(0);
        Tensor sum = bias;
        for (int tap = 0; tap < WIDTH; tap++) {
            sum = torch.addcmul(sum, padded.narrow(1, tap, length), taps.get(tap));
        }
        return torch.silu(sum);
    }
}
