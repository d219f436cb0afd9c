package dev.braid.engine.kernel.plain;

import dev.braid.engine.kernel.Kernels;
import java.util.function.Supplier;

/** All plain kernels. */
public final class PlainKernels implements Supplier<Kernels> {
    @Override
    public Kernels get() {
        return new Kernels(
                new PlainMatrixKernels(),
                new PlainAttentionKernels(),
                new PlainRotaryKernels(),
                new PlainLossKernels(),
                new PlainScanKernels(),
                new PlainStateSpaceDualKernels(),
                new PlainConvolutionKernels(),
                new PlainNormalisationKernels(),
                new PlainElementwiseKernels(),
                new PlainOptimiserKernels());
    }
}
