package dev.braid.engine.cli;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.compile.Profile;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.speed.RandomText;
import dev.braid.engine.speed.StepTimes;
import dev.braid.engine.sweep.JavaChild;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid bench}: how fast the four benchmark models train, each measured in a process of its own. */
@Command(
        name = "bench",
        description = {
            "Measure training speed and peak memory.",
            "",
            "Trains transformer, mamba, mamba-2 and merge-attention on random tokens with the loss at every position, each in"
                    + " a fresh process, and reports the median time of a step once everything is warm."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final Pattern RESULT = Pattern.compile("(?s)\\[.*]");
    private static final JsonMapper JSON = new JsonMapper();

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}; default: all four.",
            completionCandidates = Names.class)
    @Nullable
    String model;

    @Option(names = "--width", description = "Model width d (default: ${DEFAULT-VALUE}).")
    int width = 64;

    @Option(names = "--layers", description = "Layers (default: ${DEFAULT-VALUE}).")
    int layers = 2;

    @Option(names = "--batch", description = "Sequences B of a step (default: ${DEFAULT-VALUE}).")
    int batch = 32;

    @Option(names = "--context-length", description = "Tokens L of a sequence (default: ${DEFAULT-VALUE}).")
    int contextLength = 128;

    @Option(names = "--vocabulary", description = "Token ids V (default: ${DEFAULT-VALUE}).")
    int vocabulary = 256;

    @Option(names = "--threads", description = "Worker threads (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seconds",
            description = "How long each model is measured, after warming up (default: ${DEFAULT-VALUE}).")
    double seconds = 5;

    @Option(names = "--json", description = "Print a JSON array instead of a table.")
    boolean json;

    @Option(
            names = "--profile",
            description = "Say as well where the time goes, by type of block; measuring that costs a little.")
    boolean profile;

    @Option(names = "--here", hidden = true, description = "Measure in this process.")
    boolean here;

    /** The model names, for the help. */
    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Names() {
            super(BenchmarkModels.NAMES);
        }
    }

    /** One measurement; field names are those of the JSON. */
    private record Result(
            String model,
            long tokensPerSecond,
            double milliseconds,
            double fastestMilliseconds,
            long peakMemoryBytes,
            Map<String, Double> shares) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkOptions();
        if (!json) {
            Kernels.slowness().ifPresent(out()::println);
        }
        List<String> names = model == null ? BenchmarkModels.NAMES : List.of(model);
        List<Result> results = new ArrayList<>();
        for (String name : names) {
            results.add(here ? measure(name) : measureInChild(name));
        }
        if (json) {
            out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(toJson(results)));
        } else {
            printTable(results);
        }
        out().flush();
        return 0;
    }

    private void checkOptions() {
        if (model != null && !BenchmarkModels.NAMES.contains(model)) {
            throw refuse("--model", "expected one of " + String.join(", ", BenchmarkModels.NAMES) + ", got " + model);
        }
        require("--width", width, 2, 1 << 16);
        require("--layers", layers, 1, 400);
        require("--batch", batch, 1, 1 << 20);
        require("--context-length", contextLength, 1, 1 << 22);
        require("--vocabulary", vocabulary, 2, 1 << 20);
        require("--threads", threads, 1, 1024);
        boolean rotary = model == null || !model.startsWith("mamba");
        if (rotary && width % 2 != 0) {
            throw refuse(
                    "--width", "expected an even number, for rotary positions turn pairs of channels, got " + width);
        }
    }

    private void require(String option, int value, int minimum, int maximum) {
        if (value < minimum || value > maximum) {
            throw refuse(option, "expected a whole number from " + minimum + " to " + maximum + ", got " + value);
        }
    }

    private ParameterException refuse(String option, String why) {
        return new ParameterException(spec().commandLine(), "Option " + option + ": " + why + ".");
    }

    private Result measure(String name) {
        RandomText task = new RandomText(vocabulary);
        TrainingSettings settings = StepTimes.settings(batch);
        try (WorkerPool pool = new WorkerPool(threads)) {
            Model compiled = Model.compile(
                    BenchmarkModels.design(name, width, layers),
                    new BlockCatalog(StandardBlocks.ALL),
                    new DesignContext(vocabulary, contextLength));
            TrainingJob job = new TrainingJob(
                    compiled,
                    TrainingMix.of(task, contextLength),
                    EvaluationPlan.of(task, List.of(contextLength)),
                    settings);
            job.refusal(threads, Runtime.getRuntime().maxMemory()).ifPresent(why -> {
                throw new ParameterException(spec().commandLine(), why);
            });
            return measure(name, job, pool);
        } catch (DesignException e) {
            throw new ParameterException(spec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Result measure(String name, TrainingJob job, WorkerPool pool) throws DesignException {
        StepTimes steps = StepTimes.measure(job, pool, seconds);
        long tokens = Math.round((double) batch * contextLength / steps.median());
        return new Result(name, tokens, 1e3 * steps.median(), 1e3 * steps.fastest(), peakMemory(), shares());
    }

    /** What part of the measured time each type of block took, forward and backward. */
    private static Map<String, Double> shares() {
        Map<String, Double> seconds = Profile.seconds();
        double sum = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        seconds.replaceAll((block, value) -> value / sum);
        return seconds;
    }

    /** The most memory this process has held so far: what the operating system counted, or else the Java heap. */
    private static long peakMemory() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // not Linux
        }
        return Runtime.getRuntime().totalMemory();
    }

    private Result measureInChild(String name) throws IOException, InterruptedException {
        List<String> arguments = List.of(
                "--here",
                "--json",
                "--model=" + name,
                "--width=" + width,
                "--layers=" + layers,
                "--batch=" + batch,
                "--context-length=" + contextLength,
                "--vocabulary=" + vocabulary,
                "--threads=" + threads,
                "--seconds=" + seconds);
        Process child = new ProcessBuilder(JavaChild.command(
                        BenchCommand.class.getName(), List.of("-Dbraid.profile=" + profile), arguments))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher found = RESULT.matcher(output);
        if (child.waitFor() != 0 || !found.find()) {
            String last = output.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("WARNING"))
                    .findFirst()
                    .orElse("it printed nothing");
            throw new ParameterException(spec().commandLine(), "The measurement of " + name + " failed: " + last);
        }
        JsonNode node = JSON.readTree(found.group()).get(0);
        Map<String, Double> shares = new LinkedHashMap<>();
        node.path("shares")
                .properties()
                .forEach(share -> shares.put(share.getKey(), share.getValue().asDouble()));
        return new Result(
                name,
                node.get("tokens_per_second").asLong(),
                node.get("milliseconds_per_step").asDouble(),
                node.get("fastest_milliseconds_per_step").asDouble(),
                node.get("peak_memory_bytes").asLong(),
                shares);
    }

    private ArrayNode toJson(List<Result> results) {
        ArrayNode array = JSON.createArrayNode();
        for (Result result : results) {
            ObjectNode node = array.addObject();
            node.put("model", result.model);
            node.put("width", width);
            node.put("layers", layers);
            node.put("batch", batch);
            node.put("context_length", contextLength);
            node.put("vocabulary", vocabulary);
            node.put("threads", threads);
            node.put("tokens_per_second", result.tokensPerSecond);
            node.put("milliseconds_per_step", result.milliseconds);
            node.put("fastest_milliseconds_per_step", result.fastestMilliseconds);
            node.put("peak_memory_bytes", result.peakMemoryBytes);
            if (!result.shares.isEmpty()) {
                ObjectNode shares = node.putObject("shares");
                result.shares.forEach(shares::put);
            }
        }
        return array;
    }

    private void printTable(List<Result> results) {
        PrintWriter out = out();
        out.printf(
                Locale.ROOT,
                "width %d, %d layers, %d × %d tokens, vocabulary %d, %d threads%n%n",
                width,
                layers,
                batch,
                contextLength,
                vocabulary,
                threads);
        out.printf(Locale.ROOT, "%-16s %14s %12s %12s%n", "model", "tokens/s", "ms a step", "peak MiB");
        for (Result result : results) {
            out.printf(
                    Locale.ROOT,
                    "%-16s %,14d %12.2f %,12d%n",
                    result.model,
                    result.tokensPerSecond,
                    result.milliseconds,
                    result.peakMemoryBytes >> 20);
            result.shares.forEach((block, share) -> out.printf(Locale.ROOT, "    %5.1f %%  %s%n", 100 * share, block));
        }
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not started by the command line");
        }
        return spec;
    }

    /** The child process starts here. */
    public static void main(String[] arguments) {
        System.exit(new picocli.CommandLine(new BenchCommand()).execute(arguments));
    }
}
