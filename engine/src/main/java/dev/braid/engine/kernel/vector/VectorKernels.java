package dev.braid.engine.kernel.vector;

import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.kernel.plain.PlainStateSpaceDualKernels;
import java.util.function.Supplier;

/** All vector kernels. */
public final class VectorKernels implements Supplier<Kernels> {
    @Override
    public Kernels get() {
        // the plain ones stand in until the vector ones of the same family are written
        return new Kernels(
                new VectorMatrixKernels(),
                new VectorAttentionKernels(),
                new VectorRotaryKernels(),
                new VectorLossKernels(),
                new VectorScanKernels(),
                new PlainStateSpaceDualKernels(),
                new VectorConvolutionKernels(),
                new VectorNormalisationKernels(),
                new VectorElementwiseKernels(),
                new VectorOptimiserKernels());
    }
}
