package dev.braid.app.workspace;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Structure;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.compile.FlatBlock;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import dev.braid.visuals.document.DesignChecker;
import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.Findings.BlockFinding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the engine's checker finds, told by the addresses of the blocks in the document. */
public final class EngineChecker implements DesignChecker {
    private final BlockCatalog catalog;
    private final Supplier<DesignContext> context;

    /**
     * A checker for designs of those blocks.
     *
     * @param context what designs are going to be used on; asked at every check, from any thread
     */
    public EngineChecker(BlockCatalog catalog, Supplier<DesignContext> context) {
        this.catalog = catalog;
        this.context = context;
    }

    @Override
    public Findings check(Architecture design, long state) {
        CheckedDesign checked = Checker.check(design, catalog, context.get());
        Map<String, BlockFinding> blocks = new LinkedHashMap<>();
        for (FlatBlock block : checked.blocks()) {
            BlockFinding finding = new BlockFinding(block.site().inputWidths(), block.outputWidths(), block.cost(), 1);
            blocks.merge(block.address(), finding, EngineChecker::oneMorePlace);
        }
        new Placements(design, blocks).addTo(blocks);
        return new Findings(state, checked.problems(), blocks, checked.cost());
    }

    private static BlockFinding oneMorePlace(BlockFinding known, BlockFinding again) {
        return new BlockFinding(known.inputWidths(), known.outputWidths(), known.cost(), known.places() + 1);
    }

    /** Blocks that place a sub-graph, and the ports inside: the checker unpacks them, so nothing flat stands for them. */
    private static final class Placements {
        private final Architecture design;
        private final Map<String, BlockFinding> flat;
        private int depth;

        Placements(Architecture design, Map<String, BlockFinding> flat) {
            this.design = design;
            this.flat = Map.copyOf(flat);
        }

        void addTo(Map<String, BlockFinding> blocks) {
            addAll("", design.graph(), blocks);
            design.subGraphs().forEach((name, inner) -> addAll(name, inner.graph(), blocks));
        }

        private void addAll(String name, Graph graph, Map<String, BlockFinding> blocks) {
            for (BlockNode block : graph.blocks()) {
                if (isStructure(block)) {
                    blocks.put(Findings.address(name, block.id()), finding(name, graph, block));
                }
            }
        }

        private static boolean isStructure(BlockNode block) {
            return switch (block.type()) {
                case Structure.SUB_GRAPH, Structure.INPUT, Structure.OUTPUT -> true;
                default -> false;
            };
        }

        private BlockFinding finding(String name, Graph graph, BlockNode block) {
            Map<String, Integer> inputs = new HashMap<>();
            Map<String, Integer> outputs = new HashMap<>();
            for (Wire wire : graph.wires()) {
                if (wire.to().block().equals(block.id())) {
                    put(inputs, wire.to().port(), width(name, graph, wire.from()));
                }
                if (wire.from().block().equals(block.id())) {
                    put(outputs, wire.from().port(), width(name, graph, wire.from()));
                }
            }
            Cost cost =
                    Structure.placed(block).map(inner -> insideOf(inner, block)).orElse(Cost.FREE);
            return new BlockFinding(inputs, outputs, cost, 1);
        }

        private static void put(Map<String, Integer> widths, String port, @Nullable Integer width) {
            if (width != null) {
                widths.put(port, width);
            }
        }

        /** What one placement costs, with its repetitions. */
        private @Nullable Cost insideOf(String name, BlockNode placement) {
            SubGraph inner = design.subGraphs().get(name);
            if (inner == null || depth > Checker.DEEPEST) {
                return null;
            }
            depth++;
            Cost sum = Cost.FREE;
            for (BlockNode block : inner.graph().blocks()) {
                Cost cost = switch (block.type()) {
                    case Structure.INPUT, Structure.OUTPUT -> Cost.FREE;
                    case Structure.SUB_GRAPH ->
                        Structure.placed(block)
                                .map(deeper -> insideOf(deeper, block))
                                .orElse(null);
                    default -> {
                        BlockFinding finding = flat.get(Findings.address(name, block.id()));
                        yield finding == null ? null : finding.cost();
                    }
                };
                if (cost == null) {
                    sum = null;
                    break;
                }
                sum = sum.plus(cost);
            }
            depth--;
            return sum == null ? null : repeated(sum, placement);
        }

        private static Cost repeated(Cost once, BlockNode placement) {
            long times =
                    placement.parameters().get(Structure.REPEAT) instanceof ParamValue.Whole(long repeat) ? repeat : 1;
            boolean shared =
                    placement.parameters().get(Structure.SHARED) instanceof ParamValue.Flag(boolean flag) && flag;
            return new Cost(
                    once.parameters() * (shared ? 1 : times), once.flopsPerToken() * times, once.stateBytes() * times);
        }

        /** The width that leaves a port, followed into sub-graphs and out of them. */
        private @Nullable Integer width(String name, Graph graph, PortRef from) {
            if (depth > Checker.DEEPEST) {
                return null;
            }
            BlockNode block = graph.block(from.block()).orElse(null);
            if (block == null) {
                return null;
            }
            depth++;
            try {
                return switch (block.type()) {
                    case Structure.SUB_GRAPH -> widthFrom(block, from.port());
                    case Structure.INPUT -> widthInto(name, graph, from);
                    default -> {
                        BlockFinding finding = flat.get(Findings.address(name, block.id()));
                        yield finding == null ? null : finding.outputWidths().get(from.port());
                    }
                };
            } finally {
                depth--;
            }
        }

        private @Nullable Integer widthFrom(BlockNode placement, String port) {
            String name = Structure.placed(placement).orElse("");
            SubGraph inner = design.subGraphs().get(name);
            if (inner == null) {
                return null;
            }
            PortRef end = new PortRef(port, Structure.PORT);
            for (Wire wire : inner.graph().wires()) {
                if (wire.to().equals(end)) {
                    return width(name, inner.graph(), wire.from());
                }
            }
            return null;
        }

        /** An input port of a sub-graph carries what its first reader reads. */
        private @Nullable Integer widthInto(String name, Graph graph, PortRef from) {
            for (Wire wire : graph.wires()) {
                BlockFinding reader = flat.get(Findings.address(name, wire.to().block()));
                if (wire.from().equals(from) && reader != null) {
                    return reader.inputWidths().get(wire.to().port());
                }
            }
            return null;
        }
    }
}
