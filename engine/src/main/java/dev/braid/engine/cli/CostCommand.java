package dev.braid.engine.cli;

import dev.braid.engine.block.DesignContext;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.cost.CostModel;
import dev.braid.engine.cost.StudyB;
import dev.braid.engine.graph.Architecture;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid cost}: what training and decoding a design would cost, at any size. */
@Command(
        name = "cost",
        description = {
            "Show what a design, or a model of study B, would cost to train and to decode.",
            "",
            "After the cost model of study B (arXiv 2510.04800): training takes 6 operations a parameter and token and what mixing"
                    + " positions adds; embeddings and head are left out. The cache is what decoding keeps for one sequence"
                    + " after a whole context, in bfloat16. Nothing is run."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CostCommand extends Subcommand {
    private static final double MOST_TOKENS = 1e18;

    @Parameters(paramLabel = "DESIGN", arity = "0..1", description = "A design file.")
    @Nullable
    Path design;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "A model of study B instead of a file: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Presets.class)
    @Nullable
    String preset;

    @Option(
            names = "--context-length",
            paramLabel = "L",
            required = true,
            description = "Tokens of a context, in training and in decoding.")
    int contextLength;

    @Option(
            names = "--tokens",
            paramLabel = "T",
            required = true,
            description = "Tokens it is trained on, such as 60e9.")
    double tokens;

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            description =
                    "Token ids, where the design leaves them open; they do not count (default: ${DEFAULT-VALUE}).")
    int vocabulary = 8192;

    /** The names after --preset. */
    static final class Presets implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return StudyB.names().iterator();
        }
    }

    @Override
    public Integer call() {
        require("--context-length", contextLength, 1, 1 << 22);
        require("--vocabulary", vocabulary, 2, 1 << 24);
        if (!(tokens >= 1 && tokens <= MOST_TOKENS)) {
            throw new BadInput("Option --tokens: expected a number from 1 to 1e18, such as 60e9, got " + tokens + ".");
        }
        CheckedDesign checked = Checker.check(architecture(), blocks(), new DesignContext(vocabulary, contextLength));
        if (!checked.sound()) {
            throw new BadInput(design + " cannot run:\n"
                    + checked.problems().stream().map(CheckCommand::inWords).collect(Collectors.joining("\n")));
        }
        CostModel.Estimate estimate = CostModel.of(checked, tokens);
        if (json) {
            print(toJson(estimate));
        } else {
            print(estimate);
        }
        return 0;
    }

    private Architecture architecture() {
        if ((design == null) == (preset == null)) {
            throw new BadInput("Name either a design file or one --preset: " + String.join(", ", StudyB.names()) + ".");
        }
        if (design != null) {
            return design(design);
        }
        if (!StudyB.names().contains(preset)) {
            throw new BadInput(
                    "Option --preset: expected one of " + String.join(", ", StudyB.names()) + ", got " + preset + ".");
        }
        return StudyB.preset(preset);
    }

    /** Blocks of one type on one line: models of this size have hundreds of blocks. */
    private void print(CostModel.Estimate estimate) {
        out().println(String.format(
                Locale.ROOT,
                "%s, context length %,d, trained on %,.0f tokens",
                estimate.total().name(),
                contextLength,
                tokens));
        out().println();
        TextTable table = new TextTable(1, "blocks", "number", "parameters", "training FLOPs", "share", "cache bytes");
        Map<String, CostModel.Part> types = new TreeMap<>();
        Map<String, Integer> numbers = new TreeMap<>();
        for (CostModel.Part part : estimate.parts()) {
            numbers.merge(part.type(), 1, Integer::sum);
            types.merge(part.type(), part, CostCommand::sum);
        }
        types.values().forEach(part -> row(table, part.type(), numbers.get(part.type()), part, estimate.total()));
        row(table, "total", estimate.parts().size(), estimate.total(), estimate.total());
        out().println(table);
        out().println();
        out().println(String.format(
                Locale.ROOT,
                "Embeddings and head have another %,d parameters, which do not count here.",
                estimate.outside()));
        out().flush();
    }

    private static CostModel.Part sum(CostModel.Part a, CostModel.Part b) {
        return new CostModel.Part(
                a.name(),
                a.type(),
                a.parameters() + b.parameters(),
                a.trainingFlops() + b.trainingFlops(),
                a.cacheBytes() + b.cacheBytes());
    }

    private static void row(
            TextTable table, String name, @Nullable Integer number, CostModel.Part part, CostModel.Part total) {
        table.row(
                name,
                String.valueOf(number),
                String.format(Locale.ROOT, "%,d", part.parameters()),
                String.format(Locale.ROOT, "%.3g", part.trainingFlops()),
                String.format(
                        Locale.ROOT,
                        "%.1f %%",
                        total.trainingFlops() == 0 ? 0 : 100 * part.trainingFlops() / total.trainingFlops()),
                String.format(Locale.ROOT, "%,d", part.cacheBytes()));
    }

    private ObjectNode toJson(CostModel.Estimate estimate) {
        ObjectNode node = JSON.createObjectNode();
        node.put("design", estimate.total().name());
        node.put("context_length", contextLength);
        node.put("tokens", tokens);
        put(node, estimate.total());
        node.put("embedding_parameters", estimate.outside());
        ArrayNode array = node.putArray("blocks");
        for (CostModel.Part part : estimate.parts()) {
            ObjectNode entry = array.addObject();
            entry.put("path", part.name());
            entry.put("type", part.type());
            put(entry, part);
        }
        return node;
    }

    private static void put(ObjectNode node, CostModel.Part part) {
        node.put("parameters", part.parameters());
        node.put("training_flops", part.trainingFlops());
        node.put("cache_bytes", part.cacheBytes());
    }
}
