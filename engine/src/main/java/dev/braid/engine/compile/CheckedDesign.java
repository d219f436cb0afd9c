package dev.braid.engine.compile;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.graph.Architecture;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

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

    /**
     * What the design costs as far as it is known: every block that reaches the head, weights that are shared once. As
     * long as there are errors, of all blocks.
     */
    public Cost cost() {
        boolean[] used = used();
        Set<String> counted = new HashSet<>();
        Map<String, Cost> byPath = new HashMap<>();
        Cost sum = Cost.FREE;
        for (int i = 0; i < used.length; i++) {
            FlatBlock block = blocks.get(i);
            Cost cost = block.cost();
            if (cost != null) {
                byPath.put(block.path(), cost);
                if (used[i]) {
                    sum = sum.plus(cost);
                    counted.add(block.path());
                }
            }
        }
        // Weights whose owner is left out, but which another block uses, are trained all the same.
        for (int i = 0; i < used.length; i++) {
            String owner = blocks.get(i).weightsPath();
            Cost cost = byPath.get(owner);
            if (used[i] && cost != null && counted.add(owner)) {
                sum = sum.plus(new Cost(cost.parameters(), 0, 0));
            }
        }
        return sum;
    }

    /** The blocks that reach the head, in execution order; as long as there are errors, all blocks. */
    public List<FlatBlock> running() {
        boolean[] used = used();
        return IntStream.range(0, used.length)
                .filter(i -> used[i])
                .mapToObj(blocks::get)
                .toList();
    }

    private boolean[] used() {
        for (int i = 0; sound() && i < blocks.size(); i++) {
            if (blocks.get(i).type().id().equals(Checker.HEAD)) {
                return WholeDesign.reaching(blocks, i);
            }
        }
        boolean[] all = new boolean[blocks.size()];
        Arrays.fill(all, true);
        return all;
    }
}
