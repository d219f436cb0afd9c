package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Everything that is asked of every block with outputs, against a naive forward in double precision written in the test:
 * values, the gradient of every single input and weight (central differences of the naive forward), adding to gradients
 * that are there already, one value at all inputs, causality, evaluation and decoding equal to the forward pass, and the
 * declared cost.
 */
final class LayerCheck {
    /** Largest error of a value, relative to the largest value of its tensor: single against double precision. */
    private static final double VALUE_TOLERANCE = 2e-5;
    /** The same for gradients. */
    private static final double GRADIENT_TOLERANCE = 2e-4;

    private static final double STEP = 1e-5;

    /** A naive forward in double precision: the values of the output ports, each [rows, width]. */
    @FunctionalInterface
    interface Oracle extends Function<Values, Map<String, double[]>> {}

    /** What a naive forward works on; tokens are [rows]. */
    record Values(
            int sequences,
            int length,
            int vocabulary,
            int[] tokens,
            Map<String, double[]> inputs,
            Map<String, double[]> weights) {
        int rows() {
            return sequences * length;
        }

        double[] input(String port) {
            return inputs.get(port);
        }

        double[] weight(String name) {
            return weights.get(name);
        }
    }

    private final BlockType type;
    private final Site site;
    private final Oracle oracle;
    private double weightNoise = 0.3;

    private LayerCheck(BlockType type, Site site, Oracle oracle) {
        this.type = type;
        this.site = site;
        this.oracle = oracle;
    }

    /** Checks a block at several small shapes against its formula in {@link NaiveBlocks}. */
    static void check(BlockType type, Map<String, ParamValue> given, Map<String, Integer> widths) {
        Site site = site(type, given, widths);
        LayerCheck check =
                new LayerCheck(type, site, values -> Map.of("out", NaiveBlocks.forward(type.id(), site, values)));
        check.run(1, 1);
        check.run(2, 7);
        check.run(3, 20);
    }

    /** What can be asked without a naive forward: evaluation, decoding, causality and the declared cost. */
    static void checkConsistency(BlockType type, Map<String, ParamValue> given, Map<String, Integer> widths) {
        LayerCheck check = new LayerCheck(type, site(type, given, widths), values -> Map.of());
        check.evaluateAndDecode(2, 20);
    }

    /** A site with defaults for what is not given; a task of 11 tokens and contexts of 20. */
    static Site site(BlockType type, Map<String, ParamValue> given, Map<String, Integer> widths) {
        return new Site(Settings.of(type.parameters(), given), widths, new DesignContext(11, 20));
    }

    private void run(int sequences, int length) {
        for (boolean accumulate : new boolean[] {false, true}) {
            forwardAndBackward(sequences, length, accumulate, false);
        }
        boolean oneWidth = new HashSet<>(site.inputWidths().values()).size() == 1;
        if (inputs().size() > 1 && oneWidth) {
            forwardAndBackward(sequences, length, false, true);
            forwardAndBackward(sequences, length, true, true);
        }
        evaluateAndDecode(sequences, length);
    }

    private List<String> inputs() {
        return type.inputs(site.settings()).stream().map(PortSpec::name).toList();
    }

    private List<String> outputs() {
        return type.outputs(site.settings()).stream().map(PortSpec::name).toList();
    }

    private void forwardAndBackward(int sequences, int length, boolean accumulate, boolean oneSource) {
        // one sequence more is planned than the pass has, as in the last shard of a batch
        LayerHarness harness = new LayerHarness(
                type, site, Mode.TRAIN, sequences + 1, length, site.context().contextLength(), accumulate, oneSource);
        harness.initialise(1, weightNoise);
        Random random = new Random(2);
        randomTokens(harness, random);
        Map<String, float[]> inputs = randomInputs(sequences * length, random, oneSource);
        harness.forward(sequences, inputs);

        Values values = values(harness, inputs);
        Map<String, double[]> expected = oracle.apply(values);
        assertThat(expected.keySet()).containsExactlyInAnyOrderElementsOf(outputs());
        for (String port : outputs()) {
            assertClose("output " + port, toDouble(harness.valueOfOutput(port)), expected.get(port), VALUE_TOLERANCE);
        }
        assertThat(type.cost(site).parameters()).as("declared parameters").isEqualTo(harness.parameters());

        Map<String, float[]> gradients = new HashMap<>();
        for (String port : outputs()) {
            gradients.put(port, randomFloats(expected.get(port).length, random));
        }
        for (var weight : harness.weights.values()) {
            Arrays.fill(harness.pass.gradients, weight.offset(), weight.offset() + weight.size(), 0.5f);
        }
        harness.backward(gradients, 0.25f);

        harness.weights.forEach((name, weight) -> {
            double[] actual = minus(harness.gradientOfWeight(name), 0.5);
            assertClose(
                    "gradient of weight " + name,
                    actual,
                    differences(values, values.weight(name), gradients),
                    GRADIENT_TOLERANCE);
        });
        double left = accumulate ? 0.25 : 0;
        Map<String, double[]> numeric = new LinkedHashMap<>();
        inputs().forEach(port -> numeric.put(port, differences(values, values.input(port), gradients)));
        if (oneSource) {
            double[] sum = new double[numeric.values().iterator().next().length];
            numeric.values().forEach(each -> Arrays.setAll(sum, i -> sum[i] + each[i]));
            numeric.replaceAll((port, each) -> sum);
        }
        numeric.forEach((port, each) -> assertClose(
                "gradient of input " + port, minus(harness.gradientOfInput(port), left), each, GRADIENT_TOLERANCE));
    }

    /** ∂(Σ gradient · output) / ∂ every number of {@code variable}, which is one of the arrays in {@code values}. */
    private double[] differences(Values values, double[] variable, Map<String, float[]> gradients) {
        double[] result = new double[variable.length];
        for (int i = 0; i < variable.length; i++) {
            double at = variable[i];
            variable[i] = at + STEP;
            double up = weighted(oracle.apply(values), gradients);
            variable[i] = at - STEP;
            double down = weighted(oracle.apply(values), gradients);
            variable[i] = at;
            result[i] = (up - down) / (2 * STEP);
        }
        return result;
    }

    private static double weighted(Map<String, double[]> outputs, Map<String, float[]> gradients) {
        double sum = 0;
        for (var output : outputs.entrySet()) {
            float[] gradient = gradients.get(output.getKey());
            for (int i = 0; i < gradient.length; i++) {
                sum += gradient[i] * output.getValue()[i];
            }
        }
        return sum;
    }

    /** Evaluation gives the same bits, decoding the same values, and later tokens never matter. */
    private void evaluateAndDecode(int sequences, int length) {
        LayerHarness train = new LayerHarness(
                type, site, Mode.TRAIN, sequences, length, site.context().contextLength(), false, false);
        train.initialise(1, weightNoise);
        Random random = new Random(3);
        randomTokens(train, random);
        Map<String, float[]> inputs = randomInputs(sequences * length, random, false);
        train.pass.training = false; // dropout rests
        train.forward(sequences, inputs);
        assertThat(type.cost(site).parameters()).as("declared parameters").isEqualTo(train.parameters());

        LayerHarness evaluate = train.like(Mode.EVALUATE, sequences, length);
        evaluate.pass.tokens = train.pass.tokens;
        evaluate.forward(sequences, inputs);
        for (String port : outputs()) {
            assertThat(evaluate.valueOfOutput(port))
                    .as("evaluated %s", port)
                    .containsExactly(train.valueOfOutput(port));
        }

        LayerHarness decode = train.like(Mode.DECODE, sequences, 1);
        assertThat(type.cost(site).stateBytes()).as("declared state").isEqualTo(4 * decode.stateFloats());
        for (int t = 0; t < length; t++) {
            int step = t;
            decode.pass.start = t;
            for (int s = 0; s < sequences; s++) {
                decode.pass.tokens[decode.pass.tokenOffset + s] =
                        train.pass.tokens[train.pass.tokenOffset + s * length + t];
            }
            Map<String, float[]> now = new HashMap<>();
            inputs.forEach((port, all) -> now.put(port, column(all, sequences, length, step)));
            decode.forward(sequences, now);
            for (String port : outputs()) {
                assertClose(
                        "decoded " + port + " at " + t,
                        toDouble(decode.valueOfOutput(port)),
                        toDouble(column(train.valueOfOutput(port), sequences, length, t)),
                        VALUE_TOLERANCE);
            }
        }

        Map<String, float[]> before = new HashMap<>();
        outputs().forEach(port -> before.put(port, evaluate.valueOfOutput(port)));
        Map<String, float[]> changed = new HashMap<>();
        inputs.forEach((port, all) -> changed.put(port, withLastTokenChanged(all, sequences, length)));
        evaluate.forward(sequences, changed);
        for (String port : outputs()) {
            for (int t = 0; t < length - 1; t++) {
                assertThat(column(evaluate.valueOfOutput(port), sequences, length, t))
                        .as("%s at %d does not see later tokens", port, t)
                        .containsExactly(column(before.get(port), sequences, length, t));
            }
        }
    }

    /** Row t of every sequence: [sequences, width]. */
    static float[] column(float[] all, int sequences, int length, int t) {
        int width = all.length / (sequences * length);
        float[] result = new float[sequences * width];
        for (int s = 0; s < sequences; s++) {
            System.arraycopy(all, (s * length + t) * width, result, s * width, width);
        }
        return result;
    }

    private static float[] withLastTokenChanged(float[] all, int sequences, int length) {
        float[] result = all.clone();
        int width = all.length / (sequences * length);
        for (int s = 0; s < sequences; s++) {
            for (int i = 0; i < width; i++) {
                result[((s + 1) * length - 1) * width + i] += 1 + i;
            }
        }
        return result;
    }

    private Map<String, float[]> randomInputs(int rows, Random random, boolean oneSource) {
        Map<String, float[]> inputs = new LinkedHashMap<>();
        for (String port : inputs()) {
            float[] values = randomFloats(rows * site.width(port), random);
            inputs.put(
                    port,
                    oneSource && !inputs.isEmpty() ? inputs.values().iterator().next() : values);
        }
        return inputs;
    }

    private void randomTokens(LayerHarness harness, Random random) {
        Arrays.setAll(harness.pass.tokens, i -> random.nextInt(site.context().vocabulary()));
    }

    private static float[] randomFloats(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static Values values(LayerHarness harness, Map<String, float[]> inputs) {
        Map<String, double[]> in = new HashMap<>();
        inputs.forEach((port, values) -> in.put(port, toDouble(values)));
        Map<String, double[]> weights = new HashMap<>();
        harness.weights.keySet().forEach(name -> weights.put(name, toDouble(harness.weight(name))));
        int from = harness.pass.tokenOffset;
        int[] tokens = Arrays.copyOfRange(harness.pass.tokens, from, from + harness.pass.rows);
        return new Values(harness.pass.sequences, harness.pass.length, 11, tokens, in, weights);
    }

    /** Every number is right up to a share of the largest. */
    static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double allowed = tolerance * Math.max(largest, 1e-2);
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - expected[i]);
            assertThat(error <= allowed)
                    .as("%s [%d]: expected %s, got %s, allowed error %s", what, i, expected[i], actual[i], allowed)
                    .isTrue();
        }
    }

    private static double[] minus(float[] values, double left) {
        double[] result = new double[values.length];
        Arrays.setAll(result, i -> values[i] - left);
        return result;
    }

    static double[] toDouble(float[] values) {
        return minus(values, 0);
    }
}
