package dev.braid.engine.kernel.vector;

import dev.braid.engine.kernel.Kernels;
import java.util.function.Supplier;

/** All vector kernels. */
public final class VectorKernels implements Supplier<Kernels> {
    @Override
    public Kernels get() {
        return new Kernels(
                new VectorMatrixKernels(),
                new VectorAttentionKernels(),
                new VectorRotaryKernels(),
                new VectorLossKernels(),
                new VectorScanKernels(),
                new VectorStateSpaceDualKernels(),
                new VectorConvolutionKernels(),
                new VectorNormalisationKernels(),
                new VectorElementwiseKernels(),
                new VectorOptimiserKernels());
    }
}
