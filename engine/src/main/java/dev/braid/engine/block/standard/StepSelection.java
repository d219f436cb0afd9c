package dev.braid.engine.block.standard;

import dev.braid.engine.block.Settings;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens may change the state of a Mamba layer that reads longer contexts than it was trained at: a step Δ of zero leaves
 * the state as it is. Nothing is left out in training.
 *
 * <p>Keeping the tokens with the largest steps is DeciMamba's way (Ben-Kish et al. 2024, arXiv 2406.14528), with one difference: a
 * token that is not kept stays in the sequence, for every position has an answer. Which tokens are kept is known only at the end of a
 * context, or of a prompt that is read at once; tokens that are decoded one by one are all kept. Skipping small steps channel by channel is LongMamba's way (Ye et al. 2025, arXiv 2504.16053).
 */
final class StepSelection {
    /** Of a share at least so many tokens are kept (as published). */
    static final int LEAST = 20;

    private final Mode mode;
    private final int keep;
    private final boolean decimates;
    private final int inner;
    private final @Nullable Weight thresholds; // [D]
    private final Buffer norms; // [L] as they come, [L] sorted

    /**
     * @param keep K, or 0 for all tokens
     * @param skip whether there are thresholds below which steps are skipped
     * @param inner D
     */
    StepSelection(LayerPlan plan, int keep, boolean skip, int inner) {
        this.mode = plan.mode();
        this.keep = keep;
        this.inner = inner;
        thresholds = skip ? plan.weight(Mamba.THRESHOLDS, Initialiser.constant(0), false, inner) : null;
        decimates = keep > 0 && (mode == Mode.EVALUATE || mode == Mode.PROMPT);
        norms = plan.scratchFloats(decimates ? 2 * plan.length() : 0);
    }

    /** K: how many tokens of a context the block keeps by its parameters; 0 for all. */
    static int kept(LayerPlan plan, Settings settings) {
        int first = settings.whole(Mamba.KEEP);
        long share = Math.round(first * Math.pow(settings.real(Mamba.KEEP_SHARE), plan.blocksOfTypeBefore()));
        return (int) Math.max(Math.min(first, LEAST), share);
    }

    /** Sets the steps that are left out to zero; delta is [rows, D]. */
    void apply(Pass pass, Buffer delta) {
        if (mode == Mode.TRAIN) {
            return;
        }
        if (thresholds != null) {
            skip(pass, delta.at(), thresholds.offset());
        }
        if (decimates && keep < pass.length) {
            for (int s = 0; s < pass.sequences; s++) {
                decimate(pass.memory, delta.at() + s * pass.length * inner, pass.length);
            }
        }
    }

    private void skip(Pass pass, int delta, int threshold) {
        float[] memory = pass.memory;
        for (int row = 0; row < pass.rows; row++) {
            int at = delta + row * inner;
            for (int c = 0; c < inner; c++) {
                memory[at + c] = memory[at + c] < pass.weights[threshold + c] ? 0f : memory[at + c];
            }
        }
    }

    /** Of tokens with the same norm the first are kept. */
    private void decimate(float[] memory, int delta, int length) {
        int sorted = norms.at() + length;
        for (int t = 0; t < length; t++) {
            float sum = 0;
            for (int c = 0; c < inner; c++) {
                float step = memory[delta + t * inner + c];
                sum += step * step;
            }
            memory[norms.at() + t] = sum;
            memory[sorted + t] = sum;
        }
        Arrays.sort(memory, sorted, sorted + length);
        float least = memory[sorted + length - keep];
        int equal = 0; // how many of those with that norm are among the K largest
        for (int i = length - keep; i < length && memory[sorted + i] == least; i++) {
            equal++;
        }
        for (int t = 0; t < length; t++) {
            float norm = memory[norms.at() + t];
            if (norm < least || norm == least && equal-- <= 0) {
                Arrays.fill(memory, delta + t * inner, delta + (t + 1) * inner, 0f);
            }
        }
    }
}
