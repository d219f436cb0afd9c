package dev.braid.visuals.canvas.gesture;

/** Moves the paper under the window: middle button, or the space bar with the first. */
public final class PanView implements Gesture {
    private final Surface surface;
    private double lastX;
    private double lastY;

    /** Begins where the button went down. */
    public PanView(Surface surface, Pointer start) {
        this.surface = surface;
        this.lastX = start.sceneX();
        this.lastY = start.sceneY();
    }

    @Override
    public void moved(Pointer pointer) {
        surface.scroll(pointer.sceneX() - lastX, pointer.sceneY() - lastY);
        lastX = pointer.sceneX();
        lastY = pointer.sceneY();
    }

    @Override
    public void released(Pointer pointer) {
        moved(pointer);
    }

    @Override
    public void cancelled() {
        // where the view is, is no part of the document
    }
}
