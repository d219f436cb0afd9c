package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.compile.Program;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import java.util.Arrays;

/**
 * Reads and writes one token at a time, keeping each block's state (Mamba's state, the window, the key/value cache)
 * instead of reading the context again. Gives the same predictions as the forward over the whole context.
 */
public final class Decoder {
    private final Program program;
    private final Pass pass = new Pass();
    private final int vocabulary;

    /**
     * @param weights the model's weights; later changes are not seen
     * @param sequences B, decoded side by side
     * @param contextLength how many tokens the state must hold
     */
    public Decoder(Model model, float[] weights, int sequences, int contextLength) throws DesignException {
        program = model.program(Mode.DECODE, sequences, 1, contextLength);
        vocabulary = model.design().context().vocabulary();
        pass.memory = new float[program.memoryFloats()];
        pass.weights = weights;
        pass.packed = new float[model.packedFloats()];
        model.pack(weights, pass.packed, false, 0, 1);
        pass.sequences = sequences;
        pass.length = 1;
        pass.rows = sequences;
        pass.tokens = new int[sequences];
        pass.labels = new int[sequences];
        pass.rowLoss = new float[sequences];
        pass.predicted = new int[sequences];
        pass.logits = new float[sequences * vocabulary];
    }

    /** Tokens read so far. */
    public int position() {
        return pass.start;
    }

    /** Forgets everything: a new context begins. */
    public void reset() {
        pass.start = 0;
        Arrays.fill(pass.memory, 0f);
    }

    /**
     * Reads the next token of every sequence.
     *
     * @param tokens one a sequence, [B]
     * @return the most probable next token of each, [B]; overwritten by the next call
     * @throws IllegalStateException when the context is full
     */
    public int[] read(int... tokens) {
        if (pass.start >= program.contextLength()) {
            throw new IllegalStateException("the context of " + program.contextLength() + " tokens is full");
        }
        System.arraycopy(tokens, 0, pass.tokens, 0, pass.sequences);
        program.decode(pass);
        pass.start++;
        return pass.predicted;
    }

    /** The logits after the last token, [B, V]; overwritten by the next call. */
    public float[] logits() {
        return pass.logits;
    }

    /** V, the width of a row of {@link #logits}. */
    public int vocabulary() {
        return vocabulary;
    }
}
