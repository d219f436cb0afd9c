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
 * Writes the most probable token again and again, keeping each block's state. Prompts of about equal lengths go side by side. All but
 * the last tokens of each are read at once; then, at every step, a sequence reads the next token of its prompt or, behind its end, the
 * one that it has just written.
 */
final class GreedyAnswerer implements Answerer {
    private static final int MOST_SIDE_BY_SIDE = 64;
    /**
     * A prompt is read at once up to a multiple of so many tokens, and no further than memory allows. So where it goes on token by token
     * does not depend on the number of threads, nor does, bit by bit, its answer.
     */
    private static final int STRIDE = 32;
    /** Floats that the states of sequences side by side may take on each worker, and as many that a prompt may. */
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
        List<Group> groups = groups(prompts, sideBySide, mostAtOnce(longestPrompt, capacity));
        String[] written = new String[prompts.size()];
        List<Decoder> decoders = new ArrayList<>();
        for (int worker = 0; worker < (groups.size() == 1 ? 1 : pool.size()); worker++) {
            decoders.add(decoder(sideBySide, capacity));
        }
        pool.run(groups.size(), (worker, group) -> write(decoders.get(worker), groups.get(group), capacity, written));
        return Arrays.asList(written);
    }

    /**
     * Prompts that are read side by side.
     *
     * @param members their numbers
     * @param prompts themselves
     * @param atOnce tokens of each that are read at once
     */
    private record Group(List<Integer> members, List<int[]> prompts, int atOnce) {}

    /** The longest first. */
    private static List<Group> groups(List<int[]> prompts, int sideBySide, int mostAtOnce) {
        List<Integer> order = IntStream.range(0, prompts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -prompts.get(i).length))
                .toList();
        List<Group> groups = new ArrayList<>();
        for (int i : order) {
            int[] prompt = prompts.get(i);
            // the last token is read by itself, for what follows it
            int atOnce = Math.min((prompt.length - 1) / STRIDE * STRIDE, mostAtOnce);
            if (groups.isEmpty()
                    || groups.getLast().atOnce != atOnce
                    || groups.getLast().members.size() == sideBySide) {
                groups.add(new Group(new ArrayList<>(), new ArrayList<>(), atOnce));
            }
            groups.getLast().members.add(i);
            groups.getLast().prompts.add(prompt);
        }
        return groups;
    }

    /** A multiple of the stride. */
    private int mostAtOnce(int longestPrompt, int capacity) {
        int most = longestPrompt / STRIDE * STRIDE;
        while (most > 0 && !fits(Mode.PROMPT, 1, most, capacity)) {
            most = most / 2 / STRIDE * STRIDE;
        }
        return most;
    }

    private boolean fits(Mode mode, int sequences, int length, int capacity) {
        try {
            return model.program(mode, sequences, length, capacity).memoryFloats() <= MOST_FLOATS;
        } catch (DesignException e) {
            return false;
        }
    }

    private int sideBySide(int capacity, int prompts) {
        // every worker should have something to do
        int sequences = Math.max(1, Math.min(MOST_SIDE_BY_SIDE, (prompts + pool.size() - 1) / pool.size()));
        while (sequences > 1 && !fits(Mode.DECODE, sequences, 1, capacity)) {
            sequences /= 2;
        }
        return sequences;
    }

    private Decoder decoder(int sequences, int capacity) {
        try {
            return new Decoder(model, weights, sequences, capacity);
        } catch (DesignException e) {
            throw tooLong(capacity, e);
        }
    }

    private static IllegalArgumentException tooLong(int tokens, DesignException e) {
        return new IllegalArgumentException(
                "A context of " + tokens + " tokens is too long for this design: " + e.getMessage(), e);
    }

    private void write(Decoder decoder, Group group, int capacity, String[] written) {
        List<int[]> prompts = group.prompts;
        int count = prompts.size();
        try {
            decoder.begin(prompts, group.atOnce);
        } catch (DesignException e) {
            throw tooLong(group.atOnce, e);
        }
        int[] next = new int[count];
        List<List<Integer>> answers = new ArrayList<>();
        boolean[] done = new boolean[count];
        for (int i = 0; i < count; i++) {
            next[i] = prompts.get(i)[group.atOnce];
            answers.add(new ArrayList<>());
        }
        int left = count;
        for (int t = group.atOnce + 1; left > 0 && t <= capacity; t++) {
            int[] predicted = decoder.read(next);
            for (int i = 0; i < count; i++) {
                int[] prompt = prompts.get(i);
                next[i] = t < prompt.length ? prompt[t] : predicted[i];
                if (t >= prompt.length && !done[i]) {
                    answers.get(i).add(predicted[i]);
                    done[i] = answers.get(i).size() == mostTokens || endsLine(predicted[i]);
                    left -= done[i] ? 1 : 0;
                }
            }
        }
        for (int i = 0; i < count; i++) {
            int[] tokens = answers.get(i).stream().mapToInt(Integer::intValue).toArray();
            written[group.members.get(i)] = firstLine(new String(tokenizer.decode(tokens), StandardCharsets.UTF_8));
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
