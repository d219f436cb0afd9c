package dev.braid.visuals.palette;

/** Where blocks from the palette are put: the canvas. All points are in coordinates of the scene. */
public interface BlockTarget {
    /** A block is dragged over the window; returns whether it would be taken if it were let go here. */
    boolean dragOver(BlockOffer offer, double sceneX, double sceneY);

    /** The block is let go; returns whether it was taken. */
    boolean drop(BlockOffer offer, double sceneX, double sceneY);

    /** The drag has ended without a drop. */
    void cancelDrag();

    /** Adds the block in the middle of what is seen. */
    void addAtCentre(BlockOffer offer);
}
