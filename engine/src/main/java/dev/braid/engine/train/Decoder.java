package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.compile.Program;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one token at a time, keeping each block's state (Mamba's state, the window, the key/value cache)
 * instead of reading the context again. Gives the same predictions as the forward over the whole context. What is known from the start,
 * a prompt, it reads at once.
 */
public final class Decoder {
    private final Model model;
    private final Program program;
    private final Pass pass = new Pass();
    private @Nullable Program prompt;
    private final Pass whole = new Pass(); // of a prompt
    private final int vocabulary;

    /**
     * @param weights the model's weights; later changes are not seen
     * @param sequences B, the most that are decoded side by side
     * @param contextLength how many tokens the state must hold
     */
    public Decoder(Model model, float[] weights, int sequences, int contextLength) throws DesignException {
        this.model = model;
        program = model.program(Mode.DECODE, sequences, 1, contextLength);
        vocabulary = model.design().context().vocabulary();
        pass.memory = new float[program.memoryFloats()];
        pass.weights = weights;
        pass.packed = new float[model.packedFloats()];
        model.pack(weights, pass.packed, false, 0, 1);
        pass.length = 1;
        pass.tokens = new int[sequences];
        pass.labels = new int[sequences];
        pass.rowLoss = new float[sequences];
        pass.predicted = new int[sequences];
        pass.logits = new float[sequences * vocabulary];
        begin(sequences);
    }

    private void begin(int sequences) {
        pass.sequences = sequences;
        pass.rows = sequences;
        pass.start = 0;
    }

    /** What it keeps for one sequence, in bytes. */
    public long stateBytes() {
        return (long) Float.BYTES * program.stateFloats();
    }

    /** Tokens read so far. */
    public int position() {
        return pass.start;
    }

    /** Forgets everything: a new context of every sequence begins. */
    public void reset() {
        begin(program.sequences());
        program.forget(pass);
    }

    /**
     * Forgets everything and reads the first tokens of prompts, all of a prompt at once. From here on there are as many sequences as
     * there are prompts.
     *
     * @param prompts at most B, of at least so many tokens each
     * @param tokens of each, from its first; may be 0
     * @throws DesignException when so many tokens at once are too large for one array
     */
    public void begin(List<int[]> prompts, int tokens) throws DesignException {
        if (tokens > program.contextLength()) {
            throw new IllegalStateException(
                    tokens + " tokens are more than the context of " + program.contextLength() + " holds");
        }
        reset();
        begin(prompts.size());
        if (tokens == 0) {
            return;
        }
        Program reading = prompt(tokens);
        for (int i = 0; i < prompts.size(); i++) {
            reading.forget(whole);
            whole.tokens = prompts.get(i);
            reading.forward(whole);
            reading.handOver(whole, program, pass, i);
        }
        pass.start = tokens;
    }

    /** What reads so many tokens at once; made anew only for another number of them. */
    private Program prompt(int tokens) throws DesignException {
        Program known = prompt;
        if (known == null || known.length() != tokens) {
            known = model.program(Mode.PROMPT, 1, tokens, program.contextLength());
            whole.memory = new float[known.memoryFloats()];
            whole.weights = pass.weights;
            whole.packed = pass.packed;
            whole.sequences = 1;
            whole.length = tokens;
            whole.rows = tokens;
            whole.labels = new int[tokens];
            Arrays.fill(whole.labels, Batch.NO_LABEL);
            prompt = known;
        }
        return known;
    }

    /**
     * Reads the next token of every sequence.
     *
     * @param tokens one a sequence; of more than there are, those beyond are not read
     * @return the most probable next token of each; overwritten by the next call
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

    /** The logits after the last token that was read by itself, [B, V]; overwritten by the next call. */
    public float[] logits() {
        return pass.logits;
    }

    /** V, the width of a row of {@link #logits}. */
    public int vocabulary() {
        return vocabulary;
    }
}
