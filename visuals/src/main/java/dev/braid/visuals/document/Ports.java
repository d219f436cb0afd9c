package dev.braid.visuals.document;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.SubGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The ports of a block where it stands: those of its type, those of the sub-graph it places, and those that wires name
 * although the type has none of that name (so that such a wire can be seen and led elsewhere).
 *
 * @param inputs in the order of the type
 * @param outputs in the order of the type
 */
public record Ports(List<PortSpec> inputs, List<PortSpec> outputs) {
    private static final List<PortSpec> INNER = List.of(new PortSpec(Structure.PORT, "port", true));

    public Ports {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /** The ports of a block of a graph of that design. */
    public static Ports of(Architecture design, Graph graph, BlockNode block, BlockCatalog catalog) {
        Ports declared = declared(design, block, catalog);
        List<PortSpec> inputs = new ArrayList<>(declared.inputs);
        List<PortSpec> outputs = new ArrayList<>(declared.outputs);
        graph.wires().forEach(wire -> {
            if (wire.to().block().equals(block.id())) {
                addMissing(inputs, wire.to().port());
            }
            if (wire.from().block().equals(block.id())) {
                addMissing(outputs, wire.from().port());
            }
        });
        return new Ports(inputs, outputs);
    }

    /** The ports that a block has by its type, or by the sub-graph it places. */
    public static Ports declared(Architecture design, BlockNode block, BlockCatalog catalog) {
        return switch (block.type()) {
            case Structure.INPUT -> new Ports(List.of(), INNER);
            case Structure.OUTPUT -> new Ports(INNER, List.of());
            case Structure.SUB_GRAPH ->
                Structure.placed(block)
                        .map(name -> design.subGraphs().get(name))
                        .map(inner -> new Ports(inner(inner, Structure.INPUT), inner(inner, Structure.OUTPUT)))
                        .orElse(new Ports(List.of(), List.of()));
            default ->
                catalog.find(block.type()).map(type -> declared(type, block)).orElse(new Ports(List.of(), List.of()));
        };
    }

    private static Ports declared(BlockType type, BlockNode block) {
        Settings settings = Settings.of(type.parameters(), block.parameters());
        return new Ports(type.inputs(settings), type.outputs(settings));
    }

    private static List<PortSpec> inner(SubGraph subGraph, String structure) {
        return subGraph.graph().blocks().stream()
                .filter(block -> block.type().equals(structure))
                .map(BlockNode::id)
                .distinct()
                .map(PortSpec::of)
                .toList();
    }

    private static void addMissing(List<PortSpec> ports, String name) {
        Predicate<PortSpec> same = port -> port.name().equals(name);
        if (ports.stream().noneMatch(same)) {
            ports.add(new PortSpec(name, name, false));
        }
    }

    /** The names of the input ports of a block that no wire of the graph ends at. */
    public List<PortSpec> freeInputs(Graph graph, String block) {
        Set<String> taken = graph.wires().stream()
                .filter(wire -> wire.to().block().equals(block))
                .map(wire -> wire.to().port())
                .collect(Collectors.toSet());
        return inputs.stream().filter(port -> !taken.contains(port.name())).toList();
    }

    /** The title of a port, its name where it has none. */
    public String title(String port) {
        return Stream.concat(inputs.stream(), outputs.stream())
                .filter(spec -> spec.name().equals(port))
                .map(PortSpec::title)
                .findFirst()
                .orElse(port);
    }
}
