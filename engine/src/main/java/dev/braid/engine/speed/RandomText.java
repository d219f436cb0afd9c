package dev.braid.engine.speed;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import java.util.List;
import java.util.Map;

/**
 * What is trained on where only speed counts: random tokens, the next one to be predicted at every position. Nothing can be learnt
 * from it, and that is no matter: only the time counts.
 *
 * @param vocabulary V
 */
public record RandomText(int vocabulary) implements Task, BoundTask {
    @Override
    public String id() {
        return "random-text";
    }

    @Override
    public String title() {
        return "Random text";
    }

    @Override
    public String explanation() {
        return "Random tokens, for measuring speed.";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of();
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(128, 512, 2048);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return this;
    }

    @Override
    public Task task() {
        return this;
    }

    @Override
    public Settings settings() {
        return Settings.of(List.of(), Map.of());
    }

    @Override
    public String symbol(int token) {
        return Integer.toString(token);
    }

    @Override
    public double chance(int contextLength) {
        return 1.0 / vocabulary;
    }

    @Override
    public List<String> problems(int contextLength) {
        return List.of();
    }

    @Override
    public List<Slice> slices() {
        return List.of();
    }

    @Override
    public Batch batch(Split split, long seed, long index, int sequences, int contextLength) {
        int[] tokens = new int[sequences * contextLength];
        int[] labels = new int[tokens.length];
        for (int s = 0; s < sequences; s++) {
            RandomStream random = RandomStream.of(seed, split, index, s);
            int next = random.below(vocabulary);
            for (int t = 0; t < contextLength; t++) {
                tokens[s * contextLength + t] = next;
                next = random.below(vocabulary);
                labels[s * contextLength + t] = next;
            }
        }
        return new Batch(sequences, contextLength, tokens, labels);
    }
}
