package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.tensor.Weight;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The bridge between the engine's flat arrays and ND4J's; numbers are copied in bulk, row-major. */
public final class NumericArrays {
    private NumericArrays() {}

    /**
     * A copy of a weight, in its shape.
     *
     * @param values the flat array, {@link Model#weightFloats} floats: weights, gradients or moments
     * @throws IllegalArgumentException if the model has no weight of that name
     */
    public static INDArray weight(Model model, float[] values, String name) {
        Weight weight = named(model, name);
        return of(values, weight.offset(), shape(weight));
    }

    /**
     * Puts a weight back.
     *
     * @throws IllegalArgumentException if the model has no weight of that name, or one of another shape
     */
    public static void setWeight(Model model, float[] values, String name, INDArray array) {
        Weight weight = named(model, name);
        if (!Arrays.equals(array.shape(), shape(weight))) {
            throw new IllegalArgumentException("weight " + name + " has the shape "
                    + Arrays.toString(weight.shape()) + ", the array "
                    + Arrays.toString(array.shape()));
        }
        copy(array, values, weight.offset());
    }

    /** Floats from an offset on as an array of that shape. */
    public static INDArray of(float[] values, int offset, long... shape) {
        INDArray array = Nd4j.createUninitialized(DataType.FLOAT, shape);
        FloatBuffer buffer = array.data().asNioFloat();
        buffer.put(values, offset, Math.toIntExact(array.length()));
        return array;
    }

    /** Copies all numbers of an array, row-major and as floats, to an offset. */
    public static void copy(INDArray array, float[] values, int offset) {
        FloatBuffer buffer = dense(array, DataType.FLOAT).data().asNioFloat();
        buffer.get(values, offset, Math.toIntExact(array.length()));
    }

    /** The tokens of a batch, [B, L]. */
    public static INDArray tokens(Batch batch) {
        return wholeNumbers(batch.tokens(), batch);
    }

    /** The labels of a batch, [B, L]; {@link Batch#NO_LABEL} where there is none. */
    public static INDArray labels(Batch batch) {
        return wholeNumbers(batch.labels(), batch);
    }

    /** A batch without slices from its tokens and labels, both [B, L]. */
    public static Batch batch(INDArray tokens, INDArray labels) {
        if (tokens.rank() != 2 || !Arrays.equals(tokens.shape(), labels.shape())) {
            throw new IllegalArgumentException("tokens and labels must both be [sequences, length], got "
                    + Arrays.toString(tokens.shape()) + " and " + Arrays.toString(labels.shape()));
        }
        return new Batch(
                Math.toIntExact(tokens.size(0)),
                Math.toIntExact(tokens.size(1)),
                wholeNumbers(tokens),
                wholeNumbers(labels));
    }

    private static INDArray wholeNumbers(int[] values, Batch batch) {
        INDArray array = Nd4j.createUninitialized(DataType.INT32, batch.sequences(), batch.length());
        IntBuffer buffer = array.data().asNioInt();
        buffer.put(values);
        return array;
    }

    private static int[] wholeNumbers(INDArray array) {
        int[] values = new int[Math.toIntExact(array.length())];
        IntBuffer buffer = dense(array, DataType.INT32).data().asNioInt();
        buffer.get(values);
        return values;
    }

    /** The array itself where its numbers already lie row-major without gaps, else a copy. */
    private static INDArray dense(INDArray array, DataType type) {
        INDArray cast = array.castTo(type);
        return cast.isView() || cast.ordering() != 'c' ? cast.dup('c') : cast;
    }

    private static Weight named(Model model, String name) {
        Weight weight = model.weights().get(name);
        if (weight == null) {
            throw new IllegalArgumentException("the model has no weight " + name);
        }
        return weight;
    }

    static long[] shape(Weight weight) {
        return Arrays.stream(weight.shape()).asLongStream().toArray();
    }
}
