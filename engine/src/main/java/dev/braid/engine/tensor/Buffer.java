package dev.braid.engine.tensor;

/**
 * A reserved piece of a worker's memory, dense and row-major. Its place is known once the whole plan is laid out; until
 * then only its size is.
 */
public final class Buffer {
    private final int width;
    private final int floats;
    private int offset = -1;

    /**
     * @param width floats in a row
     * @param floats floats in all
     */
    public Buffer(int width, int floats) {
        this.width = width;
        this.floats = floats;
    }

    /** Floats in a row, which is also the row stride. */
    public int width() {
        return width;
    }

    /** Floats in all. */
    public int floats() {
        return floats;
    }

    /** Index of its first float in {@link Pass#memory}. */
    public int at() {
        return offset;
    }

    /** Called once, when the plan is laid out. */
    public void place(int at) {
        offset = at;
    }
}
