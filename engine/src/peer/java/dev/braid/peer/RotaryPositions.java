package dev.braid.peer;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotary positions as a complex multiplication of neighbouring features. It differs from rotating halves by a fixed
 * permutation of the projections' rows only, and is two to four times faster here.
 */
final class RotaryPositions {
    private static final double BASE = 10_000;

    private final int pairs; // of a head
    private final Tensor rotation; // complex [L, 1, P/2]

    RotaryPositions(int contextLength, int headDimension) {
        pairs = headDimension / 2;
        Tensor angle = Parameters.filled(
                index -> (index / pairs) * Math.pow(BASE, -(double) (index % pairs) / pairs), contextLength, 1, pairs);
        rotation = torch.polar(torch.ones_like(angle), angle);
    }

    /** Rotates every head; input and result: [B, L, heads · P] */
    Tensor rotate(Tensor input) {
        Tensor complex = torch.view_as_complex(input.unflatten(-1, -1, pairs, 2)); // [B, L, heads, P/2]
        return torch.view_as_real(torch.mul(complex, rotation)).flatten(2, 4);
    }
}
