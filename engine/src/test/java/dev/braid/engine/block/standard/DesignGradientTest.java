package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Structure;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.SampleDesigns;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.edit.EditException;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.engine.graph.edit.SubGraphEdits;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.Decoder;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole designs, wired at random: loss, gradient of every weight, decoding and threads, against finite differences of the
 * same design in double precision; and that grouping and unpacking change nothing.
 */
class DesignGradientTest {
    private static final int VOCABULARY = 11;
    private static final int[] LENGTHS = {1, 2, 5, 16, 17, 23, 37};
    private static final int LONGEST = 40;
    private static final double STEP = 1e-5;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 48);
    }

    /** What the engine says: loss while training and while evaluating, and the gradient of the former. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them as a whole
    private record Result(double trained, double evaluated, float[] gradient) {
        static Result of(Model model, float[] weights, Batch batch, long dropoutSeed, int threads)
                throws DesignException {
            try (WorkerPool pool = new WorkerPool(threads)) {
                ShardExecutor executor = new ShardExecutor(model, pool, weights);
                BatchRun run = BatchRun.of(batch);
                executor.evaluate(run);
                double evaluated = run.lossSum() / run.labelled();
                double balance = executor.accumulate(run, 1f / run.labelled(), 1f, true, dropoutSeed);
                double trained = run.lossSum() / run.labelled() + balance;
                executor.reduce();
                return new Result(trained, evaluated, executor.gradients().clone());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gradients_of_random_designs_are_their_finite_differences(long seed) throws Exception {
        Model model = compile(new RandomWirings(seed, true).design());
        float[] weights = weights(model, seed);
        Random random = new Random(seed);
        Batch batch = batch(random, 1 + random.nextInt(5), LENGTHS[random.nextInt(LENGTHS.length)]);
        Result engine = Result.of(model, weights, batch, seed, 1);

        double[] exact = LayerCheck.toDouble(weights);
        NaiveModel training = new NaiveModel(model, batch, seed, true);
        assertThat(engine.trained).as("loss").isCloseTo(training.objective(exact), within(2e-5));
        assertThat(engine.evaluated)
                .as("loss without dropout")
                .isCloseTo(new NaiveModel(model, batch, seed, false).objective(exact), within(2e-5));

        double whole = norm(engine.gradient, 0, engine.gradient.length);
        for (Weight weight : model.weights().values()) {
            // one random direction of each weight: an error of any entry shows in it
            double[] direction = new double[exact.length];
            double along = 0;
            for (int i = weight.offset(); i < weight.offset() + weight.size(); i++) {
                direction[i] = random.nextGaussian();
                along += direction[i] * engine.gradient[i];
            }
            double difference = (training.objective(moved(exact, direction, STEP))
                            - training.objective(moved(exact, direction, -STEP)))
                    / (2 * STEP);
            double size = norm(engine.gradient, weight.offset(), weight.size());
            assertThat(along)
                    .as("derivative along a direction of %s", weight.name())
                    .isCloseTo(difference, within(1e-3 * size + 1e-5 * whole));
        }
        assertThat(Result.of(model, weights, batch, seed, 2).gradient)
                .as("on two threads")
                .containsExactly(engine.gradient);
    }

    @Test
    void the_random_designs_use_every_block() throws Exception {
        Set<String> seen = new TreeSet<>();
        for (long seed : seeds().toArray()) {
            compile(new RandomWirings(seed, true).design())
                    .blocks()
                    .forEach(block -> seen.add(block.type().id()));
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        StandardBlocks.ALL.stream().map(BlockType::id).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_designs_decode_as_they_evaluate(long seed) throws Exception {
        decodesAsItEvaluates(seed, 0);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_designs_go_on_from_a_prompt_as_they_evaluate(long seed) throws Exception {
        int length = LENGTHS[(int) (seed % LENGTHS.length)];
        for (int prompt : new int[] {1, length / 2, length - 1}) {
            decodesAsItEvaluates(seed, prompt);
        }
    }

    private static void decodesAsItEvaluates(long seed, int prompt) throws Exception {
        Model model = compile(new RandomWirings(seed, true).design());
        float[] weights = weights(model, seed);
        int length = LENGTHS[(int) (seed % LENGTHS.length)];
        int sequences = 3;
        Batch batch = batch(new Random(seed), sequences, length);
        BatchRun run = BatchRun.of(batch);
        try (WorkerPool pool = new WorkerPool(1)) {
            new ShardExecutor(model, pool, weights).evaluate(run);
        }
        List<int[]> contexts = IntStream.range(0, sequences)
                .mapToObj(s -> Arrays.copyOfRange(batch.tokens(), s * length, (s + 1) * length))
                .toList();
        Decoder decoder = new Decoder(model, weights, sequences + 1, length); // room for one that is not there
        decoder.begin(contexts, prompt);
        for (int t = prompt; t < length; t++) {
            int now = t;
            decoder.read(contexts.stream().mapToInt(tokens -> tokens[now]).toArray());
            for (int s = 0; s < sequences; s++) {
                int row = s * length + t;
                if (batch.labels()[row] >= 0) {
                    float[] logits = Arrays.copyOfRange(decoder.logits(), s * VOCABULARY, (s + 1) * VOCABULARY);
                    double[] p = NaiveBlocks.softmax(LayerCheck.toDouble(logits), VOCABULARY);
                    assertThat(-Math.log(p[batch.labels()[row]]))
                            .as("loss at %d of sequence %d", t, s)
                            .isCloseTo(run.rowLoss()[row], within(1e-4));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void grouping_blocks_and_unpacking_them_again_changes_neither_loss_nor_gradient(long seed) throws Exception {
        Architecture design = new RandomWirings(seed, false).design();
        Random random = new Random(seed);
        Batch batch = batch(random, 2, 9);
        GraphEdit grouping = randomGroup(design, random);
        Architecture grouped = grouping.applyTo(design);
        String placement = grouped.graph().blocks().stream()
                .map(BlockNode::id)
                .filter(id -> design.graph().block(id).isEmpty())
                .findFirst()
                .orElseThrow();
        assertSame(design, grouped, batch, name -> {
            int slash = name.indexOf('/');
            String block = name.substring(0, slash).replaceAll("\\.\\d+$", "");
            return grouped.graph().block(block).isPresent() ? name : placement + "/" + name;
        });
        Architecture unpacked = SubGraphEdits.unpack(grouped, "", placement).applyTo(grouped);
        assertSame(design, unpacked, batch, UnaryOperator.identity());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void unpacking_placed_sub_graphs_changes_neither_loss_nor_gradient(long seed) throws Exception {
        unpackAll(new RandomWirings(seed, false).design());
    }

    static List<Path> samples() {
        return SampleDesigns.files();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void samples_stay_the_same_when_they_are_unpacked_or_grouped(Path file) throws Exception {
        Architecture design = DesignFile.read(file);
        unpackAll(design);
        List<String> layers = design.graph().blocks().stream()
                .filter(block ->
                        !block.type().equals("token-embedding") && !block.type().equals("language-model-head"))
                .map(BlockNode::id)
                .toList();
        Architecture grouped = SubGraphEdits.group(design, "", layers, "group").applyTo(design);
        Batch batch = batch(new Random(1), 2, 9);
        assertSame(design, grouped, batch, name -> {
            String block = name.substring(0, name.indexOf('/')).replaceAll("\\.\\d+$", "");
            return layers.contains(block) ? "group/" + name : name;
        });
    }

    /** Unpacks what can be, one after the other; blocks whose names are taken outside get others. */
    private static void unpackAll(Architecture design) throws DesignException {
        Architecture before = design;
        Batch batch = batch(new Random(1), 2, 9);
        for (BlockNode block : design.graph().blocks()) {
            GraphEdit unpacking;
            try {
                unpacking = SubGraphEdits.unpack(before, "", block.id());
            } catch (EditException repeatedOrSharedOrNone) {
                continue;
            }
            Architecture after = unpacking.applyTo(before);
            Map<String, String> names = newNames(before, block, after);
            assertSame(before, after, batch, name -> {
                String prefix = block.id() + "/";
                if (!name.startsWith(prefix)) {
                    return name;
                }
                String inner = name.substring(prefix.length());
                // of a repeated block inside the number stays: layers.1/mixer/out
                String id = inner.substring(0, inner.indexOf('/')).replaceAll("\\.\\d+$", "");
                return names.get(id) + inner.substring(id.length());
            });
            before = after;
        }
    }

    /** What the blocks of an unpacked sub-graph are called outside: they stand there in their order. */
    private static Map<String, String> newNames(Architecture before, BlockNode placement, Architecture after) {
        String name = Structure.placed(placement).orElseThrow();
        SubGraph definition = before.subGraphs().get(name);
        List<String> inner = definition.graph().blocks().stream()
                .filter(block ->
                        !block.type().equals(Structure.INPUT) && !block.type().equals(Structure.OUTPUT))
                .map(BlockNode::id)
                .toList();
        List<String> outer = after.graph().blocks().stream()
                .map(BlockNode::id)
                .filter(id -> before.graph().block(id).isEmpty())
                .toList();
        assertThat(outer).hasSameSizeAs(inner);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < inner.size(); i++) {
            names.put(inner.get(i), outer.get(i));
        }
        return names;
    }

    /** Groups some blocks of the root that can be grouped. */
    private static GraphEdit randomGroup(Architecture design, Random random) {
        List<String> ids = new ArrayList<>(
                design.graph().blocks().stream().map(BlockNode::id).toList());
        for (int size = 2 + random.nextInt(5); ; size = Math.max(1, size - 1)) {
            for (int trial = 0; trial < 20; trial++) {
                Collections.shuffle(ids, random);
                try {
                    return SubGraphEdits.group(design, "", ids.subList(0, size), "group");
                } catch (EditException notTogether) {
                    // others may be
                }
            }
        }
    }

    private static void assertSame(Architecture before, Architecture after, Batch batch, UnaryOperator<String> renamed)
            throws DesignException {
        Model first = compile(before);
        Model second = compile(after);
        assertThat(second.weights().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        first.weights().keySet().stream().map(renamed).toList());
        float[] weights = weights(first, 3);
        float[] moved = new float[second.weightFloats()];
        Map<String, Weight> places = new HashMap<>(second.weights());
        first.weights().forEach((name, weight) -> {
            Weight place = places.get(renamed.apply(name));
            System.arraycopy(weights, weight.offset(), moved, place.offset(), weight.size());
        });
        Result expected = Result.of(first, weights, batch, 0, 1);
        Result actual = Result.of(second, moved, batch, 0, 1);
        assertThat(actual.evaluated).isCloseTo(expected.evaluated, within(1e-6));
        assertThat(actual.trained).isCloseTo(expected.trained, within(1e-6));
        double whole = norm(expected.gradient, 0, expected.gradient.length);
        first.weights().forEach((name, weight) -> {
            int at = places.get(renamed.apply(name)).offset();
            for (int i = 0; i < weight.size(); i++) {
                // sums at a fan-out may have another order
                assertThat((double) actual.gradient[at + i])
                        .as("gradient of %s", name)
                        .isCloseTo(expected.gradient[weight.offset() + i], within(1e-6 * whole));
            }
        });
    }

    private static Model compile(Architecture design) throws DesignException {
        return Model.compile(design, new BlockCatalog(StandardBlocks.ALL), new DesignContext(VOCABULARY, LONGEST));
    }

    /** The start of training with noise on it, so that no gradient is zero by symmetry. */
    private static float[] weights(Model model, long seed) {
        float[] weights = model.initialWeights(seed);
        Random random = new Random(seed);
        model.weights().values().forEach(weight -> {
            for (int i = 0; i < weight.size(); i++) {
                weights[weight.offset() + i] += (float) (0.2 * random.nextGaussian());
            }
        });
        return weights;
    }

    /** Random tokens; about two of three positions have a label, the last one always. */
    private static Batch batch(Random random, int sequences, int length) {
        int[] tokens = random.ints((long) sequences * length, 0, VOCABULARY).toArray();
        int[] labels = random.ints((long) sequences * length, 0, VOCABULARY).toArray();
        for (int i = 0; i < labels.length - 1; i++) {
            labels[i] = random.nextInt(3) > 0 ? labels[i] : Batch.NO_LABEL;
        }
        return new Batch(sequences, length, tokens, labels);
    }

    private static double[] moved(double[] weights, double[] direction, double step) {
        double[] result = weights.clone();
        Arrays.setAll(result, i -> weights[i] + step * direction[i]);
        return result;
    }

    private static double norm(float[] values, int from, int size) {
        double sum = 0;
        for (int i = from; i < from + size; i++) {
            sum += (double) values[i] * values[i];
        }
        return Math.sqrt(sum);
    }
}
