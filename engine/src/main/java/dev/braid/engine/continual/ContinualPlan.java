package dev.braid.engine.continual;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How training goes on from a checkpoint: on plain text, on text in which every chunk is repeated (the control of as many tokens), and
 * on text in which every chunk is followed by its paraphrase.
 *
 * @param material what is trained and measured on
 * @param chunks data chunks C in tokens, each a way of its own; the control repeats chunks of the first
 * @param share of windows with paraphrases, p
 * @param contextLength of training and measuring, in tokens
 * @param lookBacks distances at which facts are asked for, in tokens
 * @param seeds at least three, so that differences can be tested
 * @param steps of each training
 * @param batch sequences of a batch
 * @param learningRate the peak
 * @param testExamples sequences of a measured point
 */
public record ContinualPlan(
        Material material,
        List<Integer> chunks,
        double share,
        int contextLength,
        List<Integer> lookBacks,
        List<Long> seeds,
        int steps,
        int batch,
        double learningRate,
        int testExamples) {
    /**
     * A text, and what is said otherwise in it.
     *
     * @param corpus that comes with Braid: sotu, moby-dick, factbook or sotu-slice
     * @param own a text of the user's, which takes its place
     * @param kilobytes how much of the training text
     * @param technique how it is said otherwise
     * @param pairs a file of pairs, where the technique says own-pairs
     * @param tokens the folder with the byte pairs of the trained model; empty if it reads bytes ({@link ModelTokens})
     */
    public record Material(
            String corpus,
            Optional<Path> own,
            int kilobytes,
            String technique,
            Optional<Path> pairs,
            Optional<Path> tokens) {
        /** The part of the factbook that is usual: most of it can be said otherwise by rules. */
        public static Material usual(Optional<Path> tokens) {
            return new Material("factbook", Optional.empty(), 400, "all", Optional.empty(), tokens);
        }

        private Map<String, ParamValue> parameters() {
            Map<String, ParamValue> parameters = new LinkedHashMap<>(Map.of(
                    "corpus", new ParamValue.Text(corpus),
                    "kilobytes", new ParamValue.Whole(kilobytes),
                    "technique", new ParamValue.Text(technique)));
            own.ifPresent(file -> parameters.put("text", path(file)));
            pairs.ifPresent(file -> parameters.put("pairs", path(file)));
            tokens.ifPresent(folder -> parameters.put("vocabulary-files", path(folder)));
            return parameters;
        }

        private static ParamValue path(Path path) {
            return new ParamValue.Text(path.toAbsolutePath().normalize().toString());
        }
    }

    /** The way on plain text. */
    public static final String PLAIN = "Plain text";

    /** The control: every chunk once more, as it is. */
    public static final String REPEATED = "Repeated text";

    /** In tokens: in shorter text there is hardly room for a fact and the question for it. */
    public static final int SHORTEST_CONTEXT = 128;

    private static final String PARAPHRASES = "Paraphrases, C = ";

    public ContinualPlan {
        chunks = List.copyOf(chunks);
        lookBacks = List.copyOf(lookBacks);
        seeds = List.copyOf(seeds);
    }

    /**
     * What is usual at a context length, of at least {@link #SHORTEST_CONTEXT}.
     *
     * @param tokens of the trained model, as in {@link Material}
     */
    public static ContinualPlan usual(int contextLength, Optional<Path> tokens) {
        return new ContinualPlan(
                Material.usual(tokens),
                List.of(Math.max(8, contextLength / 8), Math.max(8, contextLength * 7 / 16)),
                0.5,
                contextLength,
                usualLookBacks(contextLength),
                List.of(0L, 1L, 2L),
                1000,
                8,
                1e-3,
                256);
    }

    /** The context length that is usual for a trained model: the longest that it was trained or evaluated at. */
    public static int contextLength(RunSpec trained) {
        return Stream.concat(trained.train().stream(), trained.evaluate().stream())
                .mapToInt(Length::contextLength)
                .reduce(SHORTEST_CONTEXT, Math::max);
    }

    /** About an eighth, a quarter, a half and seven eighths of the context, as far as a fact and the question for it fit. */
    public static List<Integer> usualLookBacks(int contextLength) {
        int farthest = ParaphraseTraining.farthest(contextLength);
        return Stream.of(contextLength / 8, contextLength / 4, contextLength / 2, contextLength * 7 / 8)
                .map(distance -> Math.min(farthest, Math.max(ParaphraseTraining.closest(), distance)))
                .distinct()
                .toList();
    }

    /** The runs, going on from those weights of that design; the first measured point is text, then the distances follow. */
    public SweepPlan from(Start start, Architecture design) {
        List<Variant> ways = new ArrayList<>();
        ways.add(way(PLAIN, design, start, "plain", chunks.getFirst()));
        ways.add(way(REPEATED, design, start, "repeat", chunks.getFirst()));
        chunks.forEach(chunk -> ways.add(way(PARAPHRASES + chunk, design, start, "paraphrase", chunk)));
        List<Length> points = new ArrayList<>();
        points.add(new Length(
                contextLength, 1, Map.of(ParaphraseTraining.ASK, new ParamValue.Text(ParaphraseTraining.TEXT))));
        lookBacks.forEach(back -> points.add(new Length(
                contextLength,
                1,
                Map.of(
                        ParaphraseTraining.ASK,
                        new ParamValue.Text(ParaphraseTraining.RECALL),
                        ParaphraseTraining.LOOK_BACK,
                        new ParamValue.Whole(back)))));
        Map<String, ParamValue> parameters = material.parameters();
        parameters.put("share", new ParamValue.Real(share));
        return new SweepPlan(
                "What does going on with paraphrases change?",
                ways,
                ParaphraseTraining.ID,
                parameters,
                List.of(List.of(Length.of(contextLength))),
                List.of(points),
                List.of(learningRate),
                seeds,
                false,
                settings());
    }

    private static Variant way(String name, Architecture design, Start start, String again, int chunk) {
        return new Variant(
                name,
                design,
                List.of(),
                List.of(start),
                Map.of("again", new ParamValue.Text(again), "chunk", new ParamValue.Whole(chunk)));
    }

    private TrainingSettings settings() {
        TrainingSettings usual = TrainingSettings.standard();
        return new TrainingSettings(
                steps,
                batch,
                usual.accumulation(),
                usual.examples(),
                learningRate,
                new Schedule.WarmUpCosine(0.1, 0),
                usual.beta1(),
                usual.beta2(),
                usual.epsilon(),
                usual.weightDecay(),
                usual.clip(),
                0,
                Math.max(1, steps / 4),
                Math.min(32, testExamples),
                testExamples,
                usual.stopAt(),
                usual.patience(),
                usual.checkpointEvery());
    }
}
