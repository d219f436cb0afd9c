package dev.braid.peer;

import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** What several blocks share. */
final class Operations {
    private static final DoubleOptional NORM_EPSILON = permanent(new DoubleOptional(1e-5));
    private static final Scalar ZERO = permanent(new Scalar(0));

    private Operations() {}

    /**
     * Runs {@code body} and lets go of every tensor it made but the result, as reference counting does in Python: the autograd graph
     * keeps what the backward pass needs, everything else is freed at once.
     */
    static Tensor releasingIntermediates(Supplier<Tensor> body) {
        PointerScope outer = PointerScope.getInnerScope();
        try (PointerScope inner = new PointerScope()) {
            Tensor result = body.get();
            if (outer == null) {
                result.retainReference();
            } else {
                outer.attach(result); // before it leaves the inner scope, which holds the only reference
            }
            inner.detach(result);
            return result;
        }
    }

    /** A constant that outlives the scope, if any, in which its class happens to be initialised. */
    static <P extends Pointer> P permanent(P pointer) {
        return pointer.retainReference();
    }

    /** Root mean square normalisation over the last axis; gain: [width of that axis]. */
    static Tensor rmsNorm(Tensor input, Tensor gain) {
        return torch.rms_norm(input, new long[] {gain.size(0)}, new TensorOptional(gain), NORM_EPSILON);
    }

    /** Appends zeros to axis 1 until its length is a multiple of {@code multiple}: [B, L, …] → [B, L′, …]. */
    static Tensor padLength(Tensor input, long multiple) {
        long missing = Math.floorMod(-input.size(1), multiple);
        if (missing == 0) {
            return input;
        }
        long[] padding = new long[2 * (Math.toIntExact(input.dim()) - 1)]; // last axis first, before and after
        padding[padding.length - 1] = missing;
        return torch.constant_pad_nd(input, padding, ZERO);
    }
}
