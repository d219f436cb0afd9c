package dev.braid.engine.kernel;

import java.util.Locale;
import java.util.Random;

/**
 * Times the scans, the convolution and the row kernels on one thread: nanoseconds per token·channel·state and GFLOP/s for the
 * scans, nanoseconds an element for the others; the least of many calls after a warm-up. Arguments: context length,
 * channels, states (512 256 16).
 */
public final class SequenceKernelsBenchmark {
    private static final long WARM_UP = 2_500_000_000L;
    private static final Kernels KERNELS = Kernels.ACTIVE;

    private final int length;
    private final int channels;
    private final int states;
    private final float[] memory;
    private int next = 12; // the first element on a cache line of its own in a large array

    private SequenceKernelsBenchmark(int length, int channels, int states) {
        this.length = length;
        this.channels = channels;
        this.states = states;
        memory = new float[Math.max(8 << 20, 64 * length * channels)];
        Random random = new Random(1);
        for (int i = 0; i < memory.length; i++) {
            memory[i] = (float) random.nextGaussian();
        }
    }

    /** Runs all of them. */
    public static void main(String[] arguments) {
        int length = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 512;
        int channels = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 256;
        int states = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 16;
        new SequenceKernelsBenchmark(length, channels, states).selectiveScan();
        new SequenceKernelsBenchmark(length, channels, states).stateSpaceDual();
        new SequenceKernelsBenchmark(length, channels, states).rows();
    }

    private int place(int floats) {
        int at = next;
        next += (floats + 15) / 16 * 16;
        return at;
    }

    private int steps(int count) {
        int at = place(count);
        for (int i = at; i < at + count; i++) {
            memory[i] = (float) Math.log1p(Math.exp(memory[i] - 3));
        }
        return at;
    }

    private void selectiveScan() {
        ScanKernels scan = KERNELS.scan();
        float[] m = memory;
        int matrix = length * channels;
        int x = place(matrix);
        int delta = steps(matrix);
        int stride = 2 * states;
        int b = place(length * stride);
        int a = place(states * channels);
        for (int i = 0; i < states * channels; i++) {
            m[a + i] = -1 - i / channels;
        }
        int skip = place(channels);
        int y = place(matrix);
        int dy = place(matrix);
        int dx = place(matrix);
        int dDelta = place(matrix);
        int dB = place(length * stride);
        int dA = place(states * channels);
        int dSkip = place(channels);
        int saved = place(scan.savedSize(length, channels, states));
        int scratch = place(scan.scratchSize(length, channels, states));
        double forward = least(() -> scan.forward(
                length,
                channels,
                states,
                m,
                x,
                m,
                delta,
                m,
                b,
                b + states,
                stride,
                m,
                a,
                m,
                skip,
                m,
                y,
                null,
                0,
                m,
                saved,
                m,
                scratch));
        double backward = least(() -> scan.backward(
                length,
                channels,
                states,
                m,
                x,
                m,
                delta,
                m,
                b,
                b + states,
                stride,
                m,
                a,
                m,
                skip,
                m,
                saved,
                m,
                dy,
                m,
                dx,
                m,
                dDelta,
                m,
                dB,
                dB + states,
                stride,
                m,
                dA,
                m,
                dSkip,
                m,
                scratch));
        report("selective scan", forward, 20, backward, 34); // operations with the exponential's polynomial
    }

    private void stateSpaceDual() {
        StateSpaceDualKernels scan = KERNELS.stateSpaceDual();
        float[] m = memory;
        int dimension = channels % 32 == 0 ? 32 : channels;
        int heads = channels / dimension;
        int chunk = 64;
        int stride = channels + 2 * states;
        int input = place(length * stride);
        int dt = steps(length * heads);
        int a = place(heads);
        for (int head = 0; head < heads; head++) {
            m[a + head] = -1 - 15f * head / heads;
        }
        int skip = place(heads);
        int y = place(length * channels);
        int dy = place(length * channels);
        int dInput = place(length * stride);
        int dDt = place(length * heads);
        int dA = place(heads);
        int dSkip = place(heads);
        int saved = place(scan.savedSize(length, heads, dimension, 1, states, chunk));
        int scratch = place(scan.scratchSize(length, heads, dimension, 1, states, chunk));
        double forward = least(() -> scan.forward(
                length,
                heads,
                dimension,
                1,
                states,
                chunk,
                m,
                input,
                input + channels,
                input + channels + states,
                stride,
                m,
                dt,
                m,
                a,
                m,
                skip,
                m,
                y,
                null,
                0,
                m,
                saved,
                m,
                scratch));
        double backward = least(() -> scan.backward(
                length,
                heads,
                dimension,
                1,
                states,
                chunk,
                m,
                input,
                input + channels,
                input + channels + states,
                stride,
                m,
                dt,
                m,
                a,
                m,
                skip,
                m,
                saved,
                m,
                y,
                m,
                dy,
                m,
                dInput,
                dInput + channels,
                dInput + channels + states,
                stride,
                m,
                dDt,
                m,
                dA,
                m,
                dSkip,
                m,
                scratch));
        report("state-space duality", forward, 4, backward, 10);
    }

    private void report(String name, double forward, int forwardOperations, double backward, int backwardOperations) {
        double units = (double) length * channels * states;
        System.out.printf(
                Locale.ROOT,
                "%s, L %d, D %d, N %d: forward %.3f ns (%.0f GFLOP/s), backward %.3f ns (%.0f GFLOP/s)"
                        + " per token·channel·state%n",
                name,
                length,
                channels,
                states,
                forward / units,
                forwardOperations * units / forward,
                backward / units,
                backwardOperations * units / backward);
    }

    private void rows() {
        float[] m = memory;
        int matrix = length * channels;
        int x = place(matrix);
        int z = place(matrix);
        int out = place(matrix);
        int dOut = place(matrix);
        int dx = place(matrix);
        int dz = place(matrix);
        int weight = place(8 * channels);
        int dWeight = place(8 * channels);
        int inverse = place(length);
        int d = channels;
        ElementwiseKernels elementwise = KERNELS.elementwise();
        NormalisationKernels norms = KERNELS.normalisation();
        ConvolutionKernels convolution = KERNELS.convolution();
        element("gate", () -> elementwise.gate(length, d, m, x, d, m, z, d, m, out, d));
        element(
                "gate, backward",
                () -> elementwise.gateBackward(length, d, m, x, d, m, z, d, m, dOut, d, m, dx, d, m, dz, d));
        element("GELU", () -> elementwise.activate(Activation.GELU, matrix, m, x, m, out));
        element("RMSNorm", () -> norms.rootMeanSquare(length, d, 1, m, x, d, m, weight, m, out, d, m, inverse));
        element(
                "RMSNorm, backward",
                () -> norms.rootMeanSquareBackward(
                        length, d, 1, m, x, d, m, weight, m, inverse, m, dOut, d, m, dx, d, false, m, dWeight));
        element(
                "convolution of 4 with SiLU",
                () -> convolution.forward(
                        length, d, 4, m, x, d, m, weight, m, weight + 4 * d, true, m, out, d, null, 0));
        element(
                "convolution of 4 with SiLU, backward",
                () -> convolution.backward(
                        length,
                        d,
                        4,
                        m,
                        x,
                        d,
                        m,
                        weight,
                        m,
                        weight + 4 * d,
                        true,
                        m,
                        dOut,
                        d,
                        m,
                        dx,
                        d,
                        m,
                        dWeight,
                        m,
                        dWeight + 4 * d));
    }

    private void element(String name, Runnable call) {
        System.out.printf(Locale.ROOT, "%s: %.3f ns an element%n", name, least(call) / ((double) length * channels));
    }

    private static double least(Runnable call) {
        long end = System.nanoTime() + WARM_UP;
        while (System.nanoTime() < end) {
            call.run();
        }
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            call.run();
            least = Math.min(least, System.nanoTime() - start);
        }
        return least;
    }
}
