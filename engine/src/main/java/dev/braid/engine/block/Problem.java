package dev.braid.engine.block;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.PortRef;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or doubtful, in a design.
 *
 * @param severity whether the design cannot run because of it
 * @param block the address of the block in the document: its id, or {@code sub-graph/id} inside a sub-graph; "" for
 *     the whole design
 * @param port the port, or null where no single one is concerned
 * @param text one sentence: what was expected, what was found, what to do
 * @param fix a repair that can be applied with one click, where there is one
 */
public record Problem(
        Severity severity,
        String block,
        @Nullable String port,
        String text,
        @Nullable Fix fix) {

    /** How bad it is. */
    public enum Severity {
        /** The design cannot run. */
        ERROR,
        /** It runs, but probably not as meant. */
        WARNING
    }

    /** An error. */
    public static Problem error(String block, @Nullable String port, String text, @Nullable Fix fix) {
        return new Problem(Severity.ERROR, block, port, text, fix);
    }

    /** A warning. */
    public static Problem warning(String block, @Nullable String port, String text, @Nullable Fix fix) {
        return new Problem(Severity.WARNING, block, port, text, fix);
    }

    /** Where it is, for people: {@code attention:in}, {@code attention}, or "the design". */
    public String place() {
        return block.isEmpty() ? "the design" : port == null ? block : block + ":" + port;
    }

    @Override
    public String toString() {
        return place() + ": " + text;
    }

    /** A repair, as data; {@code graph.edit} turns it into edits. */
    public sealed interface Fix {
        /** What the repair button says. */
        String title();

        /** Set one parameter of the block. */
        record SetParameter(String title, String block, String parameter, ParamValue value) implements Fix {}

        /** Put a linear block of that output width into the wire that ends at the port. */
        record InsertLinear(String title, PortRef to, int width) implements Fix {}

        /** Remove a block. */
        record RemoveBlock(String title, String block) implements Fix {}

        /** Remove the wire that ends at the port. */
        record RemoveWire(String title, PortRef to) implements Fix {}

        /** Wire an output to an input. */
        record Connect(String title, PortRef from, PortRef to) implements Fix {}
    }
}
