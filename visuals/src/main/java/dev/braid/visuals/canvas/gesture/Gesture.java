package dev.braid.visuals.canvas.gesture;

/** Something that goes on while a mouse button is held. It shows what would happen, and edits only when it ends. */
public interface Gesture {
    /** The pointer is here now. */
    void moved(Pointer pointer);

    /** The button was let go here. */
    void released(Pointer pointer);

    /** Nothing is to happen after all; everything looks as before. */
    void cancelled();
}
