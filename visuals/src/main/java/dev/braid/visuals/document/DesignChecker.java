package dev.braid.visuals.document;

import dev.braid.engine.graph.Architecture;

/** The engine's checker as the views see it; called from any thread. */
@FunctionalInterface
public interface DesignChecker {
    /** Checks a document whose state in the journal has that id. Never throws for what is wrong with a design. */
    Findings check(Architecture design, long state);
}
