package dev.braid.engine.cli;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.compile.FlatBlock;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid describe}: shapes and costs of a design. */
@Command(
        name = "describe",
        description = {
            "Show the blocks of a design, their shapes and what they cost.",
            "",
            "FLOPs a token are those of the forward pass, a multiply-add counting two, averaged over the context; training"
                    + " costs about three times as much. State bytes are what decoding keeps for one sequence after a whole"
                    + " context."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class DescribeCommand extends Subcommand {
    @Parameters(paramLabel = "DESIGN", description = "A design file.")
    Path design = Path.of("");

    @Option(
            names = "--context-length",
            paramLabel = "L",
            required = true,
            description = "Tokens of a context; attention costs more the longer it is.")
    int contextLength;

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            description = "Token ids, where the design leaves them to the task (default: ${DEFAULT-VALUE}).")
    int vocabulary = 8192;

    @Override
    public Integer call() {
        require("--context-length", contextLength, 1, 1 << 22);
        require("--vocabulary", vocabulary, 2, 1 << 24);
        CheckedDesign checked = Checker.check(design(design), blocks(), new DesignContext(vocabulary, contextLength));
        if (!checked.sound()) {
            throw new BadInput(design + " cannot run:\n"
                    + checked.problems().stream().map(CheckCommand::inWords).collect(Collectors.joining("\n")));
        }
        if (json) {
            print(toJson(checked));
        } else {
            printTable(checked);
        }
        return 0;
    }

    private void printTable(CheckedDesign checked) {
        out().println(checked.architecture().name() + ", context length " + contextLength + ", vocabulary "
                + vocabulary);
        if (!checked.architecture().description().isEmpty()) {
            out().println(checked.architecture().description());
        }
        out().println();
        TextTable table = new TextTable(3, "block", "type", "width", "parameters", "FLOPs a token", "state bytes");
        for (FlatBlock block : checked.blocks()) {
            row(table, block.path(), block.type().id(), widths(block), cost(block));
        }
        row(table, "total", "", "", checked.cost());
        out().println(table);
        checked.problems().forEach(problem -> out().println(CheckCommand.inWords(problem)));
        out().flush();
    }

    private static void row(TextTable table, String path, String type, String widths, Cost cost) {
        table.row(
                path,
                type,
                widths,
                String.format(Locale.ROOT, "%,d", cost.parameters()),
                String.format(Locale.ROOT, "%,.0f", cost.flopsPerToken()),
                String.format(Locale.ROOT, "%,d", cost.stateBytes()));
    }

    private static Cost cost(FlatBlock block) {
        return Objects.requireNonNullElse(block.cost(), Cost.FREE);
    }

    /** What comes in and goes out, such as {@code 64+64 → 128}. */
    private static String widths(FlatBlock block) {
        return sum(block.site().inputWidths()) + " → " + sum(block.outputWidths());
    }

    private static String sum(Map<String, Integer> widths) {
        return widths.isEmpty()
                ? "tokens"
                : new TreeMap<>(widths).values().stream().map(String::valueOf).collect(Collectors.joining("+"));
    }

    private ObjectNode toJson(CheckedDesign checked) {
        ObjectNode node = JSON.createObjectNode();
        node.put("design", checked.architecture().name());
        node.put("context_length", contextLength);
        node.put("vocabulary", vocabulary);
        put(node, checked.cost());
        ArrayNode array = node.putArray("blocks");
        for (FlatBlock block : checked.blocks()) {
            ObjectNode entry = array.addObject();
            entry.put("path", block.path());
            entry.put("type", block.type().id());
            put(entry, cost(block));
            ObjectNode inputs = entry.putObject("inputs");
            new TreeMap<>(block.site().inputWidths()).forEach((port, width) -> shape(inputs, port, width));
            ObjectNode outputs = entry.putObject("outputs");
            new TreeMap<>(block.outputWidths()).forEach((port, width) -> shape(outputs, port, width));
        }
        CheckCommand.toJson(checked.problems(), node.putArray("warnings"));
        return node;
    }

    private void shape(ObjectNode node, String port, int width) {
        node.putArray(port).add(contextLength).add(width);
    }

    private static void put(ObjectNode node, Cost cost) {
        node.put("parameters", cost.parameters());
        node.put("flops_per_token", Math.round(cost.flopsPerToken()));
        node.put("state_bytes", cost.stateBytes());
    }
}
