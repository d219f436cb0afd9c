package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import java.util.List;

/** All blocks that come with Braid. */
public final class StandardBlocks {
    /** One line a block, in palette order. */
    public static final List<BlockType> ALL = List.of(
            // tokens
            new TokenEmbedding(),
            new LearnedPositions(),
            new LanguageModelHead(),
            // sequence mixers
            new Attention(),
            new Mamba(),
            new Mamba2(),
            new ShortConvolution(),
            // fusion
            new Add(),
            new FuseMean(),
            new FuseSubtract(),
            new FuseConcat(),
            new FuseGate(),
            new FuseWeighted(),
            new MergeAttention(),
            new BranchNorm(),
            new Concat(),
            // position-wise
            new MlpSwiglu(),
            new MlpGelu(),
            new MixtureOfExperts(),
            new Linear(),
            new Scale(),
            // normalisation
            new RmsNorm(),
            new LayerNorm(),
            new Dropout());

    private StandardBlocks() {}
}
