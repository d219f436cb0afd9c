package dev.braid.engine.block.standard;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Problem.Fix;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.kernel.AttentionShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that all blocks with softmax attention share: heads, positions, and how far a query sees.
 *
 * @param heads H, query heads
 * @param keyValueHeads heads of keys and values; each serves H / keyValueHeads query heads
 * @param headDimension P
 * @param rope whether queries and keys are rotated by their position
 * @param theta base of the rotary wavelengths
 * @param window w, positions a query sees; 0 for no window
 * @param sinks S, first positions that stay visible beyond the window
 * @param chunk positions of a block-local chunk; 0 for none
 */
record HeadSettings(
        int heads, int keyValueHeads, int headDimension, boolean rope, double theta, int window, int sinks, int chunk) {

    /** Their form. */
    static final List<ParamSpec> PARAMETERS = List.of(
            new ParamSpec.Whole(
                    "heads",
                    "Heads",
                    "How many attention patterns are computed side by side.",
                    4,
                    1,
                    256,
                    List.of(1L, 2L, 4L, 8L)),
            new ParamSpec.Whole(
                    "head-dimension",
                    "Head dimension",
                    "Width of one head; 0 divides the input's width by the number of heads.",
                    0,
                    0,
                    1024,
                    List.of(0L, 16L, 32L, 64L)),
            new ParamSpec.Whole(
                    "key-value-heads",
                    "Key-value heads",
                    "Heads of keys and values, shared by groups of query heads (grouped-query attention); 0: one for each.",
                    0,
                    0,
                    256,
                    List.of(0L, 1L, 2L)),
            new ParamSpec.Choice(
                    "position",
                    "Position encoding",
                    "rope rotates queries and keys by their position; none leaves order to the causal mask and other blocks.",
                    List.of("rope", "none")),
            new ParamSpec.Real(
                    "rope-theta",
                    "RoPE base θ",
                    "Base of the rotary wavelengths; larger bases suit longer contexts.",
                    10_000,
                    1,
                    1e9,
                    List.of(10_000.0, 500_000.0)),
            new ParamSpec.Choice(
                    "span",
                    "Span",
                    "full: all earlier positions; window: the last w; chunk: back to the start of the own chunk.",
                    List.of("full", "window", "chunk")),
            new ParamSpec.Whole(
                    "window",
                    "Window w",
                    "Positions a query sees, itself included (span window).",
                    64,
                    1,
                    1 << 20,
                    List.of(16L, 32L, 64L, 128L)),
            new ParamSpec.Whole(
                    "sinks",
                    "Sinks S",
                    "First positions that every query sees beside its window (span window).",
                    0,
                    0,
                    1 << 16,
                    List.of(0L, 4L)),
            new ParamSpec.Whole(
                    "chunk",
                    "Chunk c",
                    "Positions of a block-local chunk (span chunk).",
                    64,
                    1,
                    1 << 20,
                    List.of(16L, 32L, 64L, 128L)));

    /** Reads the settings of a site whose {@link #check} found nothing wrong. */
    static HeadSettings of(Settings settings, int width) {
        int heads = settings.whole("heads");
        int keyValueHeads = settings.whole("key-value-heads");
        int headDimension = settings.whole("head-dimension");
        String span = settings.text("span");
        boolean window = span.equals("window");
        return new HeadSettings(
                heads,
                keyValueHeads == 0 ? heads : keyValueHeads,
                headDimension == 0 ? width / heads : headDimension,
                settings.text("position").equals("rope"),
                settings.real("rope-theta"),
                window ? settings.whole("window") : 0,
                window ? settings.whole("sinks") : 0,
                span.equals("chunk") ? settings.whole("chunk") : 0);
    }

    /**
     * Reports what does not fit together.
     *
     * @param width width that is divided among the heads, or null while it is unknown
     * @param port the port that brings this width
     */
    static void check(Settings settings, @Nullable Integer width, String port, ShapeReport report) {
        int heads = settings.whole("heads");
        int keyValueHeads = settings.whole("key-value-heads");
        if (keyValueHeads > 0 && heads % keyValueHeads != 0) {
            int divisor = largestDivisor(heads, keyValueHeads);
            report.error(
                    null,
                    "The " + heads + " heads cannot share " + keyValueHeads
                            + " key-value heads evenly; set key-value-heads to a divisor of " + heads + ", such as "
                            + divisor + ".",
                    block -> new Fix.SetParameter(
                            "Use " + divisor + " key-value heads",
                            block,
                            "key-value-heads",
                            new ParamValue.Whole(divisor)));
        }
        int headDimension = settings.whole("head-dimension");
        if (headDimension == 0) {
            if (width == null) {
                return;
            }
            if (width % heads != 0) {
                int divisor = largestDivisor(width, heads);
                report.error(
                        port,
                        "A width of " + width + " does not divide into " + heads + " heads; set heads to a divisor of "
                                + width + ", such as " + divisor + ", or set head-dimension.",
                        block -> new Fix.SetParameter(
                                "Use " + divisor + " heads", block, "heads", new ParamValue.Whole(divisor)));
                return;
            }
            headDimension = width / heads;
        }
        if (headDimension % 2 != 0 && settings.text("position").equals("rope")) {
            report.error(
                    null,
                    "RoPE turns pairs of numbers, so the head dimension must be even, and it is " + headDimension
                            + "; set position to none, or change heads or head-dimension.",
                    block -> new Fix.SetParameter(
                            "Use no position encoding", block, "position", new ParamValue.Text("none")));
        }
    }

    private static int largestDivisor(int number, int atMost) {
        int divisor = Math.min(number, atMost);
        while (number % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    /** H·P, width of all queries of a position. */
    int queryWidth() {
        return heads * headDimension;
    }

    /** Width of all keys of a position, and of all values. */
    int keyValueWidth() {
        return keyValueHeads * headDimension;
    }

    /** The shape of one (sequence, head). */
    AttentionShape shape(int length, int keysPerQuery) {
        return new AttentionShape(
                length, headDimension, keysPerQuery, window, sinks, chunk, (float) (1 / Math.sqrt(headDimension)));
    }

    /** Positions that decoding must remember of a context of that length. */
    int cachedPositions(int contextLength) {
        long needed = window > 0 ? (long) window + sinks : chunk > 0 ? chunk : contextLength;
        return (int) Math.min(needed, contextLength);
    }

    /** Positions that a query sees, averaged over a context. */
    double visiblePositions(int contextLength) {
        double length = contextLength;
        if (chunk > 0 && chunk < contextLength) {
            double chunks = contextLength / chunk;
            double rest = contextLength % chunk;
            return (chunks * triangle(chunk) + triangle(rest)) / length;
        }
        if (window > 0 && window < contextLength) {
            double beyond = length - window; // queries that no longer see everything
            double sinksSeen = beyond <= sinks ? triangle(beyond) : triangle(sinks) + sinks * (beyond - sinks);
            return (triangle(window) + window * beyond + sinksSeen) / length;
        }
        return (length + 1) / 2;
    }

    private static double triangle(double n) {
        return n * (n + 1) / 2;
    }

    /** Forward floating-point operations of scores and weighted sums for one token, a multiply-add counting two. */
    double flopsPerToken(int contextLength, int keysPerQuery) {
        return 4.0 * queryWidth() * keysPerQuery * visiblePositions(contextLength);
    }

    /** Bytes of the key and value cache of one sequence. */
    long stateBytes(int contextLength, int keysPerQuery) {
        return 4L * cachedPositions(contextLength) * keysPerQuery * 2 * keyValueWidth();
    }
}
