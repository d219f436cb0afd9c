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
    public Problem {
        text = text.replaceAll("\\p{Cntrl}", " "); // names out of a file may hold anything
    }

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
        String place = block.isEmpty() ? "the design" : port == null ? block : block + ":" + port;
        return place.replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public String toString() {
        return place() + ": " + text;
    }

    /**
     * A repair, as data; {@code graph.edit} turns it into edits. Blocks are named by their addresses in the document:
     * {@code attention}, or {@code layer/attention} inside the sub-graph {@code layer}.
     */
    public sealed interface Fix {
        /** What the repair button says. */
        String title();

        /** Set one parameter of the block. */
        record SetParameter(String title, String block, String parameter, ParamValue value) implements Fix {}

        /** Set one parameter of the block back to its default, or drop it where the type has none of that name. */
        record ClearParameter(String title, String block, String parameter) implements Fix {}

        /** Give a misspelt parameter its right name. */
        record RenameParameter(String title, String block, String parameter, String newName) implements Fix {}

        /** Make the block one of another type. */
        record SetType(String title, String block, String type) implements Fix {}

        /** Make the block use the weights of another, or its own where {@code owner} is null. */
        record SetWeightsOf(
                String title, String block, @Nullable String owner) implements Fix {}

        /** Give the second and every further block of one id an id of its own. */
        record SeparateIds(String title, String block) implements Fix {}

        /** Put a linear block of that output width into the wire that ends at the port. */
        record InsertLinear(String title, PortRef to, int width) implements Fix {}

        /** Remove a block. */
        record RemoveBlock(String title, String block) implements Fix {}

        /** Remove the wire that ends at the port. */
        record RemoveWire(String title, PortRef to) implements Fix {}

        /** Lead a wire that exists to other ports. */
        record LeadWire(String title, PortRef from, PortRef to, PortRef newFrom, PortRef newTo) implements Fix {}

        /** Wire an output to an input. */
        record Connect(String title, PortRef from, PortRef to) implements Fix {}
    }
}
