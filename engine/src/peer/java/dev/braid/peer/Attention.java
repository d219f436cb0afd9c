package dev.braid.peer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Causal attention with heads of 32 and rotary positions, without biases. */
final class Attention {
    private final int width;
    private final CausalHeads heads;
    private final RotaryPositions positions;
    private final Tensor queryKeyValue; // [3 d, d]
    private final Tensor output; // [d, d]

    Attention(Parameters parameters, Shape shape) {
        width = shape.width();
        int headDimension = Shape.headDimension(width);
        heads = new CausalHeads(headDimension);
        positions = new RotaryPositions(shape.contextLength(), headDimension);
        queryKeyValue = parameters.weight(0.02, 3L * width, width);
        output = parameters.weight(0.02 / Math.sqrt(2.0 * shape.layers()), width, width);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        TensorVector parts = torch.linear(input, queryKeyValue).split_with_sizes(new long[] {2L * width, width}, -1);
        TensorVector queryAndKey = positions.rotate(parts.get(0)).chunk(2, -1);
        return torch.linear(heads.attend(queryAndKey.get(0), queryAndKey.get(1), parts.get(1)), output);
    }
}
