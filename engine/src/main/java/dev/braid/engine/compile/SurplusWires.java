package dev.braid.engine.compile;

import static dev.braid.engine.compile.GraphStructure.clip;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The wires of a sub-graph are sound for its parameters as they stand there. Where one is set from outside, ports may be
 * gone, and a wire to one would be left out without a word: that is a problem.
 */
final class SurplusWires {
    private SurplusWires() {}

    /**
     * Wires to and from ports that a block has no more.
     *
     * @param id the block's
     * @param settings with what is set from outside
     * @param overrides what is set from outside
     * @param structure the graph it stands in
     * @param place the path of the placement that sets it, with a / at its end
     */
    static List<Problem> problems(
            String id,
            BlockType type,
            Settings settings,
            Map<String, ParamValue> overrides,
            GraphStructure structure,
            String place) {
        if (overrides.isEmpty()) {
            return List.of();
        }
        String changed = overrides.entrySet().stream()
                .map(entry ->
                        clip(entry.getKey()) + " to " + clip(entry.getValue().toString()))
                .sorted()
                .collect(Collectors.joining(", "));
        String why = clip(place.substring(0, place.length() - 1), 200) + " sets " + clip(changed, 200)
                + ", and then there is no such port; set it there as in the sub-graph, or remove the wire";
        return Stream.of(true, false)
                .flatMap(inputs -> {
                    List<PortSpec> ports = inputs ? type.inputs(settings) : type.outputs(settings);
                    Set<String> names = ports.stream().map(PortSpec::name).collect(Collectors.toSet());
                    String what = inputs ? "a wire leads to this input, but " : "a wire comes from this output, but ";
                    return structure.wired(id, inputs).stream()
                            .filter(port -> !names.contains(port.port()))
                            .map(PortRef::port)
                            .map(port -> Problem.error(structure.address(id), port, what + why, null));
                })
                .toList();
    }
}
