package dev.braid.engine.compile;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.MatrixKernels;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.TiedMatrix;
import dev.braid.engine.tensor.Weight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A design compiled: which weights it has and where they lie in the flat arrays. It holds no numbers of its own; a
 * {@link Program} runs it for one shape and mode.
 */
public final class Model {
    /** Floats before the first weight, so that weights start on cache lines. */
    private static final int FIRST = MemoryLayout.FIRST;

    private static final int LINE = 16;

    private final CheckedDesign design;
    private final List<FlatBlock> blocks;
    private final int[] sourceIndex;
    private final Map<String, Weight> weights = new LinkedHashMap<>();
    private final Map<String, Matrix> matrices = new LinkedHashMap<>();
    private @Nullable TiedMatrix tied;
    private long floats = FIRST;
    private long packedFloats = FIRST;

    private Model(CheckedDesign design) throws DesignException {
        this.design = design;
        int head = -1;
        for (int i = 0; i < design.blocks().size(); i++) {
            if (design.blocks().get(i).type().id().equals(Checker.HEAD)) {
                head = i;
            }
        }
        boolean[] used = WholeDesign.reaching(design.blocks(), head);
        List<FlatBlock> kept = new ArrayList<>();
        sourceIndex = new int[used.length];
        for (int i = 0; i < used.length; i++) {
            sourceIndex[i] = kept.size();
            if (used[i]) {
                kept.add(design.blocks().get(i));
            }
        }
        blocks = List.copyOf(kept);
        // building for the smallest shape declares every weight; owners first, so that sharers find them
        new ProgramBuilder(this, Mode.EVALUATE, 1, 1, 1).build();
        if (floats > Integer.MAX_VALUE || packedFloats > Integer.MAX_VALUE) {
            throw tooLarge("its " + floats + " weights are more than one array can hold; reduce widths or layers");
        }
    }

    /** Checks and compiles a design; throws with all problems if it has errors. */
    public static Model compile(Architecture architecture, BlockCatalog catalog, DesignContext context)
            throws DesignException {
        CheckedDesign design = Checker.check(architecture, catalog, context);
        if (!design.sound()) {
            throw new DesignException(design.problems());
        }
        return new Model(design);
    }

    /** The design it was compiled from. */
    public CheckedDesign design() {
        return design;
    }

    /** The blocks that run, in order; blocks whose output leads nowhere are not among them. */
    public List<FlatBlock> blocks() {
        return blocks;
    }

    /** All weights by name, in the order of their places. */
    public Map<String, Weight> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** Length of the flat arrays of weights, gradients and moments, padding included. */
    public int weightFloats() {
        return (int) floats;
    }

    /** Length of the array of packed matrices. */
    public int packedFloats() {
        return (int) packedFloats;
    }

    /** Trained numbers in all, without padding. */
    public long parameters() {
        return weights.values().stream().mapToLong(Weight::size).sum();
    }

    /**
     * Fresh weights. Each weight has a generator of its own, seeded from the run's seed and the weight's name, so
     * that the same block starts the same wherever it stands in the file.
     */
    public float[] initialWeights(long seed) {
        float[] values = new float[weightFloats()];
        for (Weight weight : weights.values()) {
            SplittableRandom random = new SplittableRandom(mix(seed, weight.name()));
            weight.initialiser().fill(values, weight.offset(), weight.size(), random);
        }
        return values;
    }

    private static long mix(long seed, String name) {
        long hash = seed * 0x9E3779B97F4A7C15L + 1;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /**
     * Packs every {@code stride}-th matrix from the {@code first} on, so that several workers can share the work.
     *
     * @param backward whether the transposed forms are needed, too
     */
    public void pack(float[] values, float[] packed, boolean backward, int first, int stride) {
        MatrixKernels kernels = Kernels.ACTIVE.matrix();
        int index = 0;
        for (Matrix matrix : matrices.values()) {
            if (index++ % stride == first) {
                int at = matrix.weight().offset();
                kernels.pack(matrix.in(), matrix.out(), values, at, matrix.out(), packed, matrix.packed());
                if (backward) {
                    kernels.packTransposed(
                            matrix.out(), matrix.in(), values, at, matrix.out(), packed, matrix.packedTransposed());
                }
            }
        }
        TiedMatrix head = tied;
        if (head != null && index % stride == first) {
            int[] shape = head.embedding().shape();
            int vocabulary = shape[0];
            int width = shape[1];
            int at = head.embedding().offset();
            kernels.packTransposed(width, vocabulary, values, at, width, packed, head.packed());
            if (backward) {
                kernels.pack(vocabulary, width, values, at, width, packed, head.packedTransposed());
            }
        }
    }

    /**
     * Lays out the design for one shape and mode. Nothing of the size of the activations is allocated.
     *
     * @param sequences S, the most sequences of a shard
     * @param length L, tokens of a sequence; 1 when decoding
     * @param contextLength the longest context: L, or how many tokens the state must hold where there is one
     * @throws DesignException when the shape is too large for one array
     */
    public Program program(Mode mode, int sequences, int length, int contextLength) throws DesignException {
        return new ProgramBuilder(this, mode, sequences, length, contextLength).build();
    }

    /** The index among {@link #blocks} of what feeds a port. */
    int index(FlatBlock.Source source) {
        return sourceIndex[source.block()];
    }

    static DesignException tooLarge(String why) {
        return new DesignException(List.of(Problem.error("", null, "the design is too large: " + why, null)));
    }

    /** Declares a weight, or finds it again. */
    Weight weight(String name, Initialiser initialiser, boolean decay, int... shape) {
        Weight known = weights.get(name);
        if (known != null) {
            if (!java.util.Arrays.equals(known.shape(), shape)) {
                throw new IllegalStateException("weight " + name + " declared with two shapes");
            }
            return known;
        }
        long size = 1;
        for (int extent : shape) {
            size = Math.multiplyExact(size, (long) extent);
        }
        Weight weight = new Weight(name, shape.clone(), (int) Math.min(floats, Integer.MAX_VALUE), decay, initialiser);
        weights.put(name, weight);
        floats = Math.addExact(floats, (size + LINE - 1) / LINE * LINE);
        if (floats > Integer.MAX_VALUE) {
            throw new ArithmeticException("weights");
        }
        return weight;
    }

    /** Declares a matrix, or finds it again. */
    Matrix matrix(String name, int in, int out, Initialiser initialiser) {
        Matrix known = matrices.get(name);
        if (known != null) {
            return known;
        }
        Weight weight = weight(name, initialiser, true, in, out);
        Matrix matrix = new Matrix(weight, in, out, reservePacked(in, out), reservePacked(out, in));
        matrices.put(name, matrix);
        return matrix;
    }

    /** The head that shares the embedding's weights. */
    TiedMatrix tied(Weight embedding) {
        if (tied == null) {
            int vocabulary = embedding.shape()[0];
            int width = embedding.shape()[1];
            tied = new TiedMatrix(embedding, reservePacked(width, vocabulary), reservePacked(vocabulary, width));
        }
        return tied;
    }

    private int reservePacked(int k, int n) {
        int at = Math.toIntExact(packedFloats);
        packedFloats += (Kernels.ACTIVE.matrix().packedSize(k, n) + LINE - 1L) / LINE * LINE;
        if (packedFloats > Integer.MAX_VALUE) {
            throw new ArithmeticException("packed weights");
        }
        return at;
    }
}
