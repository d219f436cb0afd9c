package dev.braid.peer;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Causal attention with heads of 32 and rotary positions, without biases, on libtorch's blocked CPU kernel. */
final class Attention {
    static final int HEAD_DIMENSION = 32;
    private static final TensorOptional NO_MASK = Operations.permanent(new TensorOptional());
    private static final DoubleOptional DEFAULT_SCALE = Operations.permanent(new DoubleOptional()); // 1/√P

    private final int width;
    private final RotaryPositions positions;
    private final Tensor queryKeyValue; // [3 d, d]
    private final Tensor output; // [d, d]

    Attention(Parameters parameters, Shape shape) {
        width = shape.width();
        positions = new RotaryPositions(shape.contextLength());
        queryKeyValue = parameters.weight(0.02, 3L * width, width);
        output = parameters.weight(0.02 / Math.sqrt(2.0 * shape.layers()), width, width);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        TensorVector parts = torch.linear(input, queryKeyValue).split_with_sizes(new long[] {2L * width, width}, -1);
        TensorVector queryAndKey = positions.rotate(parts.get(0)).chunk(2, -1);
        return torch.linear(causal(queryAndKey.get(0), queryAndKey.get(1), parts.get(1)), output);
    }

    /** softmax(QKᵀ/√P + causal mask) V of every head; all: [B, L, d] */
    static Tensor causal(Tensor query, Tensor key, Tensor value) {
        Tensor mixed = torch.scaled_dot_product_attention(
                heads(query), heads(key), heads(value), NO_MASK, 0.0, true, DEFAULT_SCALE, false);
        return mixed.transpose(1, 2).flatten(2, 3);
    }

    /** [B, L, d] → [B, H, L, P], a view */
    private static Tensor heads(Tensor input) {
        return input.unflatten(-1, -1, HEAD_DIMENSION).transpose(1, 2);
    }
}
