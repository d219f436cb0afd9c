package dev.braid.engine.graph;

/**
 * One port of one block, written {@code block:port} in files and in messages.
 *
 * @param block the block's id within its graph
 * @param port the port's name
 */
public record PortRef(String block, String port) {
    @Override
    public String toString() {
        return block + ":" + port;
    }
}
