package dev.braid.engine.task.recall;

import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import java.util.List;

/** A bound task that writes sequence after sequence, each from a random stream of its own. */
abstract class SequenceTask implements BoundTask {
    private final int vocabulary;
    private final double chance;
    private final List<Slice> slices;

    SequenceTask(int vocabulary, double chance, Slice... slices) {
        this.vocabulary = vocabulary;
        this.chance = chance;
        this.slices = List.of(slices);
    }

    /** Something that writes one sequence; it may keep scratch memory, it serves a single batch. */
    interface Writer {
        /** Writes a whole sequence. */
        void write(Row row, RandomStream random);
    }

    /** A writer for a context length without problems. */
    abstract Writer writer(int contextLength);

    @Override
    public final int vocabulary() {
        return vocabulary;
    }

    @Override
    public final double chance() {
        return chance;
    }

    @Override
    public final List<Slice> slices() {
        return slices;
    }

    @Override
    public final Batch batch(Split split, long seed, long index, int sequences, int contextLength) {
        List<String> problems = problems(contextLength);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst());
        }
        Row row = new Row(sequences, contextLength, slices.size());
        Writer writer = writer(contextLength);
        for (int sequence = 0; sequence < sequences; sequence++) {
            row.moveTo(sequence);
            writer.write(row, RandomStream.of(seed, split, index, sequence));
        }
        return row.toBatch();
    }
}
