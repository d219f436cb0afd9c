package dev.braid.engine.task;

/** What a batch is for. Each has random streams of its own, so no example is shared on purpose between two of them. */
public enum Split {
    /** Learnt from. */
    TRAIN,
    /** Looked at while training: early stop and the choice of a learning rate. */
    VALIDATION,
    /** Looked at once, at the end. */
    TEST
}
