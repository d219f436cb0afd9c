package dev.braid.visuals.document;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
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
import dev.braid.visuals.document.Findings.BlockFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Designs for tests, opened with the engine's own checker, which answers at once. */
public final class Designs {
    /** All blocks. */
    public static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);

    private Designs() {}

    /** Opens a design. */
    public static OpenDesign open(Architecture design) {
        return new OpenDesign(design, CATALOG, Designs::check, Runnable::run);
    }

    /** A sound design: embedding, norm, attention, sum, norm, mamba, sum, head. */
    public static Architecture small() {
        List<BlockNode> blocks = List.of(
                BlockNode.of("embedding", "token-embedding", Map.of("width", new ParamValue.Whole(64))),
                BlockNode.of("norm-1", "rms-norm", Map.of()),
                BlockNode.of("attention", "attention", Map.of("heads", new ParamValue.Whole(2))),
                BlockNode.of("add-1", "add", Map.of()),
                BlockNode.of("norm-2", "rms-norm", Map.of()),
                BlockNode.of("mamba", "mamba", Map.of()),
                BlockNode.of("add-2", "add", Map.of()),
                BlockNode.of("head", "language-model-head", Map.of()));
        List<Wire> wires = new ArrayList<>();
        wire(wires, "embedding:out", "norm-1:in");
        wire(wires, "norm-1:out", "attention:in");
        wire(wires, "embedding:out", "add-1:a");
        wire(wires, "attention:out", "add-1:b");
        wire(wires, "add-1:out", "norm-2:in");
        wire(wires, "norm-2:out", "mamba:in");
        wire(wires, "add-1:out", "add-2:a");
        wire(wires, "mamba:out", "add-2:b");
        wire(wires, "add-2:out", "head:in");
        return new Architecture(
                "Attention, then Mamba",
                "One layer of each in a row: the smallest hybrid that can recall and summarise.",
                new Graph(blocks, wires),
                Map.of(),
                Map.of());
    }

    /** A design with a sub-graph that is repeated, and shows one parameter of the attention inside. */
    public static Architecture layered() {
        List<BlockNode> inner = List.of(
                BlockNode.of("in", "graph-input", Map.of()),
                BlockNode.of("norm", "rms-norm", Map.of()),
                BlockNode.of("attention", "attention", Map.of("heads", new ParamValue.Whole(2))),
                BlockNode.of("add", "add", Map.of()),
                BlockNode.of("out", "graph-output", Map.of()));
        List<Wire> innerWires = new ArrayList<>();
        wire(innerWires, "in:port", "norm:in");
        wire(innerWires, "norm:out", "attention:in");
        wire(innerWires, "in:port", "add:a");
        wire(innerWires, "attention:out", "add:b");
        wire(innerWires, "add:out", "out:port");
        SubGraph layer = new SubGraph(
                new Graph(inner, innerWires), List.of(new SubGraph.Promotion("heads", "attention", "heads")), Map.of());
        List<BlockNode> blocks = List.of(
                BlockNode.of("embedding", "token-embedding", Map.of("width", new ParamValue.Whole(64))),
                BlockNode.of(
                        "layers",
                        "sub-graph",
                        Map.of("graph", new ParamValue.Text("layer"), "repeat", new ParamValue.Whole(4))),
                BlockNode.of("head", "language-model-head", Map.of()));
        List<Wire> wires = new ArrayList<>();
        wire(wires, "embedding:out", "layers:in");
        wire(wires, "layers:out", "head:in");
        return new Architecture("Layers", "", new Graph(blocks, wires), Map.of("layer", layer), Map.of());
    }

    private static void wire(List<Wire> wires, String from, String to) {
        wires.add(new Wire(port(from), port(to)));
    }

    private static PortRef port(String text) {
        String[] parts = text.split(":");
        return new PortRef(parts[0], parts[1]);
    }

    private static Findings check(Architecture design, long state) {
        CheckedDesign checked = Checker.check(design, CATALOG, new DesignContext(256, 256));
        Map<String, BlockFinding> blocks = new LinkedHashMap<>();
        for (FlatBlock block : checked.blocks()) {
            BlockFinding known = blocks.get(block.address());
            blocks.put(
                    block.address(),
                    new BlockFinding(
                            block.site().inputWidths(),
                            block.outputWidths(),
                            block.cost(),
                            known == null ? 1 : known.places() + 1));
        }
        return new Findings(state, checked.problems(), blocks, checked.cost());
    }
}
