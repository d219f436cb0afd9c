package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.PortRef;
import dev.braid.engine.graph.Wire;

/** What the pointer is on. */
public sealed interface Target {
    /** Nothing but the ground. */
    record Space() implements Target {}

    /**
     * A block.
     *
     * @param id its id in the graph that is shown
     */
    record Block(String id) implements Target {}

    /**
     * A line with a parameter on a block.
     *
     * @param block the block's id in the graph that is shown
     * @param parameter the parameter's name
     */
    record Parameter(String block, String parameter) implements Target {}

    /**
     * A port.
     *
     * @param port the port
     * @param input whether wires end here
     */
    record Port(PortRef port, boolean input) implements Target {}

    /**
     * The plus beside the free output of a selected block.
     *
     * @param output the output
     */
    record Plus(PortRef output) implements Target {}

    /**
     * A wire.
     *
     * @param wire the wire
     */
    record OnWire(Wire wire) implements Target {}
}
