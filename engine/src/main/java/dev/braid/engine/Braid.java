package dev.braid.engine;

/** What this program calls itself. */
public final class Braid {
    /** The name of the program, as shown to people. */
    public static final String NAME = "Braid";

    private Braid() {}
}
