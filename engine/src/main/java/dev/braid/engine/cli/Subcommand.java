package dev.braid.engine.cli;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What all commands have in common: where they print, JSON for machines, designs read from files. */
abstract class Subcommand implements Callable<Integer> {
    /** Makes and writes JSON. */
    static final JsonMapper JSON = new JsonMapper();

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--json", description = "Print JSON for machines instead of tables for people.")
    boolean json;

    /** Runs the command; its exit code. */
    @Override
    public abstract Integer call() throws Exception;

    /** All block types. */
    static BlockCatalog blocks() {
        return new BlockCatalog(StandardBlocks.ALL);
    }

    /** Standard output, or what stands for it in a test. */
    final PrintWriter out() {
        return spec().commandLine().getOut();
    }

    /** Where a command says what it could not use, or what stands for it in a test. */
    final PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec;
    }

    final void print(JsonNode node) {
        out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        out().flush();
    }

    /** The design in a file. */
    static Architecture design(Path file) {
        try {
            return DesignFile.read(file);
        } catch (DesignFormatException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /** Refuses a whole number outside bounds. */
    static int require(String option, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum) {
            throw new BadInput("Option " + option + ": expected a whole number from " + minimum + " to " + maximum
                    + ", got " + value + ".");
        }
        return value;
    }
}
