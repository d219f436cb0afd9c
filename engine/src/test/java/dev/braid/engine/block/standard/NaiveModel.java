package dev.braid.engine.block.standard;

import dev.braid.engine.block.standard.LayerCheck.Values;
import dev.braid.engine.compile.FlatBlock;
import dev.braid.engine.compile.Model;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.Sharding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A whole design in double precision, block after block as {@link NaiveBlocks} has them: what finite differences of its
 * objective say is what the engine's gradients must be.
 */
final class NaiveModel {
    private final Model model;
    private final Batch batch;
    private final long dropoutSeed;
    private final boolean training;

    /**
     * @param dropoutSeed decides which numbers are dropped, the same ones as in the engine
     * @param training whether any are, and whether the balance of experts counts
     */
    NaiveModel(Model model, Batch batch, long dropoutSeed, boolean training) {
        this.model = model;
        this.batch = batch;
        this.dropoutSeed = dropoutSeed;
        this.training = training;
    }

    /** What training makes smaller, for the flat array of weights: the mean loss and the balance of experts. */
    double objective(double[] weights) {
        Map<String, double[]> outputs = new HashMap<>();
        double objective = 0;
        for (int number = 0; number < model.blocks().size(); number++) {
            FlatBlock block = model.blocks().get(number);
            Values values = values(block, weights, outputs);
            String type = block.type().id();
            double[] out;
            if (type.equals("language-model-head") && block.site().settings().flag("tied")) {
                out = timesTable(values.input("in"), table(weights));
            } else if (type.equals("dropout") && training) {
                out = masked(block, number, values.input("in"));
            } else {
                out = NaiveBlocks.forward(type, block.site(), values);
            }
            if (type.equals("mixture-of-experts") && training) {
                objective += balance(block, values);
            }
            if (type.equals("language-model-head")) {
                objective += crossEntropy(out);
            }
            outputs.put(block.path(), out);
        }
        return objective;
    }

    private Values values(FlatBlock block, double[] weights, Map<String, double[]> outputs) {
        Map<String, double[]> inputs = new HashMap<>();
        block.sources().forEach((port, source) -> {
            FlatBlock from = model.design().blocks().get(source.block());
            inputs.put(port, outputs.get(from.path()));
        });
        Map<String, double[]> own = new HashMap<>();
        String prefix = block.weightsPath() + "/";
        model.weights().forEach((name, weight) -> {
            if (name.startsWith(prefix)) {
                own.put(name.substring(prefix.length()), numbers(weight, weights));
            }
        });
        int vocabulary = model.design().context().vocabulary();
        return new Values(batch.sequences(), batch.length(), vocabulary, batch.tokens(), inputs, own);
    }

    private static double[] numbers(Weight weight, double[] weights) {
        return Arrays.copyOfRange(weights, weight.offset(), weight.offset() + weight.size());
    }

    /** The matrix of the only embedding, [V, d]. */
    private double[] table(double[] weights) {
        FlatBlock embedding = model.blocks().stream()
                .filter(block -> block.type().id().equals("token-embedding"))
                .findFirst()
                .orElseThrow();
        Weight weight = model.weights().get(embedding.weightsPath() + "/weight");
        if (weight == null) {
            throw new IllegalStateException("an embedding without a weight");
        }
        return numbers(weight, weights);
    }

    /** x Eᵀ. */
    private double[] timesTable(double[] x, double[] table) {
        int vocabulary = model.design().context().vocabulary();
        int width = table.length / vocabulary;
        double[] logits = new double[x.length / width * vocabulary];
        for (int i = 0; i < logits.length; i++) {
            for (int j = 0; j < width; j++) {
                logits[i] += x[i / vocabulary * width + j] * table[i % vocabulary * width + j];
            }
        }
        return logits;
    }

    /** The mask is the engine's, drawn by sending ones through its kernel. */
    private double[] masked(FlatBlock block, int number, double[] x) {
        float[] mask = new float[x.length];
        Arrays.fill(mask, 1);
        float rate = (float) block.site().settings().real("rate");
        long seed = dropoutSeed ^ (number * 0x9E3779B97F4A7C15L);
        Kernels.ACTIVE.elementwise().dropout(x.length, rate, seed, 0, mask, 0, mask, 0);
        double[] out = x.clone();
        Arrays.setAll(out, i -> mask[i] == 0 ? 0 : x[i] / (1 - (double) rate));
        return out;
    }

    /** The engine counts the balance shard by shard and weighs by rows. */
    private double balance(FlatBlock block, Values values) {
        int width = block.site().width("in");
        int perShard = Sharding.of(batch.sequences(), batch.length()).sequencesPerShard() * batch.length() * width;
        double[] x = values.input("in");
        double sum = 0;
        for (int from = 0; from < x.length; from += perShard) {
            double[] shard = Arrays.copyOfRange(x, from, Math.min(x.length, from + perShard));
            double imbalance = NaiveBlocks.imbalance(
                    shard,
                    width,
                    values.weight("router"),
                    block.site().settings().whole("experts"),
                    block.site().settings().whole("active"));
            sum += imbalance * shard.length / x.length;
        }
        return sum * block.site().settings().real("balance");
    }

    private double crossEntropy(double[] logits) {
        int vocabulary = model.design().context().vocabulary();
        double[] p = NaiveBlocks.softmax(logits, vocabulary);
        double sum = 0;
        for (int row = 0; row < batch.labels().length; row++) {
            int label = batch.labels()[row];
            sum -= label < 0 ? 0 : Math.log(p[row * vocabulary + label]);
        }
        return sum / batch.labelCount();
    }
}
