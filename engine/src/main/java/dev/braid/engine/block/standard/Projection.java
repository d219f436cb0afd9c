package dev.braid.engine.block.standard;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.MatrixKernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Matrix;
import dev.braid.engine.tensor.Pass;

/**
 * The product y = x·W of a layer, x [rows, in], W [in, out], with its two backward products.
 *
 * @param matrix W
 * @param scratch what the weight's gradient needs
 */
record Projection(Matrix matrix, Buffer scratch) {

    /** Reserves W and what its gradient needs, for all rows of the plan at once. */
    static Projection of(LayerPlan plan, String name, int in, int out, Initialiser initialiser) {
        Matrix matrix = plan.matrix(name, in, out, initialiser);
        int rows = plan.sequences() * plan.length();
        int floats = Kernels.ACTIVE.matrix().gradientScratchSize(rows, in, out);
        return new Projection(matrix, Backward.scratchFloats(plan, floats));
    }

    /** y = x·W. */
    void forward(Pass pass, Buffer x, Buffer y) {
        forward(pass, x.at(), x.width(), y.at(), y.width(), false);
    }

    /** y += x·W. */
    void addForward(Pass pass, Buffer x, Buffer y) {
        forward(pass, x.at(), x.width(), y.at(), y.width(), true);
    }

    /** y = x·W or y += x·W where x and y may be column ranges: indices of their first floats in memory, and row strides. */
    void forward(Pass pass, int x, int xStride, int y, int yStride, boolean accumulate) {
        forward(pass, pass.rows, x, xStride, y, yStride, accumulate);
    }

    /** The same for that many rows, which need not be those of the pass. */
    void forward(Pass pass, int rows, int x, int xStride, int y, int yStride, boolean accumulate) {
        kernels()
                .multiply(
                        rows,
                        matrix.out(),
                        matrix.in(),
                        pass.memory,
                        x,
                        xStride,
                        pass.packed,
                        matrix.packed(),
                        pass.memory,
                        y,
                        yStride,
                        accumulate);
    }

    /** Both gradients: adds xᵀ·dy to W's and leaves dy·Wᵀ as x's. */
    void backward(Pass pass, Buffer x, Buffer dy, Gradient dx) {
        weightGradient(pass, x.at(), x.width(), dy.at(), dy.width());
        inputGradient(pass, dy.at(), dy.width(), dx.buffer().at(), dx.buffer().width(), dx.accumulate());
    }

    /** dx = dy·Wᵀ or dx += dy·Wᵀ; column ranges as in {@link #forward(Pass, int, int, int, int, boolean)}. */
    void inputGradient(Pass pass, int dy, int dyStride, int dx, int dxStride, boolean accumulate) {
        inputGradient(pass, pass.rows, dy, dyStride, dx, dxStride, accumulate);
    }

    /** The same for that many rows, which need not be those of the pass. */
    void inputGradient(Pass pass, int rows, int dy, int dyStride, int dx, int dxStride, boolean accumulate) {
        kernels()
                .multiply(
                        rows,
                        matrix.in(),
                        matrix.out(),
                        pass.memory,
                        dy,
                        dyStride,
                        pass.packed,
                        matrix.packedTransposed(),
                        pass.memory,
                        dx,
                        dxStride,
                        accumulate);
    }

    /** dW += xᵀ·dy; column ranges as in {@link #forward(Pass, int, int, int, int, boolean)}. */
    void weightGradient(Pass pass, int x, int xStride, int dy, int dyStride) {
        weightGradient(pass, pass.rows, x, xStride, dy, dyStride);
    }

    /** The same for that many rows, which need not be those of the pass. */
    void weightGradient(Pass pass, int rows, int x, int xStride, int dy, int dyStride) {
        kernels()
                .accumulateGradient(
                        rows,
                        matrix.in(),
                        matrix.out(),
                        pass.memory,
                        x,
                        xStride,
                        pass.memory,
                        dy,
                        dyStride,
                        pass.gradients,
                        matrix.weight().offset(),
                        matrix.out(),
                        pass.memory,
                        scratch.at());
    }

    /** Its trained numbers. */
    static long parameters(int in, int out) {
        return (long) in * out;
    }

    /** Its forward operations a token. */
    static double flopsPerToken(int in, int out) {
        return 2.0 * in * out;
    }

    private static MatrixKernels kernels() {
        return Kernels.ACTIVE.matrix();
    }
}
