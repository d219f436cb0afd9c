package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.MatrixKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.TiedMatrix;
import dev.braid.engine.tensor.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A test bench for one block that mixes positions: compares its layer with a naive forward in double precision, its gradients
 * with central differences of that forward, its decoding with its whole forward.
 */
final class BlockBench {
    /** A block's forward by its formula, in double precision. */
    interface Naive {
        /**
         * The output.
         *
         * @param value inputs [sequences · length, width] and weights by name
         */
        double[] forward(Map<String, double[]> value, int sequences, int length);
    }

    final BlockType type;
    final Settings settings;
    final Map<String, Integer> widths;
    final int contextLength;
    final int residualLayers;
    final Site site;
    final Map<String, Weight> weights = new LinkedHashMap<>();
    float[] values = new float[0]; // all weights

    BlockBench(BlockType type, Map<String, Object> parameters, Map<String, Integer> widths, int contextLength) {
        this.type = type;
        this.widths = widths;
        this.contextLength = contextLength;
        residualLayers = 4;
        settings = settings(type, parameters);
        site = new Site(settings, widths, new DesignContext(32, contextLength));
        type.build(site, new Plan(Mode.TRAIN, 1, contextLength));
        Random random = new Random(7);
        for (Weight weight : weights.values()) {
            weight.initialiser().fill(values, weight.offset(), weight.size(), random);
        }
    }

    private static Settings settings(BlockType type, Map<String, Object> parameters) {
        Map<String, ParamValue> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> given.put(name, switch (value) {
            case Integer whole -> new ParamValue.Whole(whole);
            case Double real -> new ParamValue.Real(real);
            case Boolean flag -> new ParamValue.Flag(flag);
            case String text -> new ParamValue.Text(text);
            default -> throw new IllegalArgumentException(name);
        }));
        parameters.keySet().forEach(name -> assertThat(type.parameters())
                .anyMatch(spec -> spec.name().equals(name)
                        && spec.refusal(given.get(name)).isEmpty()));
        return Settings.of(type.parameters(), given);
    }

    /** What a shape rule says. */
    static Problems problems(BlockType type, Map<String, Object> parameters, Map<String, Integer> widths) {
        Problems problems = new Problems();
        problems.outputs =
                type.outputWidths(new Site(settings(type, parameters), widths, new DesignContext(32, 64)), problems);
        return problems;
    }

    /** Texts and fixes of a shape rule. */
    static final class Problems implements ShapeReport {
        final List<String> texts = new ArrayList<>();
        final List<Fix> fixes = new ArrayList<>();
        Map<String, Integer> outputs = Map.of();

        @Override
        public void error(@Nullable String port, String text, @Nullable FixProposal fix) {
            texts.add(text);
            if (fix != null) {
                fixes.add(fix.at("block"));
            }
        }

        @Override
        public void warning(@Nullable String port, String text, @Nullable FixProposal fix) {
            error(port, text, fix);
        }
    }

    int outputWidth() {
        Problems problems = new Problems();
        int width = type.outputWidths(site, problems).get("out");
        assertThat(problems.texts).isEmpty();
        return width;
    }

    long parameters() {
        return weights.values().stream().mapToLong(Weight::size).sum();
    }

    /** Random inputs [rows, width] of all ports. */
    Map<String, float[]> randomInputs(int rows, long seed) {
        Random random = new Random(seed);
        Map<String, float[]> inputs = new LinkedHashMap<>();
        widths.forEach((port, width) -> {
            float[] values = new float[rows * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.put(port, values);
        });
        return inputs;
    }

    /** One built program with its own memory. */
    final class Program {
        final Plan plan;
        final Layer layer;
        final Pass pass = new Pass();

        Program(Mode mode, int sequences, int length) {
            plan = new Plan(mode, sequences, length);
            layer = type.build(site, plan);
            int at = 5; // nothing may rely on alignment
            for (Buffer buffer : plan.buffers) {
                buffer.place(at);
                at += buffer.floats() + 3;
            }
            pass.memory = new float[at];
            Arrays.fill(pass.memory, Float.NaN);
            for (Buffer state : plan.states) {
                Arrays.fill(pass.memory, state.at(), state.at() + state.floats(), 0);
            }
            pass.weights = values;
            pass.gradients = new float[values.length];
            pass.packed = plan.pack(values);
            pass.sequences = sequences;
            pass.length = length;
            pass.rows = sequences * length;
            pass.shardShare = 1;
            pass.training = mode == Mode.TRAIN;
        }

        void sequences(int sequences) {
            pass.sequences = sequences;
            pass.rows = sequences * pass.length;
        }

        private void scrapScratch() {
            for (Buffer scratch : plan.scratch) {
                Arrays.fill(pass.memory, scratch.at(), scratch.at() + scratch.floats(), Float.NaN);
            }
        }

        float[] forward(Map<String, float[]> inputs) {
            inputs.forEach((port, x) -> System.arraycopy(x, 0, pass.memory, plan.inputs.get(port).at(), x.length));
            scrapScratch();
            layer.forward(pass);
            return output();
        }

        float[] decode(Map<String, float[]> inputs) {
            inputs.forEach((port, x) -> System.arraycopy(x, 0, pass.memory, plan.inputs.get(port).at(), x.length));
            scrapScratch();
            layer.decode(pass);
            return output();
        }

        private float[] output() {
            Buffer out = plan.output("out");
            return Arrays.copyOfRange(pass.memory, out.at(), out.at() + pass.rows * out.width());
        }

        /** Gradients by name: of inputs and weights. */
        Map<String, float[]> backward(float[] dOut) {
            System.arraycopy(dOut, 0, pass.memory, plan.outputGradient("out").at(), dOut.length);
            for (Gradient gradient : plan.gradients.values()) {
                Buffer buffer = gradient.buffer();
                Arrays.fill(
                        pass.memory, buffer.at(), buffer.at() + buffer.floats(), gradient.accumulate() ? 0.5f : Float.NaN);
            }
            scrapScratch();
            layer.backward(pass);
            Map<String, float[]> result = new LinkedHashMap<>();
            plan.gradients.forEach((port, gradient) -> {
                Buffer buffer = gradient.buffer();
                float[] d = Arrays.copyOfRange(pass.memory, buffer.at(), buffer.at() + pass.rows * buffer.width());
                if (gradient.accumulate()) {
                    for (int i = 0; i < d.length; i++) {
                        d[i] -= 0.5f;
                    }
                }
                result.put(port, d);
            });
            weights.forEach((name, weight) -> {
                float[] d = Arrays.copyOfRange(pass.gradients, weight.offset(), weight.offset() + weight.size());
                result.put(name, d);
            });
            return result;
        }

    }

    /** Forward and all gradients against the naive forward; largest relative error of a tensor. */
    void agreesWith(Naive naive, int sequences, int length) {
        Program program = new Program(Mode.TRAIN, sequences + 1, length);
        program.sequences(sequences); // the last shard of a step is a smaller one
        Map<String, float[]> inputs = randomInputs(sequences * length, 11);
        float[] out = program.forward(inputs);
        Map<String, double[]> all = new LinkedHashMap<>();
        inputs.forEach((port, x) -> all.put(port, doubles(x, 0, x.length)));
        weights.forEach((name, weight) -> all.put(name, doubles(values, weight.offset(), weight.size())));
        assertThat(relativeError(out, naive.forward(all, sequences, length)))
                .as("forward")
                .isLessThan(2e-6);

        Random random = new Random(5);
        float[] dOut = new float[out.length];
        for (int i = 0; i < dOut.length; i++) {
            dOut[i] = (float) random.nextGaussian();
        }
        Map<String, float[]> gradients = program.backward(dOut);
        gradients.forEach((name, gradient) -> {
            double[] values = all.get(name);
            int count = Math.min(values.length, 60);
            double[] expected = new double[count];
            float[] found = new float[count];
            for (int i = 0; i < count; i++) {
                int index = count == values.length ? i : random.nextInt(values.length);
                double value = values[index];
                double step = 1e-4;
                values[index] = value + step;
                double above = dot(naive.forward(all, sequences, length), dOut);
                values[index] = value - step;
                double below = dot(naive.forward(all, sequences, length), dOut);
                values[index] = value;
                expected[i] = (above - below) / (2 * step);
                found[i] = gradient[index];
            }
            assertThat(relativeError(found, expected)).as("gradient of " + name).isLessThan(1e-4);
        });
        program.forward(inputs);
        Map<String, float[]> twice = program.backward(dOut);
        for (String name : weights.keySet()) {
            double[] expected = Naives.scaled(gradients.get(name), 2);
            assertThat(relativeError(twice.get(name), expected)).as("twice " + name).isLessThan(1e-6);
        }
        assertThat(new Program(Mode.EVALUATE, sequences, length).forward(inputs))
                .as("evaluation without a backward pass")
                .isEqualTo(out);
    }

    /** Decoding step by step, with {@code length} tokens, equals the whole forward. */
    void decodesAsForward(int sequences, int length) {
        Map<String, float[]> inputs = randomInputs(sequences * length, 13);
        float[] whole = new Program(Mode.EVALUATE, sequences, length).forward(inputs);
        Program program = new Program(Mode.DECODE, sequences, 1);
        int width = outputWidth();
        float[] steps = new float[whole.length];
        for (int t = 0; t < length; t++) {
            program.pass.start = t;
            Map<String, float[]> now = new LinkedHashMap<>();
            int token = t;
            inputs.forEach((port, x) -> {
                int w = widths.get(port);
                float[] row = new float[sequences * w];
                for (int s = 0; s < sequences; s++) {
                    System.arraycopy(x, (s * length + token) * w, row, s * w, w);
                }
                now.put(port, row);
            });
            float[] out = program.decode(now);
            for (int s = 0; s < sequences; s++) {
                System.arraycopy(out, s * width, steps, (s * length + t) * width, width);
            }
        }
        assertThat(relativeError(steps, doubles(whole, 0, whole.length))).isLessThan(2e-6);
        long stateFloats = program.plan.states.stream().mapToLong(Buffer::floats).sum() / sequences;
        assertThat(type.cost(site).stateBytes()).as("declared state").isEqualTo(4 * stateFloats);
        assertThat(type.cost(site).parameters()).as("declared parameters").isEqualTo(parameters());
    }

    /** Changing one token never changes outputs before it, nor other sequences; returns the changed output rows. */
    List<Integer> rowsThatSee(int changed, int length) {
        Map<String, float[]> inputs = randomInputs(2 * length, 17);
        Program program = new Program(Mode.EVALUATE, 2, length);
        float[] before = program.forward(inputs);
        inputs.forEach((port, x) -> {
            int w = widths.get(port);
            for (int i = 0; i < w; i++) {
                x[changed * w + i] += 1 + i;
            }
        });
        float[] after = program.forward(inputs);
        int width = outputWidth();
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < 2 * length; row++) {
            if (!Arrays.equals(before, row * width, (row + 1) * width, after, row * width, (row + 1) * width)) {
                rows.add(row);
            }
        }
        assertThat(rows).allSatisfy(row -> assertThat(row).isBetween(changed, length - 1));
        return rows;
    }

    static double[] doubles(float[] values, int offset, int size) {
        double[] result = new double[size];
        for (int i = 0; i < size; i++) {
            result[i] = values[offset + i];
        }
        return result;
    }

    static double dot(double[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** ‖found − expected‖ / ‖expected‖. */
    static double relativeError(float[] found, double[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < found.length; i++) {
            difference += (found[i] - expected[i]) * (found[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return norm == 0 ? difference : Math.sqrt(difference / norm);
    }

    /** Everything apart in memory. */
    final class Plan implements LayerPlan {
        final List<Buffer> buffers = new ArrayList<>();
        final List<Buffer> scratch = new ArrayList<>();
        final List<Buffer> states = new ArrayList<>();
        final List<Matrix> matrices = new ArrayList<>();
        final Map<String, Buffer> inputs = new LinkedHashMap<>();
        final Map<String, Gradient> gradients = new LinkedHashMap<>();
        private final Mode mode;
        private final int sequences;
        private final int length;
        private int packedSize = 3;
        private final Buffer out;
        private Buffer dOut;

        Plan(Mode mode, int sequences, int length) {
            this.mode = mode;
            this.sequences = sequences;
            this.length = length;
            int rows = sequences * length;
            for (PortSpec port : type.inputs(settings)) {
                Integer width = widths.get(port.name());
                if (width != null) {
                    inputs.put(port.name(), add(width, rows * width));
                    if (mode == Mode.TRAIN) {
                        // every second gradient has another consumer's share in it
                        gradients.put(
                                port.name(), new Gradient(add(width, rows * width), (gradients.size() + length) % 2 == 1));
                    }
                }
            }
            int width = outputWidth();
            out = add(width, rows * width);
            if (mode == Mode.TRAIN) {
                dOut = add(width, rows * width);
            }
        }

        private Buffer add(int width, int floats) {
            Buffer buffer = new Buffer(width, floats);
            buffers.add(buffer);
            return buffer;
        }

        float[] pack(float[] values) {
            float[] packed = new float[packedSize];
            MatrixKernels kernels = Kernels.ACTIVE.matrix();
            for (Matrix matrix : matrices) {
                int offset = matrix.weight().offset();
                kernels.pack(matrix.in(), matrix.out(), values, offset, matrix.out(), packed, matrix.packed());
                kernels.packTransposed(
                        matrix.out(), matrix.in(), values, offset, matrix.out(), packed, matrix.packedTransposed());
            }
            return packed;
        }

        @Override
        public Mode mode() {
            return mode;
        }

        @Override
        public int sequences() {
            return sequences;
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public int contextLength() {
            return mode == Mode.DECODE ? contextLength : length;
        }

        @Override
        public int residualLayers() {
            return residualLayers;
        }

        @Override
        public Buffer input(String port) {
            return inputs.get(port);
        }

        @Override
        public Buffer output(String port) {
            return out;
        }

        @Override
        public Gradient inputGradient(String port) {
            assertThat(mode).isEqualTo(Mode.TRAIN);
            return gradients.get(port);
        }

        @Override
        public Buffer outputGradient(String port) {
            assertThat(mode).isEqualTo(Mode.TRAIN);
            return dOut;
        }

        @Override
        public Buffer saved(int width) {
            return add(width, sequences * length * width);
        }

        @Override
        public Buffer savedPerSequence(int floats) {
            return add(floats, sequences * floats);
        }

        @Override
        public Buffer scratch(int width) {
            Buffer buffer = add(width, sequences * length * width);
            scratch.add(buffer);
            return buffer;
        }

        @Override
        public Buffer scratchFloats(int floats) {
            Buffer buffer = add(floats, floats);
            scratch.add(buffer);
            return buffer;
        }

        @Override
        public Buffer state(int floatsPerSequence) {
            assertThat(mode).isEqualTo(Mode.DECODE);
            Buffer buffer = add(floatsPerSequence, sequences * floatsPerSequence);
            states.add(buffer);
            return buffer;
        }

        @Override
        public Weight weight(String name, Initialiser initialiser, boolean decay, int... shape) {
            Weight known = weights.get(name);
            if (known != null) {
                assertThat(known.shape()).isEqualTo(shape);
                return known;
            }
            Weight weight = new Weight(name, shape, values.length + 1, decay, initialiser);
            values = Arrays.copyOf(values, weight.offset() + weight.size());
            weights.put(name, weight);
            return weight;
        }

        @Override
        public Matrix matrix(String name, int in, int out, Initialiser initialiser) {
            Weight weight = weight(name, initialiser, true, in, out);
            MatrixKernels kernels = Kernels.ACTIVE.matrix();
            int packed = packedSize;
            int transposed = packed + kernels.packedSize(in, out) + 1;
            packedSize = transposed + kernels.packedSize(out, in) + 1;
            Matrix matrix = new Matrix(weight, in, out, packed, transposed);
            matrices.add(matrix);
            return matrix;
        }

        @Override
        public TiedMatrix tiedToEmbedding() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int blockNumber() {
            return 3;
        }
    }
}
