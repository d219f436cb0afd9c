package dev.braid.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures one model at one shape in this process: whole training steps (forward, backward, AdamW) on random tokens. The environment and
 * the JVM flags that a fair measurement needs are those of {@link PeerProcess}; {@link Compare} uses both.
 */
@Command(
        name = "peer-benchmark",
        mixinStandardHelpOptions = true,
        description = "Trains one model with PyTorch and times its steps.")
final class PeerBenchmark implements Callable<Integer> {
    private static final int LEAST_STEPS = 5;

    @Spec
    private CommandSpec command;

    @Option(names = "--model", required = true, description = "${COMPLETION-CANDIDATES}")
    private Shape.Model model;

    @Option(names = "--width", required = true, description = "Model width, even.")
    private int width;

    @Option(names = "--layers", defaultValue = "2", description = "Layers (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--batch", required = true, description = "Sequences a step.")
    private int batch;

    @Option(names = "--context-length", required = true, description = "Tokens a sequence.")
    private int contextLength;

    @Option(names = "--vocabulary", defaultValue = "256", description = "Token kinds (default: ${DEFAULT-VALUE}).")
    private int vocabulary;

    @Option(names = "--threads", defaultValue = "2", description = "Threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--scan-chunks",
            defaultValue = "0",
            description =
                    "Pieces of the context that the Mamba-1 scan walks side by side; 1 is the plain loop, 0 chooses.")
    private int scanChunks;

    @Option(names = "--seconds", defaultValue = "5", description = "Time to measure for (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Steps before it (default: ${DEFAULT-VALUE}).")
    private int warmUpSteps;

    @Option(names = "--json", description = "Print the row as a JSON array.")
    private boolean json;

    private PeerBenchmark() {}

    /** Exits with 0, or with 2 after one sentence on bad input. */
    public static void main(String[] arguments) {
        System.exit(commandLine(new PeerBenchmark()).execute(arguments));
    }

    /** A command line that accepts the models' names as printed and tells of errors in one sentence. */
    static CommandLine commandLine(Object command) {
        return new CommandLine(command)
                .registerConverter(Shape.Model.class, PeerBenchmark::modelNamed)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(failure.getMessage());
                    return failure instanceof IllegalArgumentException ? 2 : 1;
                });
    }

    @Override
    public Integer call() throws IOException {
        Shape shape = new Shape(model, width, layers, batch, contextLength, vocabulary, threads, scanChunks);
        Measurement measurement = measure(shape);
        if (json) {
            command.commandLine().getOut().println(Json.MAPPER.writeValueAsString(List.of(measurement)));
        } else {
            command.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "%s d %d, %d×%d: %.1f ms a step (fastest %.1f), %.0f tokens/s, %d MiB%n",
                            shape.model(),
                            width,
                            batch,
                            contextLength,
                            measurement.millisecondsPerStep(),
                            measurement.minimumMillisecondsPerStep(),
                            measurement.tokensPerSecond(),
                            measurement.peakMemoryBytes() >> 20);
        }
        return 0;
    }

    private Measurement measure(Shape shape) throws IOException {
        torch.set_num_threads(threads);
        torch.manual_seed(1);
        Trainer trainer = new Trainer(shape);
        for (int step = 0; step < warmUpSteps; step++) {
            trainer.step();
        }
        List<Double> milliseconds = new ArrayList<>();
        long start = System.nanoTime();
        long before = start;
        while (milliseconds.size() < LEAST_STEPS || before - start < seconds * 1e9) {
            trainer.step();
            long after = System.nanoTime();
            milliseconds.add((after - before) * 1e-6);
            before = after;
        }
        Collections.sort(milliseconds);
        double median = milliseconds.get(milliseconds.size() / 2);
        return new Measurement(
                shape.model().toString(),
                width,
                layers,
                batch,
                contextLength,
                vocabulary,
                threads,
                1e3 * batch * contextLength / median,
                median,
                milliseconds.getFirst(),
                peakMemoryBytes());
    }

    /** The highest resident size of this process so far, VmHWM. */
    private static long peakMemoryBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        throw new IOException("The system does not tell the process's peak memory (VmHWM in /proc/self/status).");
    }

    private static Shape.Model modelNamed(String name) {
        for (Shape.Model model : Shape.Model.values()) {
            if (model.toString().equals(name)) {
                return model;
            }
        }
        throw new CommandLine.TypeConversionException(
                "expected one of " + List.of(Shape.Model.values()) + " but was '" + name + "'");
    }

    /** A model, its optimiser, and one batch of random tokens that it is trained on again and again. */
    static final class Trainer {
        private final PeerModel model;
        private final FusedAdamW optimiser;
        private final Tensor tokens; // [B, L]
        private final Tensor targets; // [B, L]: the next token of each

        Trainer(Shape shape) {
            model = new PeerModel(shape);
            optimiser = new FusedAdamW(model.parameters());
            Tensor sequences = torch.torch_randint(
                    shape.vocabulary(),
                    new long[] {shape.batch(), shape.contextLength() + 1L},
                    new TensorOptions(torch.ScalarType.Long));
            tokens = sequences.narrow(1, 0, shape.contextLength()).contiguous();
            targets = sequences.narrow(1, 1, shape.contextLength()).contiguous();
        }

        PeerModel model() {
            return model;
        }

        /** The loss for the present parameters; its graph lives until the surrounding scope closes. */
        Tensor loss() {
            return model.loss(tokens, targets);
        }

        /** One whole training step; returns the loss before it. */
        double step() {
            try (PointerScope step = new PointerScope()) {
                Tensor loss = loss();
                loss.backward();
                optimiser.step();
                return loss.item_double();
            }
        }
    }
}
