package dev.braid.engine.train;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;

/** Small designs for the tests of this package. */
final class Designs {
    private Designs() {}

    /** Mamba, then attention, each in a pre-norm residual layer. */
    static Architecture sequential(int width) {
        return Architecture.of(
                "sequential",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", width)
                        .block("norm-1", "rms-norm")
                        .block("mamba", "mamba", "state-size", 8)
                        .block("add-1", "add")
                        .block("norm-2", "rms-norm")
                        .block("attention", "attention", "heads", 2)
                        .block("add-2", "add")
                        .block("norm-3", "rms-norm")
                        .block("head", "language-model-head")
                        .wire("embedding", "norm-1")
                        .wire("norm-1", "mamba")
                        .wire("embedding", "add-1:a")
                        .wire("mamba", "add-1:b")
                        .wire("add-1", "norm-2")
                        .wire("norm-2", "attention")
                        .wire("add-1", "add-2:a")
                        .wire("attention", "add-2:b")
                        .wire("add-2", "norm-3")
                        .wire("norm-3", "head")
                        .build());
    }

    /** Compiled with the standard blocks. */
    static Model compile(Architecture design, int vocabulary, int contextLength) throws DesignException {
        return Model.compile(
                design, new BlockCatalog(StandardBlocks.ALL), new DesignContext(vocabulary, contextLength));
    }
}
