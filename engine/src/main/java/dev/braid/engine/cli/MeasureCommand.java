package dev.braid.engine.cli;

import dev.braid.engine.block.Cost;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.train.Decoder;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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
    private static final int PARTS = 8;

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

    /** One design at one length; times in seconds. */
    private record Row(
            String design,
            int contextLength,
            Cost predicted,
            double trainingTokensPerSecond,
            double firstToken,
            double lastToken,
            double promptToken) {
        /** Floating-point operations a second that the training achieved: three times the forward pass. */
        double trainingFlopsPerSecond() {
            return 3 * predicted.flopsPerToken() * trainingTokensPerSecond;
        }
    }

    @Override
    public Integer call() throws IOException {
        require("--vocabulary", vocabulary, 2, 1 << 20);
        require("--tokens-per-step", tokensPerStep, 1, 1 << 24);
        require("--threads", threads, 1, 1024);
        contextLengths.forEach(length -> require("--context-length", length, PARTS, 1 << 20));
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
        try (WorkerPool pool = new WorkerPool(threads)) {
            Model model = Model.compile(design, blocks(), new DesignContext(vocabulary, length));
            RandomText task = new RandomText(vocabulary);
            TrainingJob job = new TrainingJob(
                    model,
                    TrainingMix.of(task, length),
                    EvaluationPlan.of(task, List.of(length)),
                    StepTimes.settings(Math.max(1, tokensPerStep / length)));
            job.refusal(threads, Runtime.getRuntime().maxMemory()).ifPresent(why -> {
                throw new BadInput(why);
            });
            double step = StepTimes.measure(job, pool, seconds).median();
            double[] token = decode(model, length);
            return new Row(
                    design.name(),
                    length,
                    model.design().cost(),
                    Math.max(1, tokensPerStep / length) * (double) length / step,
                    token[0],
                    token[1],
                    prompt(model, length));
        } catch (DesignException e) {
            throw new BadInput(design.name() + ": " + e.getMessage());
        }
    }

    /** Seconds of a token in the first and in the last part of a context: medians over whole contexts, after one to warm up. */
    private double[] decode(Model model, int length) throws DesignException {
        Decoder decoder = new Decoder(model, model.initialWeights(1), 1, length);
        int part = length / PARTS;
        List<Double> first = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        long begin = System.nanoTime();
        for (int context = 0; context < 2 || System.nanoTime() - begin < seconds * 1e9; context++) {
            decoder.reset();
            long start = System.nanoTime();
            long afterFirst = start;
            long beforeLast = start;
            for (int t = 0; t < length; t++) {
                if (t == part) {
                    afterFirst = System.nanoTime();
                }
                if (t == length - part) {
                    beforeLast = System.nanoTime();
                }
                decoder.read(t % vocabulary);
            }
            if (context > 0) {
                first.add((afterFirst - start) * 1e-9 / part);
                last.add((System.nanoTime() - beforeLast) * 1e-9 / part);
            }
        }
        return new double[] {median(first), median(last)};
    }

    /** Seconds of a token of a prompt that fills the context: the median over whole prompts, after one to warm up. */
    private double prompt(Model model, int length) throws DesignException {
        Decoder decoder = new Decoder(model, model.initialWeights(1), 1, length);
        int[] prompt = IntStream.range(0, length).map(t -> t % vocabulary).toArray();
        List<Double> times = new ArrayList<>();
        long begin = System.nanoTime();
        for (int context = 0; context < 2 || System.nanoTime() - begin < seconds * 1e9; context++) {
            long start = System.nanoTime();
            decoder.begin(List.of(prompt), length);
            if (context > 0) {
                times.add((System.nanoTime() - start) * 1e-9 / length);
            }
        }
        return median(times);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
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
                "training tokens/s",
                "GFLOP/s",
                "decoding tokens/s at first",
                "at last",
                "prompt tokens/s");
        for (Row row : rows) {
            text.row(
                    row.design,
                    String.format(Locale.ROOT, "%,d", row.contextLength),
                    String.format(Locale.ROOT, "%,.0f", row.predicted.flopsPerToken()),
                    String.format(Locale.ROOT, "%,d", row.predicted.stateBytes()),
                    String.format(Locale.ROOT, "%,.0f", row.trainingTokensPerSecond),
                    String.format(Locale.ROOT, "%.1f", 1e-9 * row.trainingFlopsPerSecond()),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.firstToken),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.lastToken),
                    String.format(Locale.ROOT, "%,.0f", 1 / row.promptToken));
        }
        out().println(text);
        out().flush();
    }

    private static ArrayNode toJson(List<Row> rows) {
        ArrayNode array = JSON.createArrayNode();
        for (Row row : rows) {
            ObjectNode node = array.addObject();
            node.put("design", row.design);
            node.put("context_length", row.contextLength);
            node.put("parameters", row.predicted.parameters());
            node.put("flops_per_token", row.predicted.flopsPerToken());
            node.put("state_bytes", row.predicted.stateBytes());
            node.put("training_tokens_per_second", row.trainingTokensPerSecond);
            node.put("training_flops_per_second", row.trainingFlopsPerSecond());
            node.put("decoding_tokens_per_second_first", 1 / row.firstToken);
            node.put("decoding_tokens_per_second_last", 1 / row.lastToken);
            node.put("prompt_tokens_per_second", 1 / row.promptToken);
        }
        return array;
    }

    private static String csv(List<Row> rows) {
        StringBuilder csv = new StringBuilder("design,context_length,parameters,flops_per_token,state_bytes,"
                + "training_tokens_per_second,decoding_tokens_per_second_first,decoding_tokens_per_second_last,"
                + "prompt_tokens_per_second\n");
        for (Row row : rows) {
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%d,%d,%.0f,%d,%.1f,%.1f,%.1f,%.1f%n",
                    SweepReport.quoted(row.design),
                    row.contextLength,
                    row.predicted.parameters(),
                    row.predicted.flopsPerToken(),
                    row.predicted.stateBytes(),
                    row.trainingTokensPerSecond,
                    1 / row.firstToken,
                    1 / row.lastToken,
                    1 / row.promptToken));
        }
        return csv.toString();
    }
}
