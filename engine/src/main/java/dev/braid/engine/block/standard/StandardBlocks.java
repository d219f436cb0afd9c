package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import java.util.List;

/** All blocks that come with Braid. */
public final class StandardBlocks {
    /** One line a block, in palette order. */
    public static final List<BlockType> ALL = List.of(
            // tokens
            new TokenEmbedding(),
            new LanguageModelHead(),
            // sequence mixers
            new Attention(),
            new Mamba(),
            // position-wise
            new Linear(),
            // fusion
            new Add(),
            // normalisation
            new RmsNorm());

    private StandardBlocks() {}
}
