package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.block.Problem;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.FlatBlock;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The reference backend: a compiled design written out once more, plainly, in double precision, for one batch. Every block
 * is a few lines of mathematics over whole matrices, recurrences are unrolled over time, and SameDiff finds the gradients.
 * It shares no arithmetic with the engine, which is what makes it a judge of the engine; it is thousands of times slower,
 * so only tiny designs and batches are taken. Dropout is off.
 *
 * <p>The experts of a mixture are chosen by their probabilities with the weights given; the choice itself has no gradient,
 * and the balance term is counted over the whole batch.
 */
public final class ReferenceModel {
    /** Most operations of the forward graph: beyond, SameDiff's own cost makes it useless. */
    public static final int MOST_OPERATIONS = 250;

    /** Most tokens of a batch: masks are [tokens, tokens]. */
    public static final int MOST_TOKENS = 256;

    /** Most trained numbers. */
    public static final int MOST_PARAMETERS = 200_000;

    private static final String HEAD = "language-model-head";
    private static final String EMBEDDING = "token-embedding";

    private final Model model;
    private final Batch batch;
    private final SameDiff graph = SameDiff.create();
    private final Map<String, SDVariable> weights = new LinkedHashMap<>();
    private final Map<String, SDVariable> outputs = new HashMap<>(); // by block path
    private final SDVariable logits; // [B·L, V]
    private final SDVariable loss;
    private final SDVariable objective; // loss and balance terms

    private ReferenceModel(Model model, double[] values, Batch batch) throws DesignException {
        this.model = model;
        this.batch = batch;
        checkSize();
        for (Weight weight : model.weights().values()) {
            INDArray array = array(weight, values);
            weights.put(weight.name(), graph.var("w" + weights.size(), array));
        }
        Operations operations = new Operations(graph, batch);
        SDVariable balance = null;
        Scope head = null;
        SDVariable last = null;
        for (FlatBlock block : model.blocks()) {
            Scope scope = new Scope(block, inputs(block), weights, operations);
            SDVariable value;
            if (block.type().id().equals("mixture-of-experts")) {
                BlockFormulas.Mixture mixture = BlockFormulas.mixtureOfExperts(scope);
                balance = balance == null ? mixture.balance() : balance.add(mixture.balance());
                value = mixture.value();
            } else {
                value = value(scope);
            }
            outputs.put(block.path(), value);
            if (block.type().id().equals(HEAD)) {
                head = scope;
                last = value;
            }
            checkOperations(block);
        }
        if (head == null || last == null) {
            throw new IllegalStateException("a compiled design has a head");
        }
        logits = last;
        loss = operations.crossEntropy(logits, vocabulary(head), batch.labels(), batch.labelCount());
        objective = balance == null ? loss : loss.add(balance);
        objective.markAsLoss();
    }

    /**
     * Writes a design out for a batch.
     *
     * @param weights the flat array, {@link Model#weightFloats} floats
     * @param batch tokens and labels; at least one position has a label
     * @throws DesignException when design or batch are too large for it, with a sentence that says what is
     */
    public static ReferenceModel of(Model model, float[] weights, Batch batch) throws DesignException {
        double[] values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i];
        }
        return new ReferenceModel(model, values, batch);
    }

    /** The same with weights in double precision, as finite differences need them. */
    public static ReferenceModel of(Model model, double[] weights, Batch batch) throws DesignException {
        return new ReferenceModel(model, weights, batch);
    }

    /** The mean loss in nats over the labelled positions. */
    public double loss() {
        return loss.eval().getDouble(0);
    }

    /** What training makes smaller: the loss, and the balance terms of mixtures of experts. */
    public double objective() {
        return objective.eval().getDouble(0);
    }

    /** Every position's logits, [B·L, V]. */
    public double[][] logits() {
        return logits.eval().toDoubleMatrix();
    }

    /** The gradient of {@link #objective} with respect to every weight, by name, row-major like the weight. */
    public Map<String, double[]> gradients() {
        graph.createGradFunction();
        List<String> reached = weights.values().stream()
                .map(SDVariable::name)
                .filter(graph::variableHasGradient)
                .toList();
        Map<String, INDArray> found = graph.calculateGradients(Map.of(), reached);
        Map<String, double[]> gradients = new LinkedHashMap<>();
        weights.forEach((name, variable) -> {
            INDArray gradient = found.get(variable.name());
            int size = Math.toIntExact(variable.getArr().length());
            gradients.put(
                    name,
                    gradient == null
                            ? new double[size]
                            : gradient.dup('c').data().asDouble());
        });
        return Collections.unmodifiableMap(gradients);
    }

    /** Operations of the forward graph. */
    public int operations() {
        return graph.ops().length;
    }

    private SDVariable value(Scope b) {
        return switch (b.block().type().id()) {
            case EMBEDDING -> BlockFormulas.tokenEmbedding(b, batch.tokens());
            case "learned-positions" -> BlockFormulas.learnedPositions(b);
            case "rms-norm" -> BlockFormulas.rmsNorm(b, 1);
            case "layer-norm" -> BlockFormulas.layerNorm(b, 1);
            case "branch-norm" -> BlockFormulas.branchNorm(b);
            case "linear" -> BlockFormulas.linear(b);
            case "scale" -> BlockFormulas.scale(b);
            case "dropout" -> b.in();
            case "add" -> BlockFormulas.add(b);
            case "concat" -> BlockFormulas.concat(b);
            case "fuse-mean" -> BlockFormulas.fuseMean(b);
            case "fuse-subtract" -> BlockFormulas.fuseSubtract(b);
            case "fuse-concat" -> BlockFormulas.fuseConcat(b);
            case "fuse-gate" -> BlockFormulas.fuseGate(b);
            case "fuse-weighted" -> BlockFormulas.fuseWeighted(b);
            case "mlp-gelu" -> BlockFormulas.mlpGelu(b);
            case "mlp-swiglu" -> BlockFormulas.mlpSwiglu(b);
            case "attention" -> MixerFormulas.attention(b);
            case "merge-attention" -> MixerFormulas.mergeAttention(b);
            case "short-convolution" -> MixerFormulas.shortConvolution(b);
            case "mamba" -> MixerFormulas.mamba(b);
            case "mamba-2" -> MixerFormulas.mamba2(b);
            case HEAD -> head(b);
            default ->
                throw new IllegalArgumentException("the reference backend has no formula for "
                        + b.block().type().id());
        };
    }

    private SDVariable head(Scope b) {
        return b.settings().flag("tied")
                ? b.ops().timesTransposed(b.in(), embeddingTable())
                : b.in().mmul(b.weight("weight"));
    }

    /** V. */
    private int vocabulary(Scope head) {
        return head.settings().flag("tied")
                ? Operations.extent(embeddingTable(), 0)
                : Operations.extent(head.weight("weight"), 1);
    }

    /** E [V, d] of the only embedding of a design with a tied head. */
    private SDVariable embeddingTable() {
        for (FlatBlock block : model.blocks()) {
            SDVariable table = weights.get(block.weightsPath() + "/weight");
            if (block.type().id().equals(EMBEDDING) && table != null) {
                return table;
            }
        }
        throw new IllegalStateException("a tied head without an embedding");
    }

    private Map<String, SDVariable> inputs(FlatBlock block) {
        Map<String, SDVariable> inputs = new HashMap<>();
        block.sources().forEach((port, source) -> {
            // sources count the blocks of the checked design, of which the model keeps some
            SDVariable value =
                    outputs.get(model.design().blocks().get(source.block()).path());
            if (value != null) {
                inputs.put(port, value);
            }
        });
        return inputs;
    }

    private static INDArray array(Weight weight, double[] values) {
        double[] own = Arrays.copyOfRange(values, weight.offset(), weight.offset() + weight.size());
        return Nd4j.create(own, NumericArrays.shape(weight));
    }

    private void checkSize() throws DesignException {
        if (batch.labelCount() == 0) {
            throw new IllegalArgumentException("a batch without labels has no loss");
        }
        if (batch.tokens().length > MOST_TOKENS) {
            throw tooLarge("the batch has " + batch.tokens().length + " tokens and may have " + MOST_TOKENS
                    + "; reduce the batch or the context length");
        }
        if (model.parameters() > MOST_PARAMETERS) {
            throw tooLarge("the design has " + model.parameters() + " parameters and may have " + MOST_PARAMETERS
                    + "; reduce widths, layers or the vocabulary");
        }
    }

    private void checkOperations(FlatBlock block) throws DesignException {
        if (operations() > MOST_OPERATIONS) {
            throw tooLarge("up to block " + block.path() + " the design takes " + operations() + " operations and may"
                    + " take " + MOST_OPERATIONS + "; reduce layers, heads or the context length");
        }
    }

    private static DesignException tooLarge(String why) {
        return new DesignException(
                List.of(Problem.error("", null, "too large for the reference backend: " + why, null)));
    }
}
