package dev.braid.engine.compile;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which parameters a block takes and what their values must obey. A placed sub-graph takes those that its definition
 * promotes as well; one that is promoted from several inner blocks must suit them all.
 */
final class ParameterRules {
    private final Architecture architecture;
    private final BlockCatalog catalog;
    /** Of each sub-graph looked at so far: promoted name to what it must obey. */
    private final Map<String, Map<String, Set<ParamSpec>>> promoted = new HashMap<>();

    ParameterRules(Architecture architecture, BlockCatalog catalog) {
        this.architecture = architecture;
        this.catalog = catalog;
    }

    /** Parameter names of a block in the order of its form, each with all that its value must obey. */
    Map<String, Set<ParamSpec>> of(BlockNode block) {
        Map<String, Set<ParamSpec>> rules = new LinkedHashMap<>();
        switch (block.type()) {
            case Structure.INPUT, Structure.OUTPUT -> {}
            case Structure.SUB_GRAPH -> {
                Structure.SUB_GRAPH_PARAMETERS.forEach(spec -> rules.put(spec.name(), Set.of(spec)));
                Structure.placed(block).ifPresent(name -> promoted(name).forEach(rules::putIfAbsent));
            }
            default ->
                catalog.find(block.type())
                        .map(BlockType::parameters)
                        .orElse(List.of())
                        .forEach(spec -> rules.put(spec.name(), Set.of(spec)));
        }
        return rules;
    }

    private Map<String, Set<ParamSpec>> promoted(String name) {
        Map<String, Set<ParamSpec>> known = promoted.get(name);
        SubGraph definition = architecture.subGraphs().get(name);
        if (known != null || definition == null) {
            return known == null ? Map.of() : known;
        }
        Map<String, Set<ParamSpec>> rules = new LinkedHashMap<>();
        promoted.put(name, rules); // a sub-graph that contains itself finds this while it is incomplete, and stops
        for (SubGraph.Promotion promotion : definition.promoted()) {
            definition.graph().block(promotion.block()).ifPresent(inner -> {
                Set<ParamSpec> specs = of(inner).get(promotion.parameter());
                if (specs != null) {
                    rules.computeIfAbsent(promotion.name(), key -> new LinkedHashSet<>())
                            .addAll(specs);
                }
            });
        }
        return rules;
    }

    /** What is wrong with a sub-graph's name and with what it promotes. */
    List<Problem> problems(String name, SubGraph definition) {
        List<Problem> problems = new ArrayList<>();
        if (!name.matches("[^/\\p{Cntrl}]{1,64}")) {
            problems.add(Problem.error(
                    "",
                    null,
                    "a sub-graph's name must be 1 to 64 characters without /, not \"" + GraphStructure.clip(name)
                            + "\"; rename it",
                    null));
        }
        for (SubGraph.Promotion promotion : definition.promoted()) {
            String who = "sub-graph " + GraphStructure.clip(name) + " promotes parameter "
                    + GraphStructure.clip(promotion.parameter()) + " of " + GraphStructure.clip(promotion.block())
                    + " as " + GraphStructure.clip(promotion.name());
            Optional<BlockNode> inner = definition.graph().block(promotion.block());
            if (isStructural(promotion)) {
                problems.add(Problem.error(
                        "", null, who + ", but every placed sub-graph has a parameter of that name; rename it", null));
            } else if (inner.isEmpty()) {
                problems.add(
                        Problem.warning("", null, who + ", but there is no such block; remove the promotion", null));
            } else if (known(inner.get()) && !of(inner.get()).containsKey(promotion.parameter())) {
                problems.add(Problem.warning(
                        "", null, who + ", but the block has no such parameter; remove the promotion", null));
            } else if (promotion.parameter().equals(Structure.GRAPH)
                    && inner.get().type().equals(Structure.SUB_GRAPH)) {
                problems.add(Problem.error(
                        "", null, who + ", but which sub-graph a block places cannot be set from outside", null));
            }
        }
        return problems;
    }

    /** Whether what it promotes has a name that every placed sub-graph has for itself. */
    static boolean isStructural(SubGraph.Promotion promotion) {
        return Structure.SUB_GRAPH_PARAMETERS.stream()
                .anyMatch(spec -> spec.name().equals(promotion.name()));
    }

    /** Whether it is known which parameters and ports a block has. */
    boolean known(BlockNode block) {
        return switch (block.type()) {
            case Structure.INPUT, Structure.OUTPUT -> true;
            case Structure.SUB_GRAPH ->
                Structure.placed(block)
                        .filter(architecture.subGraphs()::containsKey)
                        .isPresent();
            default -> catalog.find(block.type()).isPresent();
        };
    }
}
