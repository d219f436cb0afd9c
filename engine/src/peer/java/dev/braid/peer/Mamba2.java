package dev.braid.peer;

import java.util.Random;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The Mamba-2 block as chunked SSD: chunk 64, head dimension 32, state size 16, one group, expand 2, convolution width 4. */
final class Mamba2 {
    static final int CHUNK = 64; // Q
    static final int STATE_SIZE = 16; // N

    private final int inner; // D
    private final int headDimension; // P
    private final int heads; // H
    private final Tensor inProjection; // [2 D + 2 N + H, d]
    private final CausalConvolution convolution;
    private final Tensor stepBias; // [H]
    private final Tensor logTransition; // [H]
    private final Tensor skip; // [H, 1]
    private final Tensor normGain; // [D]
    private final Tensor outProjection; // [d, D]
    private final Tensor causalMask; // [Q, Q]: −∞ above the diagonal, else 0

    Mamba2(Parameters parameters, Shape shape) {
        int width = shape.width();
        inner = 2 * width;
        headDimension = Shape.headDimension(inner);
        heads = inner / headDimension;
        Random random = new Random(7);
        inProjection = parameters.weight(0.02, 2L * inner + 2L * STATE_SIZE + heads, width);
        convolution = new CausalConvolution(parameters, inner + 2 * STATE_SIZE);
        stepBias = parameters.undecayed(Mamba.stepBiases(heads));
        logTransition = parameters.undecayed(Parameters.filled(head -> Math.log(1 + 15 * random.nextDouble()), heads));
        skip = parameters.ones(heads, 1);
        normGain = parameters.ones(inner);
        outProjection = parameters.weight(0.02 / Math.sqrt(shape.layers()), width, inner);
        causalMask = torch.triu(torch.torch_full(new long[] {CHUNK, CHUNK}, new Scalar(Double.NEGATIVE_INFINITY)), 1);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        TensorVector parts = torch.linear(input, inProjection)
                .split_with_sizes(new long[] {inner, inner + 2L * STATE_SIZE, heads}, -1);
        TensorVector convolved =
                convolution.forward(parts.get(1)).split_with_sizes(new long[] {inner, STATE_SIZE, STATE_SIZE}, -1);
        Tensor x = convolved.get(0).unflatten(-1, heads, headDimension); // [B, L, H, P]
        Tensor dt = torch.softplus(torch.add(parts.get(2), stepBias)); // [B, L, H]
        Tensor logDecay = torch.mul(dt, torch.exp(logTransition).neg()); // [B, L, H]
        Tensor scaled = torch.mul(x, dt.unsqueeze(-1)); // [B, L, H, P]
        Tensor y = stateSpaceDual(logDecay, scaled, convolved.get(1), convolved.get(2));
        Tensor gated = torch.mul(torch.addcmul(y, x, skip).flatten(2, 3), torch.silu(parts.get(0)));
        return torch.linear(Operations.rmsNorm(gated, normGain), outProjection);
    }

    /**
     * The sequence map h_t = exp(a_t) h_{t−1} + B_t x_tᵀ, y_t = C_t h_t, in chunks.
     *
     * @param logDecay a: [B, L, H]
     * @param scaled x, already times Δ: [B, L, H, P]
     * @param b [B, L, N]
     * @param c [B, L, N]
     * @return y: [B, L, H, P]
     */
    Tensor stateSpaceDual(Tensor logDecay, Tensor scaled, Tensor b, Tensor c) {
        Tensor cumulative = torch.cumsum(chunks(logDecay), 2); // [B, C, Q, H]
        Tensor values = chunks(scaled); // [B, C, Q, H, P]
        Tensor keys = chunks(b); // [B, C, Q, N]
        Tensor queries = chunks(c); // [B, C, Q, N]
        Tensor y = Operations.releasingIntermediates(() -> insideChunks(cumulative, values, keys, queries));
        if (keys.size(1) > 1) {
            Tensor carried = Operations.releasingIntermediates(() -> acrossChunks(cumulative, values, keys, queries));
            y = torch.add(y, carried);
        }
        return y.flatten(1, 2).narrow(1, 0, scaled.size(1));
    }

    /** (C Bᵀ ∘ exp(c_i − c_j) for i ≥ j) X: [B, C, Q, H, P] */
    private Tensor insideChunks(Tensor cumulative, Tensor values, Tensor keys, Tensor queries) {
        Tensor sums = cumulative.transpose(2, 3); // [B, C, H, Q]
        Tensor decay = torch.sub(torch.add(sums.unsqueeze(-1), causalMask), sums.unsqueeze(-2))
                .exp_(); // [B, C, H, Q, Q]
        Tensor scores = torch.matmul(queries, keys.transpose(2, 3)).unsqueeze(2); // [B, C, 1, Q, Q]
        return torch.matmul(torch.mul(decay, scores), values.transpose(2, 3)).transpose(2, 3);
    }

    /** exp(c_i) C_i H_{k−1} with H_k = exp(c_Q) H_{k−1} + Σ_j exp(c_Q − c_j) B_j X_jᵀ: [B, C, Q, H, P] */
    private Tensor acrossChunks(Tensor cumulative, Tensor values, Tensor keys, Tensor queries) {
        Tensor last = cumulative.narrow(2, CHUNK - 1, 1); // [B, C, 1, H]
        Tensor toEnd = torch.sub(last, cumulative).exp_().unsqueeze(-1); // [B, C, Q, H, 1]
        // All heads of a chunk in one product, since they share B and C.
        Tensor added =
                torch.matmul(keys.transpose(2, 3), torch.mul(values, toEnd).flatten(3, 4)); // [B, C, N, H P]
        TensorVector states = added.unflatten(3, heads, headDimension).unbind(1); // [B, N, H, P] each
        TensorVector kept = last.exp().unsqueeze(-1).unbind(1); // [B, 1, H, 1] each
        Tensor[] before = new Tensor[Math.toIntExact(states.size())];
        before[0] = torch.zeros_like(states.get(0));
        for (int chunk = 1; chunk < before.length; chunk++) {
            before[chunk] = torch.addcmul(states.get(chunk - 1), before[chunk - 1], kept.get(chunk - 1));
        }
        Tensor carried = torch.stack(new TensorVector(before), 1).flatten(3, 4); // [B, C, N, H P]
        Tensor read = torch.matmul(queries, carried).unflatten(3, heads, headDimension); // [B, C, Q, H, P]
        return torch.mul(read, cumulative.exp().unsqueeze(-1));
    }

    /** [B, L, …] → [B, C, Q, …]; zeros fill the last chunk: they neither decay nor add. */
    private static Tensor chunks(Tensor input) {
        return Operations.padLength(input, CHUNK).unflatten(1, -1, CHUNK);
    }
}
