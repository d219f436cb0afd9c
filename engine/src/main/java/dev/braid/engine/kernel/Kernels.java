package dev.braid.engine.kernel;

import java.util.function.Supplier;

/**
 * One implementation of every kernel family.
 *
 * @param matrix matrix products
 * @param attention softmax attention of one (sequence, head)
 * @param rotary rotary position embedding
 * @param loss softmax and cross entropy
 * @param scan the selective scan of Mamba-1
 * @param stateSpaceDual the chunked scan of Mamba-2
 * @param convolution causal depthwise convolution
 * @param normalisation norms
 * @param elementwise what is done element by element
 * @param optimiser what is done to flat parameter arrays
 */
public record Kernels(
        MatrixKernels matrix,
        AttentionKernels attention,
        RotaryKernels rotary,
        LossKernels loss,
        ScanKernels scan,
        StateSpaceDualKernels stateSpaceDual,
        ConvolutionKernels convolution,
        NormalisationKernels normalisation,
        ElementwiseKernels elementwise,
        OptimiserKernels optimiser) {

    /**
     * What this process uses: the vector kernels where the module {@code jdk.incubator.vector} can be read
     * ({@code --add-modules jdk.incubator.vector}), else the plain ones. {@code -Dbraid.kernels=plain} forces the plain ones.
     */
    public static final Kernels ACTIVE = choose();

    /** Whether this process may use the Vector API. */
    public static boolean vectorApiReadable() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    private static Kernels choose() {
        boolean plain = !vectorApiReadable() || "plain".equals(System.getProperty("braid.kernels"));
        // by name: implementations depend on this package, never the other way round, and the vector classes must not
        // even be
        // linked where their module is missing
        String provider = plain ? "plain.PlainKernels" : "vector.VectorKernels";
        try {
            Object supplier = Class.forName(Kernels.class.getPackageName() + "." + provider)
                    .getDeclaredConstructor()
                    .newInstance();
            return (Kernels) ((Supplier<?>) supplier).get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The kernels " + provider + " are missing from this build.", e);
        }
    }
}
