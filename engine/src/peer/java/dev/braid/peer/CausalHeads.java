package dev.braid.peer;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Causal softmax attention of several heads, without projections, on libtorch's blocked CPU kernel. */
final class CausalHeads {
    private static final TensorOptional NO_MASK = Operations.permanent(new TensorOptional());
    private static final DoubleOptional DEFAULT_SCALE = Operations.permanent(new DoubleOptional()); // 1/√P

    private final int headDimension; // P

    CausalHeads(int headDimension) {
        this.headDimension = headDimension;
    }

    /** softmax(QKᵀ/√P + causal mask) V of every head; all: [B, L, H P] */
    Tensor attend(Tensor query, Tensor key, Tensor value) {
        Tensor mixed = torch.scaled_dot_product_attention(
                heads(query), heads(key), heads(value), NO_MASK, 0.0, true, DEFAULT_SCALE, false);
        return mixed.transpose(1, 2).flatten(2, 3);
    }

    /** [B, L, H P] → [B, H, L, P], a view */
    private Tensor heads(Tensor input) {
        return input.unflatten(-1, -1, headDimension).transpose(1, 2);
    }
}
