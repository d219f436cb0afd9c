package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.task.Batch;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The few operations that all formulas are written in. A sequence of vectors is [rows, d] with rows = B·L, sequence after
 * sequence. What moves numbers between rows does so by a product with a constant matrix of zeros and ones.
 */
final class Operations {
    /** Added under the root of every norm. */
    private static final double EPSILON = 1e-5;

    /** Added to the score of a key that is not to be seen. */
    static final double UNSEEN = -1e30;

    private final SameDiff graph;
    private final Batch batch;
    private final Map<Integer, SDVariable> delays = new TreeMap<>();

    Operations(SameDiff graph, Batch batch) {
        this.graph = graph;
        this.batch = batch;
    }

    /** L. */
    int length() {
        return batch.length();
    }

    /** B·L. */
    int rows() {
        return batch.sequences() * batch.length();
    }

    /** The numbers of a matrix. */
    interface Entries {
        double at(int row, int column);
    }

    /** A constant [rows, columns]. */
    SDVariable matrix(int rows, int columns, Entries entries) {
        double[] values = new double[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                values[i * columns + j] = entries.at(i, j);
            }
        }
        return graph.constant(Nd4j.create(values, (long) rows, (long) columns));
    }

    /** [rows, width]: 1 in the column that {@code column} names for the row, which may be none. */
    SDVariable oneHot(int[] column, int width) {
        return matrix(column.length, width, (i, j) -> column[i] == j ? 1 : 0);
    }

    /** Rows of a table [n, d]: [indices, d]. */
    SDVariable lookUp(SDVariable table, int[] indices) {
        return oneHot(indices, extent(table, 0)).mmul(table);
    }

    /** Columns {@code from} to {@code from + width} of [rows, d]. */
    SDVariable columns(SDVariable x, int from, int width) {
        return columns(x, rows(), from, width);
    }

    /** The same of [n, d]. */
    SDVariable columns(SDVariable x, int n, int from, int width) {
        return graph.slice(x, new int[] {0, from}, n, width);
    }

    /** [x, y, …] side by side. */
    SDVariable sideBySide(SDVariable... parts) {
        return parts.length == 1 ? parts[0] : graph.concat(1, parts);
    }

    /** x above y above …. */
    SDVariable stacked(SDVariable... parts) {
        return parts.length == 1 ? parts[0] : graph.concat(0, parts);
    }

    /** x·yᵀ. */
    SDVariable timesTransposed(SDVariable x, SDVariable y) {
        return graph.mmul(x, y, false, true, false);
    }

    /** x_{t−steps} in row t of each sequence, and 0 before its beginning. */
    SDVariable delayed(SDVariable x, int steps) {
        if (steps == 0) {
            return x;
        }
        SDVariable shift = delays.computeIfAbsent(
                steps, s -> matrix(rows(), rows(), (i, j) -> j == i - s && i / length() == j / length() ? 1 : 0));
        return shift.mmul(x);
    }

    /**
     * h_t = decay_t ∘ h_{t−1} + taken_t along each sequence, step by step, h_0 = taken_0.
     *
     * @param decay [rows, a, decayWidth]
     * @param decayWidth b, or 1 for one decay for all b
     * @param taken [rows, a, b]
     */
    SDVariable recurrence(SDVariable decay, int decayWidth, SDVariable taken, int a, int b) {
        SDVariable decays = decay.reshape(batch.sequences(), length(), a, decayWidth);
        SDVariable inputs = taken.reshape(batch.sequences(), length(), a, b);
        SDVariable[] h = new SDVariable[length()];
        h[0] = step(inputs, 0, a, b);
        for (int t = 1; t < h.length; t++) {
            h[t] = step(decays, t, a, decayWidth).mul(h[t - 1]).add(step(inputs, t, a, b));
        }
        return graph.concat(1, h).reshape(rows(), a, b);
    }

    /**
     * Step t of all sequences: [B, 1, a, b] of [B, L, a, b]. A slice each: SameDiff's gradients lose all but the first
     * output of operations with several.
     */
    private SDVariable step(SDVariable x, int t, int a, int b) {
        return graph.slice(x, new int[] {0, t, 0, 0}, batch.sequences(), 1, a, b);
    }

    /** x / √(mean(x²) + ε) over each of the groups of the channels. */
    SDVariable rootMeanSquareNormed(SDVariable x, int width, int groups) {
        SDVariable grouped = x.reshape(rows(), groups, width / groups);
        SDVariable root = graph.math().sqrt(grouped.mul(grouped).mean(true, 2).add(EPSILON));
        return grouped.div(root).reshape(rows(), width);
    }

    /** (x − mean) / √(variance + ε) over each of the groups of the channels. */
    SDVariable layerNormed(SDVariable x, int width, int groups) {
        SDVariable grouped = x.reshape(rows(), groups, width / groups);
        SDVariable centred = grouped.sub(grouped.mean(true, 2));
        return rootMeanSquareNormed(centred.reshape(rows(), width), width, groups);
    }

    /** 1 / (1 + e^−x). */
    SDVariable sigmoid(SDVariable x) {
        return graph.nn().sigmoid(x);
    }

    /** x σ(x). */
    SDVariable silu(SDVariable x) {
        return x.mul(sigmoid(x));
    }

    /** x/2 · (1 + tanh(√(2/π)(x + 0.044715 x³))). */
    SDVariable gelu(SDVariable x) {
        SDVariable cubed = x.mul(x).mul(x);
        SDVariable inner = x.add(cubed.mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(0.5).mul(tanh(inner).add(1.0));
    }

    /** ln(1 + e^x). */
    SDVariable softplus(SDVariable x) {
        return graph.math().log(exp(x).add(1.0));
    }

    /** e^x. */
    SDVariable exp(SDVariable x) {
        return graph.math().exp(x);
    }

    /** The hyperbolic tangent. */
    SDVariable tanh(SDVariable x) {
        return graph.math().tanh(x);
    }

    /** The softmax of each row. */
    SDVariable softmax(SDVariable x) {
        return graph.nn().softmax(x, 1);
    }

    /** Minus the logarithm of the softmax at the labels, averaged over the rows that have one. */
    SDVariable crossEntropy(SDVariable logits, int vocabulary, int[] labels, int labelled) {
        // plainly: tiny designs have logits far from the limits of double precision
        SDVariable logarithms = logits.sub(graph.math().log(exp(logits).sum(true, 1)));
        return logarithms.mul(oneHot(labels, vocabulary)).sum().mul(-1.0 / labelled);
    }

    /** Size of a weight along a dimension; SameDiff knows it of variables only. */
    static int extent(SDVariable weight, int dimension) {
        return Math.toIntExact(weight.getShape()[dimension]);
    }
}
