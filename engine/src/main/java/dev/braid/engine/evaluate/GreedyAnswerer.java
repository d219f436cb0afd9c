package dev.braid.engine.evaluate;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.train.Decoder;
import dev.braid.engine.train.WorkerPool;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Writes the most probable token again and again, keeping each block's state. Prompts of about equal lengths go side by side:
 * at every step a sequence reads the next token of its prompt or, behind its end, the one that it has just written. Blocks give
 * out their state token by token only, so prompts are read like that as well.
 */
final class GreedyAnswerer implements Answerer {
    private static final int MOST_SIDE_BY_SIDE = 64;
    /** Floats that the states of sequences side by side may take, on each worker. */
    private static final int MOST_FLOATS = 1 << 25;

    private final Model model;
    private final float[] weights;
    private final Tokenizer tokenizer;
    private final WorkerPool pool;
    private final int mostTokens;

    /** @param mostTokens written after a prompt at most; fewer where the model's context ends before */
    GreedyAnswerer(Model model, float[] weights, Tokenizer tokenizer, WorkerPool pool, int mostTokens) {
        this.model = model;
        this.weights = weights;
        this.tokenizer = tokenizer;
        this.pool = pool;
        this.mostTokens = mostTokens;
    }

    @Override
    public List<String> write(List<int[]> prompts) {
        int longestPrompt =
                prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(1);
        // a design with learnt positions has none beyond its context
        int longest = Math.max(longestPrompt, model.design().context().contextLength());
        int capacity = Math.min(longestPrompt + mostTokens, longest);
        int sideBySide = sideBySide(capacity, prompts.size());
        int[] order = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -prompts.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        int groups = (order.length + sideBySide - 1) / sideBySide;
        String[] written = new String[prompts.size()];
        List<Decoder> decoders = new ArrayList<>();
        for (int worker = 0; worker < (groups == 1 ? 1 : pool.size()); worker++) {
            decoders.add(decoder(sideBySide, capacity));
        }
        pool.run(groups, (worker, group) -> {
            int end = Math.min(order.length, (group + 1) * sideBySide);
            int[] members = Arrays.copyOfRange(order, group * sideBySide, end);
            write(decoders.get(worker), sideBySide, capacity, prompts, members, written);
        });
        return Arrays.asList(written);
    }

    private int sideBySide(int capacity, int prompts) {
        // every worker should have something to do
        int sequences = Math.max(1, Math.min(MOST_SIDE_BY_SIDE, (prompts + pool.size() - 1) / pool.size()));
        try {
            while (sequences > 1
                    && model.program(Mode.DECODE, sequences, 1, capacity).memoryFloats() > MOST_FLOATS) {
                sequences /= 2;
            }
        } catch (DesignException e) {
            return 1;
        }
        return sequences;
    }

    private Decoder decoder(int sequences, int capacity) {
        try {
            return new Decoder(model, weights, sequences, capacity);
        } catch (DesignException e) {
            throw new IllegalArgumentException(
                    "A context of " + capacity + " tokens is too long for this design: " + e.getMessage(), e);
        }
    }

    private void write(
            Decoder decoder, int sideBySide, int capacity, List<int[]> prompts, int[] members, String[] written) {
        decoder.reset();
        int[] next = new int[sideBySide];
        List<List<Integer>> answers = new ArrayList<>();
        boolean[] done = new boolean[members.length];
        for (int i = 0; i < members.length; i++) {
            next[i] = prompts.get(members[i])[0];
            answers.add(new ArrayList<>());
        }
        int left = members.length;
        for (int t = 1; left > 0 && t <= capacity; t++) {
            int[] predicted = decoder.read(next);
            for (int i = 0; i < members.length; i++) {
                int[] prompt = prompts.get(members[i]);
                next[i] = t < prompt.length ? prompt[t] : predicted[i];
                if (t >= prompt.length && !done[i]) {
                    answers.get(i).add(predicted[i]);
                    done[i] = answers.get(i).size() == mostTokens || endsLine(predicted[i]);
                    left -= done[i] ? 1 : 0;
                }
            }
        }
        for (int i = 0; i < members.length; i++) {
            int[] tokens = answers.get(i).stream().mapToInt(Integer::intValue).toArray();
            written[members[i]] = firstLine(new String(tokenizer.decode(tokens), StandardCharsets.UTF_8));
        }
    }

    private boolean endsLine(int token) {
        for (byte each : tokenizer.bytes(token)) {
            if (each == '\n') {
                return true;
            }
        }
        return false;
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
