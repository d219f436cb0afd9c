package dev.braid.peer;

import static dev.braid.peer.Operations.releasingIntermediates;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Mamba-1 and attention from the same input, merged by causal attention with rotary positions: the query comes from the
 * attention branch, key and value from the Mamba branch.
 */
final class MergeAttention {
    private final Mamba mamba;
    private final Attention attention;
    private final CausalHeads heads;
    private final RotaryPositions positions;
    private final Tensor query; // [d, d]
    private final Tensor keyValue; // [2 d, d]
    private final Tensor output; // [d, d]

    MergeAttention(Parameters parameters, Shape shape) {
        int width = shape.width();
        int headDimension = Shape.headDimension(width);
        mamba = new Mamba(parameters, shape);
        attention = new Attention(parameters, shape);
        heads = new CausalHeads(headDimension);
        positions = new RotaryPositions(shape.contextLength(), headDimension);
        query = parameters.weight(0.02, width, width);
        keyValue = parameters.weight(0.02, 2L * width, width);
        output = parameters.weight(0.02 / Math.sqrt(2.0 * shape.layers()), width, width);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        Tensor fromMamba = releasingIntermediates(() -> mamba.forward(input));
        Tensor fromAttention = releasingIntermediates(() -> attention.forward(input));
        TensorVector keyAndValue = torch.linear(fromMamba, keyValue).chunk(2, -1);
        Tensor merged = heads.attend(
                positions.rotate(torch.linear(fromAttention, query)),
                positions.rotate(keyAndValue.get(0)),
                keyAndValue.get(1));
        return torch.linear(merged, output);
    }
}
