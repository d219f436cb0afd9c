package dev.braid.engine.task.recall;

import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The sequences of {@link InContextRecall} and {@link NoisyRecall}: slots of two tokens, each a key and its value or
 * two tokens of noise. Token ids: keys first, then values, then noise.
 */
final class RepeatedPairs extends SequenceTask {
    private final String name;
    private final int vocabulary;
    private final int noiseVocabulary;
    private final double noise;
    private final int keys;
    private final int values;

    RepeatedPairs(Task task, Settings settings, String name, int vocabulary, int noiseVocabulary, double noise) {
        super(task, settings, vocabulary, Slice.DISTANCE, Slice.PAIRS);
        this.name = name;
        this.vocabulary = vocabulary;
        this.noiseVocabulary = noiseVocabulary;
        this.noise = noise;
        int symbols = vocabulary - noiseVocabulary;
        keys = symbols / 2;
        values = symbols - keys;
    }

    @Override
    public double chance(int contextLength) {
        return 1.0 / values;
    }

    @Override
    public String symbol(int token) {
        return token < keys ? "key " + token : token < keys + values ? "value " + token : "noise " + token;
    }

    @Override
    public List<String> problems(int contextLength) {
        List<String> problems = new ArrayList<>();
        if (contextLength < 3) {
            problems.add(name + " needs a context length of at least 3 (a pair and its key again), got " + contextLength
                    + "; use a longer context.");
        }
        if (vocabulary - noiseVocabulary < 4) {
            problems.add(name + " needs at least 4 tokens for keys and values beside the " + noiseVocabulary
                    + " of noise, got a vocabulary of " + vocabulary + "; use at least " + (noiseVocabulary + 4) + ".");
        }
        return problems;
    }

    @Override
    Writer writer(int contextLength) {
        int lastSlot = (contextLength - 1) / 2;
        int[] valueOf = new int[keys];
        int[] seenAt = new int[keys];
        int[] seenKeys = new int[keys];
        return (row, random) -> {
            Arrays.fill(seenAt, -1);
            int seen = 0;
            int neverNoise = random.below(lastSlot);
            for (int slot = 0; slot <= lastSlot; slot++) {
                int position = 2 * slot;
                if (slot < lastSlot && slot != neverNoise && noise > 0 && random.unit() < noise) {
                    row.token(position, random.between(keys + values, vocabulary));
                    row.token(position + 1, random.between(keys + values, vocabulary));
                    continue;
                }
                int key = slot < lastSlot ? random.below(keys) : seenKeys[random.below(seen)];
                row.token(position, key);
                if (seenAt[key] < 0) {
                    valueOf[key] = random.between(keys, keys + values);
                    seenKeys[seen++] = key;
                } else {
                    row.label(position, valueOf[key], position - seenAt[key], seen);
                }
                seenAt[key] = position;
                if (position + 1 < contextLength) {
                    row.token(position + 1, valueOf[key]);
                }
            }
        };
    }
}
