package dev.braid.engine.train;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.compile.Program;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.OptimiserKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs batches of a model on a worker pool. A worker takes a shard through all layers, forward and backward, so that
 * activations stay in its cache and no barrier stands inside a step; gradients go to a fixed number of lanes that are
 * summed in a fixed order.
 *
 * <p>One thread at a time may use it.
 */
public final class ShardExecutor {
    /** Floats of the flat arrays that one piece of parallel work on them covers. */
    private static final int RANGE = 1 << 15;

    private record Shape(Mode mode, int sequences, int length) {}

    private final Model model;
    private final WorkerPool pool;
    private final float[] weights;
    private final float[] packed;
    private final Map<Shape, Program> programs = new HashMap<>();
    private final Pass[] passes;
    private final float[] gradients;
    private final double[] partial;
    private float[][] lanes = {};
    private int lanesInUse;
    private boolean packedForBackward;
    private boolean packedForForward;

    /**
     * @param weights the model's weights, {@link Model#weightFloats} floats; whoever changes them calls
     *     {@link #weightsChanged}
     */
    public ShardExecutor(Model model, WorkerPool pool, float[] weights) {
        this.model = model;
        this.pool = pool;
        this.weights = weights;
        packed = new float[model.packedFloats()];
        gradients = new float[model.weightFloats()];
        partial = new double[ranges()];
        passes = new Pass[pool.size()];
        Arrays.setAll(passes, i -> new Pass());
    }

    /** The model it runs. */
    public Model model() {
        return model;
    }

    /** The weights it runs with. */
    public float[] weights() {
        return weights;
    }

    /** The gradient after {@link #reduce}. */
    public float[] gradients() {
        return gradients;
    }

    /** To be called after the weights have been changed. */
    public void weightsChanged() {
        packedForForward = false;
        packedForBackward = false;
    }

    /**
     * One micro-batch forward and backward; its gradient is added to the lanes.
     *
     * @param batch the tokens, labels and where results go
     * @param lossScale 1 / number of labels in the whole step
     * @param first whether this is the first micro-batch of the step: the lanes are cleared
     * @param dropoutSeed decides the dropout masks of this micro-batch
     * @return the sum of the auxiliary losses, weighted by the share of rows
     */
    public double accumulate(BatchRun batch, float lossScale, float share, boolean first, long dropoutSeed)
            throws DesignException {
        Sharding sharding = Sharding.of(batch.sequences(), batch.length());
        Program program = program(Mode.TRAIN, sharding.sequencesPerShard(), batch.length());
        ensureLanes(sharding.lanes(), first);
        pack(true);
        prepare(program, sharding.lanes());
        double[] auxiliary = new double[sharding.shards()];
        pool.run(sharding.lanes(), (worker, lane) -> {
            Pass pass = passes[worker];
            for (int shard = lane; shard < sharding.shards(); shard += sharding.lanes()) {
                load(pass, batch, sharding, shard, lossScale, share);
                pass.gradients = lanes[lane];
                pass.training = true;
                pass.dropoutSeed = dropoutSeed;
                program.forward(pass);
                auxiliary[shard] = pass.auxiliaryLoss * pass.shardShare;
                program.backward(pass);
            }
        });
        double sum = 0;
        for (double value : auxiliary) {
            sum += value;
        }
        return sum;
    }

    /** Sums the lanes into {@link #gradients} and returns the sum of squares. */
    public double reduce() {
        OptimiserKernels kernels = Kernels.ACTIVE.optimiser();
        float[][] used = Arrays.copyOf(lanes, lanesInUse);
        pool.run(ranges(), (worker, piece) -> partial[piece] = kernels.reduce(from(piece), to(piece), used, gradients));
        double sum = 0;
        for (double value : partial) {
            sum += value;
        }
        return sum;
    }

    /** Work on a range of the flat arrays. */
    @FunctionalInterface
    public interface RangeWork {
        /** {@code from} is included, {@code to} is not. */
        void run(int from, int to);
    }

    /** Runs work on all ranges of the flat arrays, in parallel; the cut does not depend on the number of threads. */
    public void forRanges(RangeWork work) {
        pool.run(ranges(), (worker, piece) -> work.run(from(piece), to(piece)));
    }

    /** Forward only: fills the row losses and predictions of the batch. */
    public void evaluate(BatchRun batch) throws DesignException {
        Sharding sharding = Sharding.of(batch.sequences(), batch.length());
        Program program = program(Mode.EVALUATE, sharding.sequencesPerShard(), batch.length());
        pack(false);
        prepare(program, sharding.shards());
        pool.run(sharding.shards(), (worker, shard) -> {
            Pass pass = passes[worker];
            load(pass, batch, sharding, shard, 0f, 0f);
            pass.training = false;
            program.forward(pass);
        });
    }

    /** Sees what a shard of a batch computes. */
    @FunctionalInterface
    public interface Witness {
        /**
         * A block has computed an output for some sequences of the batch.
         *
         * @param block path of the block
         * @param output number of the output, from 0
         * @param width w, floats at a position
         * @param memory holds them, [rows, w] from {@code at} on; valid during the call only
         * @param firstRow the first of these rows in the batch
         * @param rows how many
         */
        void output(String block, int output, int width, float[] memory, int at, int firstRow, int rows);

        /**
         * A block shows one of its inner values for some sequences of the batch.
         *
         * @param block path of the block
         * @param name of the value
         * @param width w, floats at a position
         * @param memory holds them, [rows, w] from {@code at} on; valid during the call only
         * @param firstRow the first of these rows in the batch
         * @param rows how many
         */
        default void inner(String block, String name, int width, float[] memory, int at, int firstRow, int rows) {
            // most look at outputs only
        }
    }

    /** Forward only, like {@link #evaluate} but on the calling thread, with a witness of every output. */
    public void evaluate(BatchRun batch, Witness witness) throws DesignException {
        Sharding sharding = Sharding.of(batch.sequences(), batch.length());
        Program program = program(Mode.EVALUATE, sharding.sequencesPerShard(), batch.length());
        pack(false);
        prepare(program, 1);
        Pass pass = passes[0];
        pass.training = false;
        for (int shard = 0; shard < sharding.shards(); shard++) {
            load(pass, batch, sharding, shard, 0f, 0f);
            program.forward(pass, new Program.Witness() {
                @Override
                public void output(String block, int output, Buffer values) {
                    witness.output(block, output, values.width(), pass.memory, values.at(), pass.firstRow(), pass.rows);
                }

                @Override
                public void inner(String block, String name, Buffer values) {
                    witness.inner(block, name, values.width(), pass.memory, values.at(), pass.firstRow(), pass.rows);
                }
            });
        }
    }

    /**
     * Repeats a micro-batch whose loss or gradient was not finite and names the first block that went wrong. The lanes
     * hold garbage afterwards.
     */
    public Optional<Program.Fault> findFault(BatchRun batch, float lossScale, float share, long dropoutSeed)
            throws DesignException {
        Sharding sharding = Sharding.of(batch.sequences(), batch.length());
        Program program = program(Mode.TRAIN, sharding.sequencesPerShard(), batch.length());
        ensureLanes(1, true);
        pack(true);
        prepare(program, 1);
        for (int shard = 0; shard < sharding.shards(); shard++) {
            Pass pass = passes[0];
            load(pass, batch, sharding, shard, lossScale, share);
            pass.gradients = lanes[0];
            Arrays.fill(pass.gradients, 0f);
            pass.training = true;
            pass.dropoutSeed = dropoutSeed;
            Optional<Program.Fault> fault = program.findFault(pass);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /**
     * Floats that a set of uses needs: weights, gradients and their lanes, packed matrices, and the memory of the workers.
     * Nothing is allocated for the answer.
     */
    public static long predictFloats(Model model, Collection<Use> uses, int threads) throws DesignException {
        long memory = 0;
        int lanes = 0;
        for (Use use : uses) {
            Sharding sharding = Sharding.of(use.sequences, use.length);
            Program program = model.program(use.mode, sharding.sequencesPerShard(), use.length, use.length);
            int pieces = use.mode == Mode.TRAIN ? sharding.lanes() : sharding.shards();
            memory = Math.max(memory, (long) workers(pieces, threads) * program.memoryFloats());
            lanes = Math.max(lanes, use.mode == Mode.TRAIN ? sharding.lanes() : 0);
        }
        return (2L + lanes) * model.weightFloats() + model.packedFloats() + memory;
    }

    /**
     * A shape of batch that will be run.
     *
     * @param mode TRAIN or EVALUATE
     * @param sequences B
     * @param length L
     */
    public record Use(Mode mode, int sequences, int length) {}

    private Program program(Mode mode, int sequences, int length) throws DesignException {
        Shape shape = new Shape(mode, sequences, length);
        Program known = programs.get(shape);
        if (known == null) {
            known = model.program(mode, sequences, length, length);
            programs.put(shape, known);
        }
        return known;
    }

    private void ensureLanes(int count, boolean clear) {
        if (lanes.length < count) {
            float[][] more = Arrays.copyOf(lanes, count);
            for (int i = lanes.length; i < count; i++) {
                more[i] = new float[model.weightFloats()];
            }
            lanes = more;
        }
        int old = clear ? 0 : lanesInUse;
        lanesInUse = Math.max(count, old);
        pool.run(lanesInUse - old, (worker, lane) -> Arrays.fill(lanes[old + lane], 0f));
    }

    private void pack(boolean backward) {
        if (backward ? !packedForBackward : !packedForForward) {
            int pieces = pool.size();
            pool.run(pieces, (worker, piece) -> model.pack(weights, packed, backward, piece, pieces));
            packedForForward = true;
            packedForBackward = backward;
        }
    }

    /** Gives memory to every worker that may get one of the pieces. */
    private void prepare(Program program, int pieces) {
        for (int worker = 0; worker < workers(pieces, passes.length); worker++) {
            Pass pass = passes[worker];
            if (pass.memory.length < program.memoryFloats()) {
                pass.memory = new float[0]; // let go of the old before the new is made
                pass.memory = new float[program.memoryFloats()];
            }
            pass.weights = weights;
            pass.packed = packed;
        }
    }

    private static void load(Pass pass, BatchRun batch, Sharding sharding, int shard, float lossScale, float share) {
        int firstSequence = shard * sharding.sequencesPerShard();
        pass.sequences = Math.min(sharding.sequencesPerShard(), batch.sequences() - firstSequence);
        pass.length = batch.length();
        pass.rows = pass.sequences * pass.length;
        pass.start = 0;
        pass.tokens = batch.tokens();
        pass.labels = batch.labels();
        pass.rowLoss = batch.rowLoss();
        pass.predicted = batch.predicted();
        pass.tokenOffset = firstSequence * batch.length();
        pass.lossScale = lossScale;
        pass.auxiliaryLoss = 0;
        pass.shardShare = share * pass.sequences / batch.sequences();
    }

    /** A single piece runs on the calling worker; of several any worker may get one. */
    private static int workers(int pieces, int threads) {
        return pieces == 1 ? 1 : threads;
    }

    private int ranges() {
        return (model.weightFloats() + RANGE - 1) / RANGE;
    }

    private static int from(int piece) {
        return piece * RANGE;
    }

    private int to(int piece) {
        return Math.min(model.weightFloats(), (piece + 1) * RANGE);
    }
}
