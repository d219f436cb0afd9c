package dev.braid.engine.kernel;

import java.util.Locale;
import java.util.Random;

/**
 * Arithmetic speed of matrix products, attention, rotary embedding and loss on one core, beside what fused multiply-adds reach in
 * registers. Run it alone on the machine, with {@code --add-modules jdk.incubator.vector}; an argument selects the lines that
 * contain it.
 *
 * <p>It also guards against the C2 trap of {@code kernel.vector}'s house rule: products that overwrite and products that accumulate
 * are timed after both have run, and must be within a small factor of the peak.
 */
public final class MatrixAttentionBenchmark {
    private static final Kernels KERNELS = Kernels.ACTIVE;
    private static final Random RANDOM = new Random(1);

    private final String filter;
    private double peak = 1;

    private MatrixAttentionBenchmark(String filter) {
        this.filter = filter;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        new MatrixAttentionBenchmark(arguments.length > 0 ? arguments[0] : "").run();
    }

    private void run() {
        for (int i = 0; i < 3; i++) {
            peak = Math.max(
                    peak, time("peak", 1e6 * FusedMultiplyAddPeak.FLOPS, () -> FusedMultiplyAddPeak.run(1_000_000)));
        }
        report("multiply-add peak", peak, "GFLOP/s");
        for (int[] mnk : new int[][] {
            {512, 192, 64},
            {512, 256, 64},
            {512, 64, 256},
            {512, 384, 128},
            {512, 512, 128},
            {512, 128, 512},
            {512, 128, 128},
            {128, 256, 128},
            {512, 36, 128},
            {509, 250, 67},
            {1, 256, 64},
            {4, 256, 64}
        }) {
            matrix(mnk[0], mnk[1], mnk[2]);
        }
        for (int[] shape :
                new int[][] {{128, 32}, {512, 32}, {2048, 32}, {128, 64}, {512, 64}, {2048, 64}, {512, 16}, {512, 128}
                }) {
            attention("causal", AttentionShape.causal(shape[0], shape[1]), 3);
        }
        attention("window 128", new AttentionShape(2048, 32, 1, 128, 4, 0, 0.2f), 3);
        attention("both halves", new AttentionShape(512, 32, 2, 0, 0, 0, 0.2f), 2);
        rotary(512, 2, 32);
        loss(128, 256);
        loss(128, 250);
        loss(64, 8192);
    }

    private void matrix(int m, int n, int k) {
        MatrixKernels matrix = KERNELS.matrix();
        float[] a = random(m * k);
        float[] b = random(k * n);
        float[] c = random(m * n);
        float[] packed = new float[matrix.packedSize(k, n)];
        float[] g = random(k * n);
        float[] scratch = new float[matrix.gradientScratchSize(m, k, n)];
        String size = m + "×" + n + "×" + k;
        double flops = 2.0 * m * n * k;
        if (selected("multiply " + size)) {
            matrix.pack(k, n, b, 0, n, packed, 0);
            time("accumulate", flops, () -> matrix.multiply(m, n, k, a, 0, k, packed, 0, c, 0, n, true));
            report(
                    "multiply " + size,
                    time("", flops, () -> matrix.multiply(m, n, k, a, 0, k, packed, 0, c, 0, n, false)),
                    "GFLOP/s");
            report(
                    "multiply, accumulate " + size,
                    time("", flops, () -> matrix.multiply(m, n, k, a, 0, k, packed, 0, c, 0, n, true)),
                    "GFLOP/s");
            report(
                    "gradient " + size,
                    time("", flops, () -> matrix.accumulateGradient(m, k, n, a, 0, k, c, 0, n, g, 0, n, scratch, 0)),
                    "GFLOP/s");
            java.util.Arrays.fill(g, 0f);
            report("pack " + k + "×" + n, time("", k * n, () -> matrix.pack(k, n, b, 0, n, packed, 0)), "Gfloat/s");
            report(
                    "pack transposed " + n + "×" + k,
                    time("", k * n, () -> matrix.packTransposed(k, n, b, 0, k, packed, 0)),
                    "Gfloat/s");
        }
    }

    /** Heads side by side in one buffer [q | k | v], as the attention block holds them. */
    private void attention(String kind, AttentionShape shape, int slots) {
        AttentionKernels attention = KERNELS.attention();
        int width = shape.headDimension();
        String size = kind + " " + shape.length() + ", head " + width;
        if (!selected("attention " + size)) {
            return;
        }
        int heads = Math.max(1, 128 / width);
        int stride = slots * heads * width;
        int keyStride = stride;
        float[] qkv = random(shape.length() * stride);
        float[] keys = random(shape.keys() * keyStride);
        float[] out = new float[shape.length() * heads * width];
        float[] dOut = random(out.length);
        float[] gradient = new float[qkv.length];
        float[] keyGradient = new float[keys.length];
        float[] logSumExp = new float[shape.length()];
        float[] scratch = new float[attention.scratchSize(shape)];
        long pairs = 0;
        for (int i = 0; i < shape.length(); i++) {
            pairs += shape.lastKeyExclusive(i)
                    - shape.firstRecentKey(i)
                    + Math.max(0, shape.lastSinkExclusive(i) - shape.firstSink(i));
        }
        int ldOut = heads * width;
        int[] head = {0};
        report(
                "attention forward " + size,
                time("", 4.0 * pairs * width, () -> {
                    int h = head[0] = (head[0] + 1) % heads;
                    attention.forward(
                            shape, qkv, h * width, stride, keys, h * width, keyStride, keys, h * width, keyStride, out,
                            h * width, ldOut, logSumExp, 0, scratch, 0);
                }),
                "GFLOP/s");
        report(
                "attention backward " + size,
                time("", 10.0 * pairs * width, () -> {
                    int h = head[0];
                    attention.backward(
                            shape,
                            qkv,
                            h * width,
                            stride,
                            keys,
                            h * width,
                            keyStride,
                            keys,
                            h * width,
                            keyStride,
                            out,
                            h * width,
                            ldOut,
                            logSumExp,
                            0,
                            dOut,
                            h * width,
                            ldOut,
                            gradient,
                            h * width,
                            stride,
                            keyGradient,
                            h * width,
                            keyStride,
                            keyGradient,
                            h * width,
                            keyStride,
                            scratch,
                            0);
                }),
                "GFLOP/s");
    }

    private void rotary(int rows, int heads, int width) {
        RotaryTable table = new RotaryTable(10000, width, rows);
        float[] x = random(rows * heads * width);
        if (selected("rotary")) {
            report(
                    "rotary " + rows + "×" + heads + "×" + width,
                    time("", x.length, () -> KERNELS.rotary().rotate(table, rows, heads, rows, 0, x, 0, heads * width)),
                    "Gfloat/s");
        }
    }

    private void loss(int rows, int vocabulary) {
        float[] logits = random(rows * vocabulary);
        int[] labels = RANDOM.ints(rows, 0, vocabulary).toArray();
        float[] loss = new float[rows];
        int[] predicted = new int[rows];
        if (selected("loss")) {
            report(
                    "loss " + rows + "×" + vocabulary,
                    time(
                            "",
                            logits.length,
                            () -> KERNELS.loss()
                                    .softmaxCrossEntropy(
                                            rows,
                                            vocabulary,
                                            logits,
                                            0,
                                            vocabulary,
                                            labels,
                                            0,
                                            1f,
                                            loss,
                                            0,
                                            predicted,
                                            0)),
                    "Gfloat/s");
        }
    }

    private boolean selected(String name) {
        return name.contains(filter);
    }

    /** Best rate in billions a second of {@code work} units a call, after a warm-up. */
    private static double time(String name, double work, Runnable call) {
        double best = 0;
        long end = System.nanoTime() + (name.isEmpty() ? 900_000_000L : 300_000_000L);
        int calls = 1;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                call.run();
            }
            long taken = System.nanoTime() - start;
            best = Math.max(best, work * calls / taken);
            if (taken < 1_000_000) {
                calls *= 2;
            }
        }
        return best;
    }

    private void report(String name, double rate, String unit) {
        boolean arithmetic = unit.equals("GFLOP/s");
        System.out.println(
                String.format(Locale.ROOT, "%-48s %7.2f %s%s", name, rate, unit, arithmetic ? percent(rate) : ""));
    }

    private String percent(double rate) {
        return String.format(Locale.ROOT, "  %3.0f %% of peak", 100 * rate / peak);
    }

    private static float[] random(int count) {
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = (float) RANDOM.nextGaussian();
        }
        return x;
    }
}
