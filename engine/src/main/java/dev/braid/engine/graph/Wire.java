package dev.braid.engine.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A wire from an output port to an input port. An output may feed many wires, an input takes exactly one.
 *
 * @param from an output port
 * @param to an input port
 * @param unknown fields this version does not know, name to compact JSON text, kept for saving
 */
public record Wire(PortRef from, PortRef to, Map<String, String> unknown) {
    public Wire {
        unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }

    /** A wire with nothing unknown. */
    public Wire(PortRef from, PortRef to) {
        this(from, to, Map.of());
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
