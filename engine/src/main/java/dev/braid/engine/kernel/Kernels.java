package dev.braid.engine.kernel;

import java.util.Optional;
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
     * What this process uses: the vector kernels where the module {@code jdk.incubator.vector} can be read, else the plain
     * ones. {@code -Dbraid.kernels=plain} forces the plain ones.
     */
    public static final Kernels ACTIVE = choose();

    /** Whether this process may use the Vector API. */
    public static boolean vectorApiReadable() {
        return VectorApi.READABLE;
    }

    /** A sentence where this process cannot run the kernels at speed, with what to do about it; else empty. */
    public static Optional<String> slowness() {
        String machine = System.getProperty("java.vm.info", "");
        if (machine.contains("interpreted") || machine.contains("emulated-client")) {
            return Optional.of(
                    "This Java runs without its optimising compiler (" + machine
                            + "), which makes training hundreds of times slower; start it without -Xint and -XX:TieredStopAtLevel.");
        }
        if (!vectorApiReadable()) {
            return Optional.of(
                    "This Java cannot read the Vector API, which makes training many times slower; start it with"
                            + " --add-modules jdk.incubator.vector.");
        }
        return Optional.empty();
    }

    private static Kernels choose() {
        boolean plain = "plain".equals(System.getProperty("braid.kernels")) || !vectorApiReadable();
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
