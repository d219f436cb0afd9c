package dev.braid.peer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of one or more shapes, measured in one run.
 *
 * @param rows one for each shape, in order of measurement
 */
record Comparison(List<Row> rows) {

    /**
     * One shape. A side that was not measured, or failed, is null.
     *
     * @param braid Braid's fastest round
     * @param peer PyTorch's fastest round
     */
    record Row(
            Shape shape,
            @Nullable Measurement braid,
            @Nullable Measurement peer) {
        /** How many times faster Braid trains; not a number where a side is missing. */
        @JsonProperty("speed_ratio")
        double speedRatio() {
            return braid == null || peer == null
                    ? Double.NaN
                    : peer.millisecondsPerStep() / braid.millisecondsPerStep();
        }

        /** Braid's peak memory as a part of the peer's; not a number where a side is missing. */
        @JsonProperty("memory_ratio")
        double memoryRatio() {
            return braid == null || peer == null
                    ? Double.NaN
                    : (double) braid.peakMemoryBytes() / peer.peakMemoryBytes();
        }
    }

    /**
     * Geometric means over the shapes of one model.
     *
     * @param shapes number of shapes with both sides
     * @param slowestSpeedRatio the shape where Braid is least ahead
     */
    record Summary(String model, int shapes, double speedRatio, double slowestSpeedRatio, double memoryRatio) {}

    /** One summary for each model that has shapes with both sides, in order of appearance. */
    @JsonProperty("summaries")
    List<Summary> summaries() {
        List<Summary> summaries = new ArrayList<>();
        for (Shape.Model model : Shape.Model.values()) {
            List<Row> complete = rows.stream()
                    .filter(row -> row.shape().model() == model && row.braid() != null && row.peer() != null)
                    .toList();
            if (!complete.isEmpty()) {
                summaries.add(new Summary(
                        model.toString(),
                        complete.size(),
                        geometricMean(complete, Row::speedRatio),
                        complete.stream().mapToDouble(Row::speedRatio).min().orElseThrow(),
                        geometricMean(complete, Row::memoryRatio)));
            }
        }
        return summaries;
    }

    /** The comparison as text for people. */
    String table() {
        StringBuilder text = new StringBuilder();
        text.append(line("model", "d", "B×L", "V", "Braid ms", "peer ms", "ratio", "Braid MiB", "peer MiB", "ratio"));
        for (Row row : rows) {
            Shape shape = row.shape();
            text.append(line(
                    shape.model(),
                    shape.width(),
                    shape.batch() + "×" + shape.contextLength(),
                    shape.vocabulary(),
                    milliseconds(row.braid()),
                    milliseconds(row.peer()),
                    number("%.2f", row.speedRatio()),
                    mebibytes(row.braid()),
                    mebibytes(row.peer()),
                    number("%.2f", row.memoryRatio())));
        }
        for (Summary summary : summaries()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %.2f times as fast (geometric mean of %d), at least %.2f, with %.2f of the memory%n",
                    summary.model(),
                    summary.speedRatio(),
                    summary.shapes(),
                    summary.slowestSpeedRatio(),
                    summary.memoryRatio()));
        }
        return text.toString();
    }

    private static double geometricMean(List<Row> rows, ToDoubleFunction<Row> value) {
        return Math.exp(rows.stream()
                .mapToDouble(row -> Math.log(value.applyAsDouble(row)))
                .average()
                .orElseThrow());
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, "%-16s%5s%9s%7s%10s%10s%7s%11s%10s%7s%n", cells);
    }

    private static String milliseconds(@Nullable Measurement side) {
        return side == null ? "–" : number("%.1f", side.millisecondsPerStep());
    }

    private static String mebibytes(@Nullable Measurement side) {
        return side == null ? "–" : Long.toString(side.peakMemoryBytes() >> 20);
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, format, value);
    }
}
