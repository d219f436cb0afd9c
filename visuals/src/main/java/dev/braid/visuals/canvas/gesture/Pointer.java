package dev.braid.visuals.canvas.gesture;

/**
 * Where the pointer is, and which keys are held.
 *
 * @param sceneX in the scene
 * @param sceneY in the scene
 * @param shift whether shift is held: adds to the selection
 * @param control whether control (command on a Mac) is held: no snapping
 */
public record Pointer(double sceneX, double sceneY, boolean shift, boolean control) {
    /** A pointer without keys. */
    public static Pointer at(double sceneX, double sceneY) {
        return new Pointer(sceneX, sceneY, false, false);
    }
}
