package dev.braid.engine.block;

/**
 * A port of a block type; everything that flows through ports is a sequence of vectors, [B, L, width].
 *
 * @param name its name in files
 * @param title its name on the canvas
 * @param required whether the block cannot work without a wire here (inputs only)
 */
public record PortSpec(String name, String title, boolean required) {
    /** A required port whose title is its name. */
    public static PortSpec of(String name) {
        return new PortSpec(name, name, true);
    }
}
