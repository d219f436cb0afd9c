package dev.braid.engine.graph;

/**
 * A wire from an output port to an input port. An output may feed many wires, an input takes exactly one.
 *
 * @param from an output port
 * @param to an input port
 */
public record Wire(PortRef from, PortRef to) {
    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
