package dev.braid.engine.compile;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A design laid out for one shape and mode: layers in order and the size of a worker's memory. Immutable; any number of
 * workers may run it, each with a {@link Pass} of its own.
 */
public final class Program {
    /**
     * One block.
     *
     * @param block what it was built from
     * @param layer what runs
     * @param outputs its values
     * @param unread gradients of outputs that nobody reads; zeroed before its backward
     * @param inputGradients what its backward leaves
     * @param doubled gradients to add after its backward
     * @param weights the weights it uses
     * @param shown inner values that a witness sees, by name
     */
    record Step(
            FlatBlock block,
            Layer layer,
            List<Buffer> outputs,
            List<Buffer> unread,
            List<Buffer> inputGradients,
            List<Doubled> doubled,
            List<Weight> weights,
            Map<String, Buffer> shown) {}

    /** The gradient of a value that a block reads at a second port. */
    record Doubled(Buffer from, Buffer to) {}

    private final Mode mode;
    private final int sequences;
    private final int length;
    private final int contextLength;
    private final Step[] steps;
    private final List<Buffer> states; // each [sequences, …], the same blocks' in the same order in every program
    private final int memoryFloats;

    Program(
            Mode mode,
            int sequences,
            int length,
            int contextLength,
            List<Step> steps,
            List<Buffer> states,
            int memoryFloats) {
        this.mode = mode;
        this.sequences = sequences;
        this.length = length;
        this.contextLength = contextLength;
        this.steps = steps.toArray(Step[]::new);
        this.states = List.copyOf(states);
        this.memoryFloats = memoryFloats;
    }

    /** What it does. */
    public Mode mode() {
        return mode;
    }

    /** The most sequences a pass may have. */
    public int sequences() {
        return sequences;
    }

    /** Tokens of a sequence in one pass. */
    public int length() {
        return length;
    }

    /** The longest context. */
    public int contextLength() {
        return contextLength;
    }

    /** Floats of memory that each worker needs. */
    public int memoryFloats() {
        return memoryFloats;
    }

    /** Floats of state of one sequence. */
    public long stateFloats() {
        return states.stream().mapToLong(Buffer::width).sum();
    }

    /** All layers forward. In TRAIN mode the head already leaves its gradients. */
    public void forward(Pass pass) {
        for (Step step : steps) {
            long started = Profile.ON ? System.nanoTime() : 0;
            step.layer.forward(pass);
            if (Profile.ON) {
                Profile.add(step.block, "forward", started);
            }
        }
    }

    /** Sees what the blocks compute. */
    @FunctionalInterface
    public interface Witness {
        /**
         * A block has computed an output; a later block may overwrite it.
         *
         * @param block path of the block
         * @param output number of the output, from 0
         * @param values in the memory of the pass, [pass.rows, values.width()]
         */
        void output(String block, int output, Buffer values);

        /**
         * A block shows one of its inner values.
         *
         * @param block path of the block
         * @param name of the value
         * @param values in the memory of the pass, [pass.rows, values.width()]
         */
        default void inner(String block, String name, Buffer values) {
            // most look at outputs only
        }
    }

    /** All layers forward, with a witness of every output. */
    public void forward(Pass pass, Witness witness) {
        for (Step step : steps) {
            step.layer.forward(pass);
            for (int i = 0; i < step.outputs.size(); i++) {
                witness.output(step.block.path(), i, step.outputs.get(i));
            }
            step.shown.forEach((name, values) -> witness.inner(step.block.path(), name, values));
        }
    }

    /** All layers backward, after {@link #forward} on the same pass. */
    public void backward(Pass pass) {
        for (int i = steps.length - 1; i >= 0; i--) {
            long started = Profile.ON ? System.nanoTime() : 0;
            backward(steps[i], pass);
            if (Profile.ON) {
                Profile.add(steps[i].block, "backward", started);
            }
        }
    }

    private static void backward(Step step, Pass pass) {
        for (Buffer gradient : step.unread) {
            Arrays.fill(pass.memory, gradient.at(), gradient.at() + pass.rows * gradient.width(), 0f);
        }
        step.layer.backward(pass);
        for (Doubled doubled : step.doubled) {
            Kernels.ACTIVE
                    .elementwise()
                    .addTo(
                            pass.rows * doubled.from.width(),
                            pass.memory,
                            doubled.from.at(),
                            pass.memory,
                            doubled.to.at());
        }
    }

    /** One token of every sequence through all layers, with state; {@link Pass#start} tells the position. */
    public void decode(Pass pass) {
        for (Step step : steps) {
            step.layer.decode(pass);
        }
    }

    /** Forgets what a pass has read: all state is that of the beginning. */
    public void forget(Pass pass) {
        states.forEach(state -> Arrays.fill(pass.memory, state.at(), state.at() + state.floats(), 0f));
    }

    /**
     * Gives the state that a pass of this program has left for its first sequence to a sequence of another program of the same model
     * and context length.
     */
    public void handOver(Pass pass, Program other, Pass to, int sequence) {
        for (int i = 0; i < states.size(); i++) {
            Buffer mine = states.get(i);
            Buffer theirs = other.states.get(i);
            int at = theirs.at() + sequence * theirs.width();
            System.arraycopy(pass.memory, mine.at(), to.memory, at, theirs.width());
        }
    }

    /** Where a number stopped being finite. */
    public record Fault(String block, String what) {}

    /**
     * Runs forward and backward again, looking after every layer, and names the first block whose output, gradient or
     * weight gradient is not finite.
     */
    public Optional<Fault> findFault(Pass pass) {
        for (Step step : steps) {
            for (Weight weight : step.weights) {
                if (!finite(pass.weights, weight.offset(), weight.size())) {
                    return Optional.of(new Fault(step.block.path(), "weight " + weight.name()));
                }
            }
            step.layer.forward(pass);
            for (Buffer output : step.outputs) {
                if (!finite(pass.memory, output.at(), pass.rows * output.width())) {
                    return Optional.of(new Fault(step.block.path(), "output"));
                }
            }
        }
        for (int row = 0; row < pass.rows; row++) {
            int at = pass.tokenOffset + row;
            if (pass.labels[at] >= 0 && !Float.isFinite(pass.rowLoss[at])) {
                return Optional.of(new Fault(steps[steps.length - 1].block.path(), "loss"));
            }
        }
        for (int i = steps.length - 1; i >= 0; i--) {
            Step step = steps[i];
            backward(step, pass);
            for (Buffer gradient : step.inputGradients) {
                if (!finite(pass.memory, gradient.at(), pass.rows * gradient.width())) {
                    return Optional.of(new Fault(step.block.path(), "gradient"));
                }
            }
            for (Weight weight : step.weights) {
                if (!finite(pass.gradients, weight.offset(), weight.size())) {
                    return Optional.of(new Fault(step.block.path(), "gradient of weight " + weight.name()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean finite(float[] values, int from, int size) {
        return Kernels.ACTIVE.optimiser().allFinite(from, from + size, values);
    }
}
