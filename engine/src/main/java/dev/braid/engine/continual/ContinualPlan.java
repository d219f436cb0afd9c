package dev.braid.engine.continual;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpec.Start;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How training goes on from a checkpoint: on plain text, on text in which every chunk is repeated (the control of as many tokens), and
 * on text in which every chunk is followed by its paraphrase.
 *
 * @param corpus what is trained and measured on: sotu, moby-dick or factbook
 * @param kilobytes how much of its training text
 * @param chunks data chunks C in tokens, each a way of its own; the control repeats chunks of the first
 * @param share of windows with paraphrases, p
 * @param technique how it is said otherwise
 * @param contextLength of training and measuring, in tokens
 * @param lookBacks distances at which facts are asked for, in tokens
 * @param seeds at least three, so that differences can be tested
 * @param steps of each training
 * @param batch sequences of a batch
 * @param learningRate the peak
 * @param testExamples sequences of a measured point
 */
public record ContinualPlan(
        String corpus,
        int kilobytes,
        List<Integer> chunks,
        double share,
        String technique,
        int contextLength,
        List<Integer> lookBacks,
        List<Long> seeds,
        int steps,
        int batch,
        double learningRate,
        int testExamples) {
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

    /** What is usual at a context length, of at least {@link #SHORTEST_CONTEXT}. */
    public static ContinualPlan usual(int contextLength) {
        return new ContinualPlan(
                "factbook",
                400,
                List.of(Math.max(8, contextLength / 8), Math.max(8, contextLength * 7 / 16)),
                0.5,
                "all",
                contextLength,
                usualLookBacks(contextLength),
                List.of(0L, 1L, 2L),
                1000,
                8,
                1e-3,
                256);
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
        return new SweepPlan(
                "What does going on with paraphrases change?",
                ways,
                ParaphraseTraining.ID,
                Map.of(
                        "corpus", new ParamValue.Text(corpus),
                        "kilobytes", new ParamValue.Whole(kilobytes),
                        "share", new ParamValue.Real(share),
                        "technique", new ParamValue.Text(technique)),
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
