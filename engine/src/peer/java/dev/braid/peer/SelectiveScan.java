package dev.braid.peer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The selective scan of Mamba-1, h_t = exp(Δ_t A) ∘ h_{t−1} + (Δ_t x_t) ⊗ B_t and y_t = h_t C_t, as a loop over unbound time slices.
 *
 * <p>Everything of one time step is computed inside the loop, so that a slice stays in cache between its operations. Where the slices of
 * a batch are too small to pay for the calls, the context is cut into chunks that the loop walks side by side: once to get the state at
 * each chunk's end, then, after a short loop over the chunks has carried these on, once more from the right starting states.
 */
final class SelectiveScan {
    /** Slices of this many numbers were fastest: they hide the calls and fit the second-level caches of two cores. */
    private static final long PREFERRED_SLICE = 1 << 18;

    private static final long SHORTEST_CHUNK = 8;

    private SelectiveScan() {}

    /** The number of chunks to cut a context into so that slices of [B, chunks, N, D] come near the preferred size. */
    static int preferredChunks(long batch, long length, long channels, long states) {
        long wanted = Math.round((double) PREFERRED_SLICE / (batch * channels * states));
        return (int) Math.clamp(length / SHORTEST_CHUNK, 1, Math.max(1, wanted));
    }

    /**
     * y for all positions.
     *
     * @param dt time steps Δ: [B, L, D]
     * @param a transition A: [N, D]
     * @param x input: [B, L, D]
     * @param b input vectors B: [B, L, N]
     * @param c output vectors C: [B, L, N]
     * @param chunks how many pieces of the context are scanned side by side
     * @return [B, L, D]
     */
    static Tensor scan(Tensor dt, Tensor a, Tensor x, Tensor b, Tensor c, int chunks) {
        TensorVector steps = slices(dt, chunks, 3); // each slice: [B, chunks, 1, D]
        TensorVector drives = slices(torch.mul(dt, x), chunks, 3); // [B, chunks, 1, D]
        TensorVector bs = slices(b, chunks, 4); // [B, chunks, N, 1]
        TensorVector cs = slices(c, chunks, 4); // [B, chunks, N, 1]
        int length = Math.toIntExact(steps.size());
        Tensor[] decays = new Tensor[length]; // [B, chunks, N, D]
        Tensor[] inputs = new Tensor[length]; // [B, chunks, N, D]
        for (int t = 0; t < length; t++) {
            decays[t] = torch.mul(steps.get(t), a).exp_();
            inputs[t] = torch.mul(drives.get(t), bs.get(t));
        }
        Tensor state = chunks == 1 ? null : statesBeforeChunks(decays, inputs, steps, a);
        Tensor[] outputs = new Tensor[length]; // [B, chunks, D]
        for (int t = 0; t < length; t++) {
            state = state == null ? inputs[t] : torch.addcmul(inputs[t], state, decays[t]);
            outputs[t] = torch.mul(state, cs.get(t)).sum(2);
        }
        return torch.stack(new TensorVector(outputs), 2).flatten(1, 2).narrow(1, 0, x.size(1));
    }

    /** The state with which each chunk starts, the first with zero: [B, chunks, N, D] */
    private static Tensor statesBeforeChunks(Tensor[] decays, Tensor[] inputs, TensorVector steps, Tensor a) {
        Tensor state = inputs[0];
        Tensor elapsed = steps.get(0); // Σ Δ over the chunk
        for (int t = 1; t < decays.length; t++) {
            state = torch.addcmul(inputs[t], state, decays[t]);
            elapsed = torch.add(elapsed, steps.get(t));
        }
        TensorVector added = state.unbind(1); // [B, N, D] each
        TensorVector kept = torch.mul(elapsed, a).exp_().unbind(1); // [B, N, D] each
        Tensor[] before = new Tensor[Math.toIntExact(added.size())];
        before[0] = torch.zeros_like(added.get(0));
        for (int chunk = 1; chunk < before.length; chunk++) {
            before[chunk] = torch.addcmul(added.get(chunk - 1), before[chunk - 1], kept.get(chunk - 1));
        }
        return torch.stack(new TensorVector(before), 1);
    }

    /** [B, L, …] cut into chunks, a new axis put in, one tensor for each position in a chunk; a ragged end is filled with zeros. */
    private static TensorVector slices(Tensor input, int chunks, int newAxis) {
        return Operations.padLength(input, chunks)
                .unflatten(1, chunks, -1)
                .unsqueeze(newAxis)
                .unbind(2);
    }
}
