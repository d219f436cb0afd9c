package dev.braid.visuals.canvas.gesture;

/**
 * What would become of a wire.
 *
 * @param kind good, possible, or refused
 * @param words what is wrong, or what it carries; may be empty
 */
public record Verdict(Kind kind, String words) {
    /** How good a wire would be. */
    public enum Kind {
        /** It fits. */
        FITS,
        /** It can be made, but something must then be repaired. */
        NEEDS_REPAIR,
        /** It cannot be made. */
        REFUSED
    }

    /** Whether it fits. */
    public boolean fits() {
        return kind == Kind.FITS;
    }
}
