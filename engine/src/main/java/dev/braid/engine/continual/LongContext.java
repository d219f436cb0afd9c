package dev.braid.engine.continual;

import dev.braid.engine.block.standard.Mamba;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.FlatBlock;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.BatchRun;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes of trained Mamba blocks that need no training, for contexts longer than those of training; what the method of paraphrases is
 * compared with.
 */
public final class LongContext {
    /** Of the tokens that one Mamba layer keeps the next keeps this share (DeciMamba's β, as published). */
    public static final double KEPT = 0.5;

    /**
     * A channel is global, and LongMamba's concern, if after a context of training this share of its first token is left in its slowest
     * state. The publication leaves the number open.
     */
    public static final double GLOBAL = 0.01;

    private LongContext() {}

    /** Whether there is a block to change. */
    public static boolean concerns(Architecture design) {
        return graphs(design).stream().flatMap(graph -> graph.blocks().stream()).anyMatch(LongContext::isMamba);
    }

    /**
     * With DeciMamba: the s-th Mamba block, counted from 0, keeps max(min(L, trained · β^s), 20) tokens (Ben-Kish et al. 2024, arXiv
     * 2406.14528).
     *
     * @param trained the context length of training, in tokens
     */
    public static Architecture decimated(Architecture design, int trained) {
        return changed(
                design,
                block -> block.with(Mamba.KEEP, new ParamValue.Whole(trained))
                        .with(Mamba.KEEP_SHARE, new ParamValue.Real(KEPT)));
    }

    /** With LongMamba, its thresholds still to be found (Ye et al. 2025, arXiv 2504.16053). */
    public static Architecture skipping(Architecture design) {
        return changed(design, block -> block.with(Mamba.SKIP, new ParamValue.Flag(true)));
    }

    /** Weights for a model of the same weights and more, which begin as in a fresh one. */
    public static float[] carriedOver(Model from, float[] weights, Model to) {
        float[] carried = to.initialWeights(0);
        for (Weight weight : from.weights().values()) {
            Weight there = to.weights().get(weight.name());
            if (there != null) {
                System.arraycopy(weights, weight.offset(), carried, there.offset(), weight.size());
            }
        }
        return carried;
    }

    /**
     * Sets the thresholds of skipped steps. In a global channel the steps that stay add up, over the longer context, to what all steps
     * add up to over a context of training, so that a memory wears down no further than it was trained to; other channels skip nothing.
     *
     * @param base the model without thresholds, with its weights
     * @param skipping the model of {@link #skipping}
     * @param into its weights, which get the thresholds
     * @param batches what the steps are observed on; not what is measured afterwards
     * @param trained the context length of training
     */
    public static void calibrate(
            Model base,
            float[] weights,
            Model skipping,
            float[] into,
            List<Batch> batches,
            int trained,
            WorkerPool pool)
            throws DesignException {
        Map<String, List<float[]>> observed = observe(base, weights, batches, pool);
        int length = batches.stream().mapToInt(Batch::length).max().orElse(trained);
        double share = Math.min(1, (double) trained / length);
        for (Map.Entry<String, List<float[]>> entry : observed.entrySet()) {
            Weight thresholds = skipping.weights().get(entry.getKey() + "/" + Mamba.THRESHOLDS);
            Weight decays = base.weights().get(entry.getKey() + "/" + Mamba.DECAY_LOG);
            if (thresholds != null && decays != null) {
                for (int channel = 0; channel < thresholds.size(); channel++) {
                    float[] steps = channel(entry.getValue(), channel, thresholds.size());
                    double perToken = sum(steps) / steps.length;
                    boolean global = Math.exp(-slowest(weights, decays, channel) * perToken * trained) > GLOBAL;
                    into[thresholds.offset() + channel] = global ? threshold(steps, share) : 0;
                }
            }
        }
    }

    /** Steps Δ by the path of the block that owns the weights, [rows, D] in pieces. */
    private static Map<String, List<float[]>> observe(Model base, float[] weights, List<Batch> batches, WorkerPool pool)
            throws DesignException {
        Map<String, String> owners = new LinkedHashMap<>();
        for (FlatBlock block : base.blocks()) {
            owners.put(block.path(), block.weightsPath());
        }
        Map<String, List<float[]>> observed = new LinkedHashMap<>();
        ShardExecutor executor = new ShardExecutor(base, pool, weights);
        for (Batch batch : batches) {
            executor.evaluate(BatchRun.of(batch), new ShardExecutor.Witness() {
                @Override
                public void output(
                        String block, int output, int width, float[] memory, int at, int firstRow, int rows) {
                    // only the steps matter
                }

                @Override
                public void inner(
                        String block, String name, int width, float[] memory, int at, int firstRow, int rows) {
                    if (name.equals(Mamba.STEPS)) {
                        observed.computeIfAbsent(owners.getOrDefault(block, block), path -> new ArrayList<>())
                                .add(Arrays.copyOfRange(memory, at, at + rows * width));
                    }
                }
            });
        }
        return observed;
    }

    private static float[] channel(List<float[]> pieces, int channel, int channels) {
        int rows = pieces.stream().mapToInt(piece -> piece.length / channels).sum();
        float[] steps = new float[rows];
        int row = 0;
        for (float[] piece : pieces) {
            for (int at = channel; at < piece.length; at += channels) {
                steps[row++] = piece[at];
            }
        }
        return steps;
    }

    private static double sum(float[] steps) {
        double sum = 0;
        for (float step : steps) {
            sum += step;
        }
        return sum;
    }

    /** The least decay rate among the states of a channel; the weight is [N, D]. */
    private static double slowest(float[] weights, Weight decays, int channel) {
        int channels = decays.shape()[1];
        double least = Double.POSITIVE_INFINITY;
        for (int at = channel; at < decays.size(); at += channels) {
            least = Math.min(least, Math.exp(weights[decays.offset() + at]));
        }
        return least;
    }

    /** The smallest of the largest steps that together make that share of the sum of all; 0 where that is all of them. */
    static float threshold(float[] steps, double share) {
        float[] sorted = steps.clone();
        Arrays.sort(sorted);
        double wanted = share * sum(sorted);
        double kept = 0;
        for (int i = sorted.length - 1; i >= 0; i--) {
            kept += sorted[i];
            if (kept >= wanted) {
                return share == 1 ? 0 : sorted[i];
            }
        }
        return 0;
    }

    private static List<Graph> graphs(Architecture design) {
        List<Graph> graphs = new ArrayList<>(List.of(design.graph()));
        design.subGraphs().values().forEach(sub -> graphs.add(sub.graph()));
        return graphs;
    }

    private static boolean isMamba(BlockNode block) {
        return block.type().equals(new Mamba().id());
    }

    private static Architecture changed(Architecture design, UnaryOperator<BlockNode> change) {
        Graph graph = changed(design.graph(), change);
        Map<String, SubGraph> inner = new LinkedHashMap<>();
        design.subGraphs()
                .forEach((title, sub) ->
                        inner.put(title, new SubGraph(changed(sub.graph(), change), sub.promoted(), sub.unknown())));
        return new Architecture(design.name(), design.description(), graph, inner, design.unknown());
    }

    private static Graph changed(Graph graph, UnaryOperator<BlockNode> change) {
        return new Graph(
                graph.blocks().stream()
                        .map(block -> isMamba(block) ? change.apply(block) : block)
                        .toList(),
                graph.wires());
    }
}
