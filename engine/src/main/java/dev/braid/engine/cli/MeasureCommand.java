package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.speed.DesignSpeed;
import dev.braid.engine.speed.Speedometer;
import dev.braid.engine.speed.StepTimes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid measure}: speed of training and decoding over context length, beside what the cost model predicts. */
@Command(
        name = "measure",
        description = {
            "Measure training and decoding of designs over context length, beside their predicted cost.",
            "",
            "Training takes the same number of tokens a step at every length. Decoding reads one token at a time and keeps its"
                    + " state: measured are the first and the last eighth of the context, so that a cost which grows with the"
                    + " context shows. A prompt as long as the context is read at once. Both take one sequence and one thread. Weights"
                    + " are those of the start; nothing is kept."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class MeasureCommand extends Subcommand {
    @Parameters(
            paramLabel = "DESIGN",
            arity = "1..*",
            description = "Design files, or names of benchmark models: transformer, mamba, mamba-2, merge-attention.")
    List<String> designs = List.of();

    @Option(
            names = "--context-length",
            paramLabel = "L",
            split = ",",
            description = "Context lengths, with commas between them (default: ${DEFAULT-VALUE}).")
    List<Integer> contextLengths = List.of(128, 512, 2048);

    @Option(names = "--vocabulary", paramLabel = "V", description = "Token ids (default: ${DEFAULT-VALUE}).")
    int vocabulary = 256;

    @Option(
            names = "--tokens-per-step",
            paramLabel = "N",
            description = "Tokens of a training step; at least one sequence (default: ${DEFAULT-VALUE}).")
    int tokensPerStep = 4096;

    @Option(
            names = "--seconds",
            description = "How long each figure is measured, after warming up (default: ${DEFAULT-VALUE}).")
    double seconds = 2;

    @Option(names = "--threads", description = "Worker threads of the training (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "FILE", description = "Write the table as CSV as well.")
    @Nullable
    Path table;

    /** One design at one length. */
    private record Row(String design, DesignSpeed speed) {}

    @Override
    public Integer call() throws IOException {
        require("--vocabulary", vocabulary, 2, 1 << 20);
        require("--tokens-per-step", tokensPerStep, 1, 1 << 24);
        require("--threads", threads, 1, 1024);
        contextLengths.forEach(length -> require("--context-length", length, Speedometer.PARTS, 1 << 20));
        if (!(seconds > 0 && seconds <= 3600)) {
            throw new BadInput("Option --seconds: expected a number above 0, at most 3600, got " + seconds + ".");
        }
        if (!json) {
            Kernels.slowness().ifPresent(out()::println);
        }
        List<Architecture> read = designs.stream().map(MeasureCommand::find).toList();
        List<Row> rows = new ArrayList<>();
        for (Architecture design : read) {
            for (int length : contextLengths) {
                rows.add(measure(design, length));
            }
        }
        if (json) {
            print(toJson(rows));
        } else {
            print(rows);
        }
        if (table != null) {
            SafeFile.write(table, csv(rows).getBytes(StandardCharsets.UTF_8));
        }
        return 0;
    }

    private static Architecture find(String name) {
        return BenchmarkModels.NAMES.contains(name) ? BenchmarkModels.design(name, 64, 2) : design(Path.of(name));
    }

    private Row measure(Architecture design, int length) {
        try {
            DesignSpeed speed = new Speedometer(
                            blocks(), vocabulary, tokensPerStep, StepTimes.LONGEST_WARM_UP, seconds, threads)
                    .measure(design, length, () -> false)
                    .orElseThrow();
            return new Row(design.name(), speed);
        } catch (DesignException e) {
            throw new BadInput(design.name() + ": " + e.getMessage());
        }
    }

    private void print(List<Row> rows) {
        out().println(String.format(
                Locale.ROOT, "%,d tokens a step, vocabulary %d, %d threads", tokensPerStep, vocabulary, threads));
        out().println();
        TextTable text = new TextTable(
                1,
                "design",
                "context",
                "predicted FLOPs a token",
                "predicted state bytes",
                "measured",
                "training tokens/s",
                "GFLOP/s",
                "decoding tokens/s at first",
                "at last",
                "prompt tokens/s");
        for (Row row : rows) {
            text.row(
                    row.design,
                    String.format(Locale.ROOT, "%,d", row.speed.contextLength()),
                    String.format(Locale.ROOT, "%,.0f", row.speed.predicted().flopsPerToken()),
                    String.format(Locale.ROOT, "%,d", row.speed.predicted().stateBytes()),
                    String.format(Locale.ROOT, "%,d", row.speed.stateBytes()),
                    String.format(Locale.ROOT, "%,.0f", row.speed.trainingTokensPerSecond()),
                    String.format(Locale.ROOT, "%.1f", 1e-9 * row.speed.trainingFlopsPerSecond()),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.speed.firstToken()),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.speed.lastToken()),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.speed.promptToken()));
        }
        out().println(text);
        out().flush();
    }

    private static ArrayNode toJson(List<Row> rows) {
        ArrayNode array = JSON.createArrayNode();
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            node.put("design", row.design);
            node.put("context_length", row.speed.contextLength());
            node.put("parameters", row.speed.predicted().parameters());
            node.put("flops_per_token", row.speed.predicted().flopsPerToken());
            node.put("state_bytes", row.speed.predicted().stateBytes());
            node.put("measured_state_bytes", row.speed.stateBytes());
            node.put("training_tokens_per_second", row.speed.trainingTokensPerSecond());
            node.put("training_flops_per_second", row.speed.trainingFlopsPerSecond());
            node.put("decoding_tokens_per_second_first", 1 / row.speed.firstToken());
            node.put("decoding_tokens_per_second_last", 1 / row.speed.lastToken());
            node.put("prompt_tokens_per_second", 1 / row.speed.promptToken());
        }
        return array;
    }

    private static String csv(List<Row> rows) {
        StringBuilder csv =
                new StringBuilder("design,context_length,parameters,flops_per_token,state_bytes,measured_state_bytes,"
                        + "training_tokens_per_second,decoding_tokens_per_second_first,decoding_tokens_per_second_last,"
                        + "prompt_tokens_per_second\n");
        for (Row row : rows) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%.0f,%d,%d,%.1f,%.1f,%.1f,%.1f%n",
                    SweepReport.quoted(row.design),
                    row.speed.contextLength(),
                    row.speed.predicted().parameters(),
                    row.speed.predicted().flopsPerToken(),
                    row.speed.predicted().stateBytes(),
                    row.speed.stateBytes(),
                    row.speed.trainingTokensPerSecond(),
                    1 / row.speed.firstToken(),
                    1 / row.speed.lastToken(),
                    1 / row.speed.promptToken()));
        }
        return csv.toString();
    }
}
