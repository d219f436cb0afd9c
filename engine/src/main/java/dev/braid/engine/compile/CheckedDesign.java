package dev.braid.engine.compile;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Architecture;
import java.util.List;

/**
 * What the checker found: every problem, and all blocks that could be placed, in execution order.
 *
 * @param architecture the document
 * @param context what it is used on
 * @param problems all of them, errors first, otherwise in document order
 * @param blocks flat, each after everything that feeds it; blocks on a cycle are missing
 */
public record CheckedDesign(
        Architecture architecture, DesignContext context, List<Problem> problems, List<FlatBlock> blocks) {
    public CheckedDesign {
        problems = List.copyOf(problems);
        blocks = List.copyOf(blocks);
    }

    /** Whether the design can run. */
    public boolean sound() {
        return problems.stream().noneMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    /** The cost of all blocks whose cost is known. */
    public Cost cost() {
        Cost sum = Cost.FREE;
        for (FlatBlock block : blocks) {
            Cost cost = block.cost();
            if (cost != null) {
                sum = sum.plus(cost);
            }
        }
        return sum;
    }
}
