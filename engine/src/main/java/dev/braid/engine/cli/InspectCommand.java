package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.probe.HiddenStates;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Split;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.tensor.nd4j.NumpyFiles;
import dev.braid.engine.tensor.nd4j.Spectrum;
import dev.braid.engine.train.TrainingJob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid inspect}: the weights and the hidden states of a run, by their singular values. */
@Command(
        name = "inspect",
        description = {
            "Show how many directions the weights and the hidden states of a run use.",
            "",
            "For every weight matrix, and for the outputs of every block on validation examples around their mean: the largest"
                    + " singular value; the stable rank, the sum of all squared singular values by the largest one; the effective"
                    + " rank, the exponential of the entropy of the singular values; and the directions that hold 90 % of the"
                    + " squares. RUN is the folder of a run; its best weights are looked at."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class InspectCommand extends Subcommand {
    private static final double SHARE = 0.9;
    private static final int MOST_TOKENS = 1 << 20;

    @Parameters(paramLabel = "RUN", description = "The folder of a run, finished or not.")
    Path folder = Path.of("");

    @Option(
            names = "--context-length",
            paramLabel = "L",
            description =
                    "One of the context lengths that the run is evaluated at (default: the longest it is trained at).")
    @Nullable
    Integer contextLength;

    @Option(
            names = "--sequences",
            paramLabel = "B",
            description = "Validation examples to run (default: ${DEFAULT-VALUE}).")
    int sequences = 32;

    @Option(
            names = "--states",
            paramLabel = "FILE",
            description = "Write tokens and hidden states to this NumPy file (.npz), each [B, L] or [B, L, width].")
    @Nullable
    Path states;

    /** A line of the answer. */
    private record Line(String kind, String name, String shape, Spectrum spectrum) {}

    @Override
    public Integer call() throws IOException {
        require("--sequences", sequences, 1, MOST_TOKENS);
        TrainedRun run = TrainedRun.read(folder);
        TrainingJob job = run.job();
        float[] weights = run.bestWeights();
        EvaluationPlan.Point point = point(job);
        int length = point.contextLength();
        require("--sequences", sequences, 1, Math.max(1, MOST_TOKENS / length));
        Batch batch = point.task().batch(Split.VALIDATION, job.settings().seed(), 0, sequences, length);
        HiddenStates hidden;
        try {
            hidden = HiddenStates.of(job.model(), weights, batch);
        } catch (DesignException e) {
            throw new BadInput("Reduce --sequences: " + e.getMessage());
        }
        List<Line> lines = new ArrayList<>();
        for (Weight weight : job.model().weights().values()) {
            if (weight.shape().length == 2 && Math.min(weight.shape()[0], weight.shape()[1]) > 1) {
                lines.add(new Line(
                        "weight",
                        weight.name(),
                        weight.shape()[0] + " × " + weight.shape()[1],
                        Spectrum.ofWeight(job.model(), weights, weight.name())));
            }
        }
        hidden.byBlock()
                .forEach((name, output) -> lines.add(new Line(
                        "output",
                        name,
                        sequences + " × " + length + " × " + output.width(),
                        Spectrum.ofStates(output))));
        if (json) {
            print(toJson(length, lines));
        } else {
            print(length, lines);
        }
        if (states != null) {
            try {
                NumpyFiles.write(states, batch, hidden);
            } catch (IOException e) {
                throw new BadInput("Option --states: " + e.getMessage());
            }
        }
        return 0;
    }

    private EvaluationPlan.Point point(TrainingJob job) {
        List<EvaluationPlan.Point> points = job.measured().points();
        int wanted = contextLength == null ? job.mix().longestContext() : contextLength;
        return points.stream()
                .filter(point -> point.contextLength() == wanted)
                .findFirst()
                .or(() -> contextLength == null ? points.stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new BadInput("Option --context-length: this run is evaluated at "
                        + points.stream()
                                .map(point -> String.valueOf(point.contextLength()))
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + ", not at " + wanted + "."));
    }

    private void print(int length, List<Line> lines) {
        out().println(folder + ", best weights, " + sequences + " validation examples of context length " + length);
        out().println();
        TextTable table = new TextTable(
                3, "what", "name", "shape", "largest σ", "stable rank", "effective rank", "directions of 90 %");
        for (Line line : lines) {
            table.row(
                    line.kind,
                    line.name,
                    line.shape,
                    number(line.spectrum.largest()),
                    number(line.spectrum.stableRank()),
                    number(line.spectrum.effectiveRank()),
                    line.spectrum.directions(SHARE) + " of " + line.spectrum.singularValues().length);
        }
        out().println(table);
        out().flush();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private ObjectNode toJson(int length, List<Line> lines) {
        ObjectNode node = JSON.createObjectNode();
        node.put("run", folder.toString());
        node.put("context_length", length);
        node.put("sequences", sequences);
        ArrayNode array = node.putArray("spectra");
        for (Line line : lines) {
            ObjectNode entry = array.addObject();
            entry.put("kind", line.kind);
            entry.put("name", line.name);
            entry.put("shape", line.shape);
            entry.put("stable_rank", line.spectrum.stableRank());
            entry.put("effective_rank", line.spectrum.effectiveRank());
            entry.put("directions_of_90_percent", line.spectrum.directions(SHARE));
            ArrayNode values = entry.putArray("singular_values");
            for (double value : line.spectrum.singularValues()) {
                values.add(value);
            }
        }
        return node;
    }
}
