package dev.braid.engine.task.recall;

import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import java.util.List;

/** A bound task that writes sequence after sequence, each from a random stream of its own. */
abstract class SequenceTask implements BoundTask {
    private final Task task;
    private final Settings settings;
    private final int vocabulary;
    private final List<Slice> slices;

    SequenceTask(Task task, Settings settings, int vocabulary, Slice... slices) {
        this.task = task;
        this.settings = settings;
        this.vocabulary = vocabulary;
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
    public final Task task() {
        return task;
    }

    @Override
    public final Settings settings() {
        return settings;
    }

    @Override
    public final int vocabulary() {
        return vocabulary;
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
