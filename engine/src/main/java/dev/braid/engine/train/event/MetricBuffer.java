package dev.braid.engine.train.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a run measures at every step, as columns of numbers that only grow. One thread appends, any number read: a reader
 * asks for {@link #size} and may then read every row below it without a lock. Rows lie in blocks, so growing never
 * copies what has been written.
 */
public final class MetricBuffer {
    /** The columns. */
    public enum Column {
        /** Mean loss of the step's labels, nats. */
        LOSS,
        /** Share of the step's labels predicted right. */
        ACCURACY,
        /** Learning rate of the step. */
        LEARNING_RATE,
        /** Norm of the gradient before clipping. */
        GRADIENT_NORM,
        /** Seconds of training since the start of the run, without evaluation. */
        SECONDS,
        /** Tokens trained on since the start of the run. */
        TOKENS
    }

    private static final int COLUMNS = Column.values().length;
    private static final int BLOCK = 1024;
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(MetricBuffer.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long firstStep;
    private double[][] blocks = new double[16][];

    @SuppressWarnings("UnusedVariable") // through SIZE
    private int size;

    /** A buffer whose first row is that step, counted from 1. */
    public MetricBuffer(long firstStep) {
        this.firstStep = firstStep;
    }

    /** The step of the first row. */
    public long firstStep() {
        return firstStep;
    }

    /** How many rows can be read. */
    public int size() {
        return (int) SIZE.getAcquire(this);
    }

    /** Appends a row; the writer's thread only. */
    public void append(
            double loss, double accuracy, double learningRate, double gradientNorm, double seconds, double tokens) {
        int row = (int) SIZE.get(this);
        int block = row / BLOCK;
        if (block == blocks.length) {
            blocks = java.util.Arrays.copyOf(blocks, 2 * block);
        }
        if (blocks[block] == null) {
            blocks[block] = new double[BLOCK * COLUMNS];
        }
        double[] values = blocks[block];
        int at = row % BLOCK * COLUMNS;
        values[at] = loss;
        values[at + 1] = accuracy;
        values[at + 2] = learningRate;
        values[at + 3] = gradientNorm;
        values[at + 4] = seconds;
        values[at + 5] = tokens;
        SIZE.setRelease(this, row + 1);
    }

    /** One number of a row below {@link #size}. */
    public double get(int row, Column column) {
        return blocks[row / BLOCK][row % BLOCK * COLUMNS + column.ordinal()];
    }
}
