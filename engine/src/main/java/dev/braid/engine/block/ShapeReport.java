package dev.braid.engine.block;

import dev.braid.engine.block.Problem.Fix;
import org.jspecify.annotations.Nullable;

/** Where a block type's shape rule says what is wrong with a site. The checker adds the block's path. */
public interface ShapeReport {
    /** The block cannot run. {@code port} is null where no single port is concerned. */
    void error(@Nullable String port, String text, @Nullable FixProposal fix);

    /** The block runs, but probably not as meant. */
    void warning(@Nullable String port, String text, @Nullable FixProposal fix);

    /** A repair of this block; the checker supplies its path. */
    @FunctionalInterface
    interface FixProposal {
        /** The repair for the block of that path. */
        Fix at(String block);
    }
}
