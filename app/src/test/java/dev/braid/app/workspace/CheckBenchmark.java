package dev.braid.app.workspace;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import java.util.Arrays;
import java.util.Locale;

/**
 * Not a test: how long it takes to check a chain of 200 blocks anew, with shapes, costs and problems, as after every edit. Run
 * its main method with the flags of the tests.
 */
final class CheckBenchmark {
    private static final int BLOCKS = 200;
    private static final int TIMES = 400;

    private CheckBenchmark() {}

    /** Prints the first time, and the distribution of the second half. */
    public static void main(String[] arguments) {
        EngineChecker checker =
                new EngineChecker(new BlockCatalog(StandardBlocks.ALL), () -> new DesignContext(8192, 512));
        Architecture design = chain();
        double[] milliseconds = new double[TIMES];
        int problems = 0;
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            problems += checker.check(design, i).problems().size();
            milliseconds[i] = (System.nanoTime() - start) / 1e6;
        }
        double[] warm = Arrays.copyOfRange(milliseconds, TIMES / 2, TIMES);
        Arrays.sort(warm);
        System.out.printf(
                Locale.ROOT,
                "%d blocks, %d problems: first check %.1f ms, then median %.2f ms, slowest %.2f ms%n",
                BLOCKS,
                problems / TIMES,
                milliseconds[0],
                warm[warm.length / 2],
                warm[warm.length - 1]);
    }

    private static Architecture chain() {
        GraphBuilder graph = new GraphBuilder();
        String[] types = {"rms-norm", "mamba", "attention", "mlp-swiglu", "add"};
        for (int i = 0; i < BLOCKS; i++) {
            String type = i == 0 ? "token-embedding" : i == BLOCKS - 1 ? "language-model-head" : types[i % 5];
            graph.block("block-" + i, type);
            if (i > 0) {
                String before = "block-" + (i - 1);
                if (type.equals("add")) {
                    graph.wire(before, "block-" + i + ":a").wire("block-" + (i - 2), "block-" + i + ":b");
                } else {
                    graph.wire(before, "block-" + i + ":in");
                }
            }
        }
        return Architecture.of("200 blocks", graph.build());
    }
}
