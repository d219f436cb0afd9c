package dev.braid.engine.block.standard;

import dev.braid.engine.kernel.ElementwiseKernels;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.LayerPlan.Mode;
import dev.braid.engine.tensor.Pass;

/** What only a backward pass needs: reserved in a training plan, empty in any other, where backward is never called. */
final class Backward {
    private static final Buffer NOTHING = new Buffer(0, 0);

    private Backward() {}

    /** Where the gradient of an input goes. Ask in the order of the ports and serve in that order. */
    static Gradient inputGradient(LayerPlan plan, String port) {
        return plan.mode() == Mode.TRAIN ? plan.inputGradient(port) : new Gradient(NOTHING, false);
    }

    /** Where the gradient of an output lies. */
    static Buffer outputGradient(LayerPlan plan, String port) {
        return plan.mode() == Mode.TRAIN ? plan.outputGradient(port) : NOTHING;
    }

    /** Scratch [rows, width] of the backward pass. */
    static Buffer scratch(LayerPlan plan, int width) {
        return plan.mode() == Mode.TRAIN ? plan.scratch(width) : NOTHING;
    }

    /** Scratch of the backward pass, that many floats. */
    static Buffer scratchFloats(LayerPlan plan, int floats) {
        return plan.mode() == Mode.TRAIN ? plan.scratchFloats(floats) : NOTHING;
    }

    /**
     * Where a kernel that can only overwrite may write an input's gradient: the gradient itself, or scratch that {@link
     * #deliver} adds to it afterwards.
     */
    static Buffer target(LayerPlan plan, Gradient gradient) {
        return gradient.accumulate() ? scratch(plan, gradient.buffer().width()) : gradient.buffer();
    }

    /** Adds a complete {@code target} [rows, width] to the gradient, unless it is the gradient. */
    static void deliver(Pass pass, Buffer target, Gradient gradient) {
        if (gradient.accumulate()) {
            Kernels.ACTIVE
                    .elementwise()
                    .addTo(
                            pass.rows * target.width(),
                            pass.memory,
                            target.at(),
                            pass.memory,
                            gradient.buffer().at());
        }
    }

    /** Passes a gradient [rows, width] on unchanged: copies it, or adds it where another consumer has left its own. */
    static void passOn(Pass pass, Buffer outputGradient, Gradient gradient) {
        int count = pass.rows * outputGradient.width();
        if (gradient.accumulate()) {
            Kernels.ACTIVE
                    .elementwise()
                    .addTo(
                            count,
                            pass.memory,
                            outputGradient.at(),
                            pass.memory,
                            gradient.buffer().at());
        } else {
            System.arraycopy(
                    pass.memory,
                    outputGradient.at(),
                    pass.memory,
                    gradient.buffer().at(),
                    count);
        }
    }

    /** Passes factor times a gradient [rows, width] on. */
    static void passOn(Pass pass, Buffer outputGradient, float factor, Gradient gradient) {
        ElementwiseKernels kernels = Kernels.ACTIVE.elementwise();
        int count = pass.rows * outputGradient.width();
        int to = gradient.buffer().at();
        if (gradient.accumulate()) {
            kernels.addScaled(count, factor, pass.memory, outputGradient.at(), pass.memory, to);
        } else {
            kernels.scale(count, factor, pass.memory, outputGradient.at(), pass.memory, to);
        }
    }
}
