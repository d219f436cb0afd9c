package dev.braid.peer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The GELU MLP, d → 4 d → d, without biases; GELU in its exact form, which libtorch computes faster than the tanh form. */
final class FeedForward {
    private static final long EXPANSION = 4;
    private final Tensor up; // [4 d, d]
    private final Tensor down; // [d, 4 d]

    FeedForward(Parameters parameters, Shape shape) {
        long width = shape.width();
        up = parameters.weight(0.02, EXPANSION * width, width);
        down = parameters.weight(0.02 / Math.sqrt(2.0 * shape.layers()), width, EXPANSION * width);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        return torch.linear(torch.gelu(torch.linear(input, up)), down);
    }
}
