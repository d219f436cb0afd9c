package dev.braid.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Measures Braid and PyTorch alternately, each measurement in a process of its own, and prints both sides and their ratio. Both sides of
 * a row are the fastest of the rounds, by each side's own step time.
 */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Trains the benchmark models with Braid and with PyTorch, alternately, and prints both sides.")
final class Compare implements Callable<Integer> {
    private static final Pattern SHAPE = Pattern.compile("(\\d+)x(\\d+)(?:@(\\d+))?");

    @Spec
    private CommandSpec command;

    @Option(names = "--model", split = ",", description = "Models (default: all four): ${COMPLETION-CANDIDATES}")
    private List<Shape.Model> models = List.of(Shape.Model.values());

    @Option(
            names = "--shape",
            split = ",",
            description = "Batch x context length, @ width to fix one: 7x333@96 (default: ${DEFAULT-VALUE}).")
    private List<String> shapes = List.of("32x128", "16x512", "4x2048");

    @Option(names = "--width", split = ",", description = "Widths of shapes without one (default: ${DEFAULT-VALUE}).")
    private List<Integer> widths = List.of(64, 128);

    @Option(names = "--layers", defaultValue = "2", description = "Layers (default: ${DEFAULT-VALUE}).")
    private int layers;

    @Option(names = "--vocabulary", defaultValue = "256", description = "Token kinds (default: ${DEFAULT-VALUE}).")
    private int vocabulary;

    @Option(names = "--threads", defaultValue = "2", description = "Threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--rounds", defaultValue = "2", description = "Measurements a side (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Time a peer's measurement takes (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--scan-chunks",
            defaultValue = "0",
            description = "The peer's Mamba-1 scan: 1 is the plain loop over time, 0 what is fastest (default: 0).")
    private int scanChunks;

    @Option(
            names = "--allocator",
            defaultValue = "GLIBC",
            description = "The peer's memory: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PeerProcess.Allocator allocator;

    @Option(names = "--braid", description = "Braid's launcher (default: ${DEFAULT-VALUE}).")
    private Path launcher = Path.of("app", "target", "braid");

    @Option(names = "--peer-only", description = "Measure PyTorch alone.")
    private boolean peerOnly;

    @Option(names = "--out", description = "Write the comparison as JSON to this file, anew after each shape.")
    private @Nullable Path out;

    private Compare() {}

    /** Exits with 0, with 1 when a measurement failed, or with 2 after one sentence on bad input. */
    public static void main(String[] arguments) {
        System.exit(PeerBenchmark.commandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!peerOnly && !Files.isExecutable(launcher)) {
            throw new IllegalArgumentException("--braid: there is no launcher at " + launcher
                    + "; build it with mvn package, name another, or measure with --peer-only");
        }
        List<Comparison.Row> rows = new ArrayList<>();
        for (Shape shape : plannedShapes()) {
            rows.add(measure(shape));
            Comparison soFar = new Comparison(List.copyOf(rows));
            tell(soFar.rows().getLast());
            write(soFar);
        }
        command.commandLine().getOut().print(new Comparison(rows).table());
        command.commandLine().getOut().flush();
        boolean complete = rows.stream().allMatch(row -> row.peer() != null && (peerOnly || row.braid() != null));
        return complete ? 0 : 1;
    }

    private List<Shape> plannedShapes() {
        List<Shape> planned = new ArrayList<>();
        for (Shape.Model model : models) {
            for (String shape : shapes) {
                Matcher matcher = SHAPE.matcher(shape);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException(
                            "--shape: expected batch x context length as in 32x128 or 7x333@96, got " + shape);
                }
                @Nullable String ownWidth = matcher.group(3);
                for (int width : ownWidth == null ? widths : List.of(Integer.valueOf(ownWidth))) {
                    planned.add(new Shape(
                            model,
                            width,
                            layers,
                            Integer.parseInt(matcher.group(1)),
                            Integer.parseInt(matcher.group(2)),
                            vocabulary,
                            threads,
                            scanChunks));
                }
            }
        }
        return planned;
    }

    private Comparison.Row measure(Shape shape) throws IOException, InterruptedException {
        @Nullable Measurement braid = null;
        @Nullable Measurement peer = null;
        for (int round = 0; round < rounds; round++) {
            if (!peerOnly) {
                braid = faster(braid, run(braidProcess(shape)));
            }
            peer = faster(peer, run(peerProcess(shape)));
        }
        return new Comparison.Row(shape, braid, peer);
    }

    private ProcessBuilder braidProcess(Shape shape) {
        List<String> words = new ArrayList<>(List.of(launcher.toAbsolutePath().toString(), "bench"));
        words.addAll(options(shape));
        return new ProcessBuilder(words);
    }

    private ProcessBuilder peerProcess(Shape shape) {
        List<String> words = new ArrayList<>(options(shape));
        words.addAll(
                List.of("--scan-chunks", Integer.toString(shape.scanChunks()), "--seconds", Double.toString(seconds)));
        return PeerProcess.with(allocator, words);
    }

    /** The options that both sides understand. */
    private static List<String> options(Shape shape) {
        return List.of(
                "--model",
                shape.model().toString(),
                "--width",
                Integer.toString(shape.width()),
                "--layers",
                Integer.toString(shape.layers()),
                "--batch",
                Integer.toString(shape.batch()),
                "--context-length",
                Integer.toString(shape.contextLength()),
                "--vocabulary",
                Integer.toString(shape.vocabulary()),
                "--threads",
                Integer.toString(shape.threads()),
                "--json");
    }

    /** The one row that the process prints, or null, after saying so, when it fails. */
    private @Nullable Measurement run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            command.commandLine()
                    .getErr()
                    .println("Exit code " + exitCode + " from: " + String.join(" ", builder.command()));
            return null;
        }
        return Json.MAPPER.readValue(output, Measurement[].class)[0];
    }

    private static @Nullable Measurement faster(@Nullable Measurement left, @Nullable Measurement right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.millisecondsPerStep() <= right.millisecondsPerStep() ? left : right;
    }

    private void tell(Comparison.Row row) {
        command.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "%s d %d, %d×%d: measured%n",
                        row.shape().model(),
                        row.shape().width(),
                        row.shape().batch(),
                        row.shape().contextLength());
    }

    private void write(Comparison comparison) throws IOException {
        if (out == null) {
            return;
        }
        Path parent = out.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(parent, out.getFileName().toString(), ".tmp");
        Files.writeString(unfinished, Json.MAPPER.writeValueAsString(comparison));
        Files.move(unfinished, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
