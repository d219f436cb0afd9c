package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.MatrixKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
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

/**
 * One block without a design around it: a plan whose buffers never overlap, with guards between them. Everything a layer
 * must not read is NaN, so that reading it shows; everything it must not write is looked at afterwards.
 */
final class LayerHarness implements LayerPlan {
    private static final int GUARD = 16;

    private final BlockType type;
    private final Site site;
    private final Mode mode;
    private final int sequences;
    private final int length;
    private final int contextLength;
    private final boolean accumulate;
    private final boolean oneSource;

    /** Names of weights without a path, in the order of reservation. */
    final Map<String, Weight> weights = new LinkedHashMap<>();

    private final List<Matrix> matrices = new ArrayList<>();
    private final List<TiedMatrix> tied = new ArrayList<>();
    private final Map<String, Buffer> inputs = new LinkedHashMap<>();
    private final Map<String, Buffer> outputs = new LinkedHashMap<>();
    private final Map<String, Gradient> inputGradients = new LinkedHashMap<>();
    private final Map<String, Buffer> outputGradients = new LinkedHashMap<>();
    private final List<Buffer> saved = new ArrayList<>();
    private final List<Buffer> scratch = new ArrayList<>();
    private final List<Buffer> states = new ArrayList<>();
    private final List<Buffer> placed = new ArrayList<>();
    private int weightEnd = 5;
    private int packedEnd = 3;

    /** What the layer sees. */
    final Pass pass = new Pass();

    /** The layer. */
    final Layer layer;

    /**
     * Builds a layer.
     *
     * @param accumulate whether inputs have another consumer that has left its gradient already
     * @param oneSource whether all inputs are one and the same value
     */
    LayerHarness(
            BlockType type,
            Site site,
            Mode mode,
            int sequences,
            int length,
            int contextLength,
            boolean accumulate,
            boolean oneSource) {
        this.type = type;
        this.site = site;
        this.mode = mode;
        this.sequences = sequences;
        this.length = length;
        this.contextLength = contextLength;
        this.accumulate = accumulate;
        this.oneSource = oneSource;
        layer = type.build(site, this);
        int end = GUARD;
        for (Buffer buffer : placed) {
            buffer.place(end);
            end += buffer.floats() + GUARD;
        }
        pass.memory = new float[end];
        Arrays.fill(pass.memory, Float.NaN);
        pass.weights = new float[weightEnd + GUARD];
        pass.gradients = new float[weightEnd + GUARD];
        pass.packed = new float[packedEnd];
        pass.tokenOffset = 3;
        pass.tokens = new int[pass.tokenOffset + sequences * length];
        pass.labels = new int[pass.tokenOffset + sequences * length];
        pass.rowLoss = new float[pass.tokenOffset + sequences * length];
        pass.predicted = new int[pass.tokenOffset + sequences * length];
        pass.training = mode == Mode.TRAIN;
        pass.dropoutSeed = 42;
        states.forEach(state -> fill(state, 0));
    }

    /** The same block with the same weights, tokens and labels built for another mode and shape. */
    LayerHarness like(Mode newMode, int newSequences, int newLength) {
        LayerHarness other = new LayerHarness(
                type, site, newMode, newSequences, newLength, Math.max(length, contextLength), accumulate, oneSource);
        System.arraycopy(pass.weights, 0, other.pass.weights, 0, pass.weights.length);
        return other;
    }

    /** Fills every weight with its start plus a little noise, so that no gradient is zero by symmetry. */
    void initialise(long seed, double noise) {
        Random random = new Random(seed);
        for (Weight weight : weights.values()) {
            weight.initialiser().fill(pass.weights, weight.offset(), weight.size(), random);
            for (int i = 0; i < weight.size(); i++) {
                pass.weights[weight.offset() + i] += (float) (noise * random.nextGaussian());
            }
        }
    }

    /** Runs forward (or one step of decode, in that mode) over {@code runSequences} sequences. */
    void forward(int runSequences, Map<String, float[]> values) {
        run(runSequences);
        pack();
        inputs.forEach((port, buffer) -> put(buffer, values.get(port)));
        outputs.values().forEach(buffer -> fill(buffer, Float.NaN));
        saved.forEach(buffer -> fill(buffer, Float.NaN));
        scratch.forEach(buffer -> fill(buffer, Float.NaN));
        if (mode == Mode.DECODE) {
            layer.decode(pass);
        } else {
            layer.forward(pass);
        }
        inputs.forEach((port, buffer) ->
                assertThat(get(buffer)).as("input %s is left alone", port).containsExactly(values.get(port)));
        checkGuards();
    }

    /**
     * Runs backward. {@code left} is what other consumers have left in the gradients of the inputs, if they accumulate;
     * weight gradients are added to what is in the pass.
     */
    void backward(Map<String, float[]> gradients, float left) {
        outputGradients.forEach((port, buffer) -> put(buffer, gradients.get(port)));
        inputGradients.values().forEach(gradient -> fill(gradient.buffer(), accumulate ? left : Float.NaN));
        scratch.forEach(buffer -> fill(buffer, Float.NaN));
        layer.backward(pass);
        checkGuards();
    }

    private void run(int runSequences) {
        pass.sequences = runSequences;
        pass.length = length;
        pass.rows = runSequences * length;
    }

    /** Packs all matrices from the present weights. */
    private void pack() {
        MatrixKernels kernels = Kernels.ACTIVE.matrix();
        for (Matrix m : matrices) {
            int at = m.weight().offset();
            kernels.pack(m.in(), m.out(), pass.weights, at, m.out(), pass.packed, m.packed());
            kernels.packTransposed(m.out(), m.in(), pass.weights, at, m.out(), pass.packed, m.packedTransposed());
        }
        for (TiedMatrix m : tied) {
            int vocabulary = m.embedding().shape()[0];
            int width = m.embedding().shape()[1];
            int at = m.embedding().offset();
            kernels.packTransposed(width, vocabulary, pass.weights, at, width, pass.packed, m.packed());
            kernels.pack(vocabulary, width, pass.weights, at, width, pass.packed, m.packedTransposed());
        }
    }

    /** The rows that the last pass has written of an output. */
    float[] valueOfOutput(String port) {
        return get(outputs.get(port));
    }

    /** The rows that the last pass has written of an input's gradient. */
    float[] gradientOfInput(String port) {
        return get(inputGradients.get(port).buffer());
    }

    /** A weight's gradient. */
    float[] gradientOfWeight(String name) {
        Weight weight = weights.get(name);
        return Arrays.copyOfRange(pass.gradients, weight.offset(), weight.offset() + weight.size());
    }

    /** A weight. */
    float[] weight(String name) {
        Weight weight = weights.get(name);
        return Arrays.copyOfRange(pass.weights, weight.offset(), weight.offset() + weight.size());
    }

    /** Trained numbers that the block has reserved. */
    long parameters() {
        return weights.values().stream().mapToLong(Weight::size).sum();
    }

    /** Floats of decoding state for one sequence. */
    long stateFloats() {
        return states.stream().mapToLong(Buffer::width).sum();
    }

    private void put(Buffer buffer, float[] values) {
        System.arraycopy(values, 0, pass.memory, buffer.at(), values.length);
    }

    private float[] get(Buffer buffer) {
        return Arrays.copyOfRange(pass.memory, buffer.at(), buffer.at() + pass.rows * buffer.width());
    }

    private void fill(Buffer buffer, float value) {
        Arrays.fill(pass.memory, buffer.at(), buffer.at() + buffer.floats(), value);
    }

    /** Nothing was written between buffers, nor between weights. */
    private void checkGuards() {
        for (Buffer buffer : placed) {
            for (int i = 1; i <= GUARD; i++) {
                assertThat(pass.memory[buffer.at() - i])
                        .as("guard before a buffer")
                        .isNaN();
                assertThat(pass.memory[buffer.at() + buffer.floats() + i - 1])
                        .as("guard behind a buffer")
                        .isNaN();
            }
        }
        for (Weight weight : weights.values()) {
            assertThat(pass.gradients[weight.offset() - 1])
                    .as("guard before a gradient")
                    .isZero();
            assertThat(pass.gradients[weight.offset() + weight.size()])
                    .as("guard behind a gradient")
                    .isZero();
        }
    }

    // ---- the plan ----

    private Buffer reserve(int width, int floats) {
        Buffer buffer = new Buffer(width, floats);
        placed.add(buffer);
        return buffer;
    }

    private Buffer rows(int width) {
        return reserve(width, sequences * length * width);
    }

    private void trainingOnly() {
        assertThat(mode).as("gradients exist in training only").isEqualTo(Mode.TRAIN);
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
        return contextLength;
    }

    @Override
    public int residualLayers() {
        return 4;
    }

    @Override
    public Buffer input(String port) {
        if (oneSource && !inputs.isEmpty()) {
            Buffer source = inputs.values().iterator().next();
            assertThat(site.width(port)).isEqualTo(source.width());
            inputs.put(port, source);
        }
        return inputs.computeIfAbsent(port, p -> rows(site.width(p)));
    }

    @Override
    public Buffer output(String port) {
        return outputs.computeIfAbsent(port, p -> rows(widthOf(p)));
    }

    @Override
    public Gradient inputGradient(String port) {
        trainingOnly();
        if (oneSource && !inputGradients.isEmpty()) {
            Gradient first = inputGradients.values().iterator().next();
            inputGradients.putIfAbsent(port, new Gradient(first.buffer(), true));
        }
        return inputGradients.computeIfAbsent(port, p -> new Gradient(rows(site.width(p)), accumulate));
    }

    @Override
    public Buffer outputGradient(String port) {
        trainingOnly();
        return outputGradients.computeIfAbsent(port, p -> rows(widthOf(p)));
    }

    @Override
    public Buffer saved(int width) {
        return keep(saved, rows(width));
    }

    @Override
    public Buffer savedPerSequence(int floats) {
        return keep(saved, reserve(floats, sequences * floats));
    }

    @Override
    public Buffer scratch(int width) {
        return keep(scratch, rows(width));
    }

    @Override
    public Buffer scratchFloats(int floats) {
        return keep(scratch, reserve(floats, floats));
    }

    @Override
    public Buffer state(int floatsPerSequence) {
        assertThat(mode).as("state exists in decoding only").isEqualTo(Mode.DECODE);
        return keep(states, reserve(floatsPerSequence, sequences * floatsPerSequence));
    }

    private static Buffer keep(List<Buffer> list, Buffer buffer) {
        list.add(buffer);
        return buffer;
    }

    private int widthOf(String port) {
        return type.outputWidths(site, RecordedProblems.none()).get(port);
    }

    @Override
    public Weight weight(String name, Initialiser initialiser, boolean decay, int... shape) {
        Weight weight = new Weight(name, shape, weightEnd, decay, initialiser);
        weightEnd += weight.size() + 1; // one number stays between two weights
        assertThat(weights.put(name, weight))
                .as("second weight called %s", name)
                .isNull();
        return weight;
    }

    @Override
    public Matrix matrix(String name, int in, int out, Initialiser initialiser) {
        Weight weight = weight(name, initialiser, true, in, out);
        Matrix matrix = new Matrix(weight, in, out, packedSpace(in, out), packedSpace(out, in));
        matrices.add(matrix);
        return matrix;
    }

    @Override
    public TiedMatrix tiedToEmbedding() {
        int width = site.width("in");
        int vocabulary = site.context().vocabulary();
        Weight weight = weight("embedding", Initialiser.normal(0.02), false, vocabulary, width);
        TiedMatrix matrix = new TiedMatrix(weight, packedSpace(width, vocabulary), packedSpace(vocabulary, width));
        tied.add(matrix);
        return matrix;
    }

    private int packedSpace(int k, int n) {
        int at = packedEnd;
        packedEnd += Kernels.ACTIVE.matrix().packedSize(k, n);
        return at;
    }

    @Override
    public int blockNumber() {
        return 7;
    }
}
