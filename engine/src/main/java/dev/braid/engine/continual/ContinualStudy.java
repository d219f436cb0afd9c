package dev.braid.engine.continual;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.sweep.RunSpecJson;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.train.StartWeights;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a plan of going on ({@link ContinualPlan}) makes of a trained model: that model, what its trainings have made of it, and, where
 * the design has Mamba blocks, DeciMamba and LongMamba, which need no training, all examined on the same things.
 */
public final class ContinualStudy {
    /** What the model is called as it was. */
    public static final String BEFORE = "Before";
    /** Decimation of tokens, without training. */
    public static final String DECIMAMBA = "DeciMamba";
    /** Skipping of small steps, without training. */
    public static final String LONGMAMBA = "LongMamba";

    /** The seed of what thresholds are found on; training and measuring use other text. */
    private static final long CALIBRATION = 7_777_777;

    private static final int CALIBRATION_SEQUENCES = 8;

    private final SweepPlan plan;
    private final BlockCatalog catalog;
    private final Variant plain;
    private final Path checkpoint;
    private final Model model;
    private final float[] weights;
    private final Tokenizer tokenizer;

    /** Is told how far it is. */
    public interface Progress {
        /** So many of so many models are examined; returns whether to go on. */
        boolean examined(int models, int of);
    }

    /** A model after a change without training. */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    private record Changed(Model model, float[] weights) {}

    /**
     * Prepares the study of a plan.
     *
     * @throws IOException with a sentence if the trained model is not there, has changed, or does not fit
     * @throws SpecException with a sentence for each thing that the plan asks and that cannot be
     */
    public ContinualStudy(SweepPlan plan, BlockCatalog catalog) throws IOException, SpecException {
        if (!concerns(plan)) {
            throw new IllegalArgumentException("no plan of going on with paraphrases: " + plan.question());
        }
        this.plan = plan;
        this.catalog = catalog;
        plain = plan.variants().getFirst();
        checkpoint = StartWeights.file(Path.of(plain.from().getFirst().path()));
        RunSpec spec = spec(plain, plan.seeds().getFirst());
        TrainingJob job = job(spec);
        model = job.model();
        weights = RunBuilder.startWeights(spec, model).orElseThrow();
        tokenizer = task(job).textTokenizer().orElseThrow();
    }

    /**
     * Reads what the trainings read; why they cannot, in a sentence, or empty. May take long.
     *
     * @throws SpecException with a sentence for each thing that the plan asks and that cannot be
     */
    public Optional<String> prepare() throws SpecException {
        for (Variant way : plan.variants()) {
            Optional<String> unready = job(spec(way, plan.seeds().getFirst())).prepare();
            if (unready.isPresent()) {
                return unready;
            }
        }
        return Optional.empty();
    }

    /** Whether a plan is one of going on from one trained model, with its ways and controls: such as {@link ContinualPlan} makes. */
    public static boolean concerns(SweepPlan plan) {
        List<Variant> ways = plan.variants();
        return plan.task().equals(ParaphraseTraining.ID)
                && ways.size() > 1
                && ways.get(0).name().equals(ContinualPlan.PLAIN)
                && ways.get(1).name().equals(ContinualPlan.REPEATED)
                && ways.stream()
                        .allMatch(way -> way.from().size() == 1
                                && way.from().equals(ways.getFirst().from())
                                && way.learningRates().isEmpty())
                && plan.learningRates().size() == 1
                && plan.train().size() == 1
                && plan.evaluate().size() == 1
                && asksTextThenFacts(plan.evaluate().getFirst());
    }

    private static boolean asksTextThenFacts(List<Length> points) {
        return points.size() > 1
                && asked(points.getFirst()).equals(ParaphraseTraining.TEXT)
                && points.stream()
                        .skip(1)
                        .allMatch(point -> asked(point).equals(ParaphraseTraining.RECALL)
                                && point.taskParameters().get(ParaphraseTraining.LOOK_BACK)
                                        instanceof ParamValue.Whole);
    }

    private static String asked(Length point) {
        return point.taskParameters().get(ParaphraseTraining.ASK) instanceof ParamValue.Text text ? text.value() : "";
    }

    /** The trainings of a plan without a result in that folder, each in a few words. */
    public static List<String> unfinished(SweepPlan plan, Path runs) {
        List<String> unfinished = new ArrayList<>();
        runs(plan)
                .forEach((way, bySeed) -> bySeed.forEach((seed, run) -> {
                    if (new RunFolder(runs, run).readResult().isEmpty()) {
                        unfinished.add(way + " with seed " + seed);
                    }
                }));
        return unfinished;
    }

    /** The specification of a training. */
    private RunSpec spec(Variant way, long seed) {
        return plan.spec(way, 0, plan.learningRates().getFirst(), seed);
    }

    /** The ids of the trainings, by way and seed. */
    public static Map<String, Map<Long, String>> runs(SweepPlan plan) {
        Map<String, Map<Long, String>> runs = new LinkedHashMap<>();
        for (Variant way : plan.variants()) {
            Map<Long, String> own = new TreeMap<>();
            plan.seeds()
                    .forEach(seed -> own.put(
                            seed,
                            plan.spec(way, 0, plan.learningRates().getFirst(), seed)
                                    .id()));
            runs.put(way.name(), own);
        }
        return runs;
    }

    private TrainingJob job(RunSpec spec) throws SpecException {
        return RunBuilder.job(spec, catalog);
    }

    private static BoundTask task(TrainingJob job) {
        return job.mix().parts().getFirst().task();
    }

    private List<Integer> lookBacks() {
        return plan.evaluate().getFirst().stream()
                .map(point -> point.taskParameters().get(ParaphraseTraining.LOOK_BACK))
                .filter(ParamValue.Whole.class::isInstance)
                .map(back -> (int) ((ParamValue.Whole) back).value())
                .toList();
    }

    private int length() {
        return plan.train().getFirst().getFirst().contextLength();
    }

    /**
     * Examines everything; trainings that are not finished are left out.
     *
     * @param runs the folder of the run folders
     * @param questions of each set
     * @return empty if it was told to stop
     * @throws IOException with a sentence if something cannot be read
     */
    public Optional<BeforeAndAfter> examine(Path runs, int questions, int threads, Progress progress)
            throws IOException {
        Map<String, Map<Long, Ability>> abilities = new LinkedHashMap<>();
        try (WorkerPool pool = new WorkerPool(threads)) {
            Examination examination =
                    new Examination(lookBacks(), plan.settings().testExamples(), questions, tokenizer, length(), pool);
            Map<String, Changed> untrained = new LinkedHashMap<>();
            untrained.put(BEFORE, new Changed(model, weights));
            Map<String, Changed> changes = changes(pool);
            int all = plan.seeds().size() * (1 + plan.variants().size() + changes.size());
            int done = 0;
            abilities.put(BEFORE, new TreeMap<>());
            plan.variants().forEach(way -> abilities.put(way.name(), new TreeMap<>()));
            untrained.putAll(changes);
            for (long seed : plan.seeds()) {
                TrainingJob job = job(spec(plain, seed));
                for (Map.Entry<String, Changed> each : untrained.entrySet()) {
                    if (!progress.examined(done++, all)) {
                        return Optional.empty();
                    }
                    Changed now = each.getValue();
                    abilities
                            .computeIfAbsent(each.getKey(), way -> new TreeMap<>())
                            .put(seed, examination.measure(job, now.model, now.weights));
                }
                for (Variant way : plan.variants()) {
                    if (!progress.examined(done++, all)) {
                        return Optional.empty();
                    }
                    RunFolder run = new RunFolder(runs, spec(way, seed).id());
                    Optional<RunResult> result = run.readResult();
                    if (result.isPresent()) {
                        float[] own = StartWeights.read(StartWeights.file(run.path()), model);
                        abilities
                                .computeIfAbsent(way.name(), name -> new TreeMap<>())
                                .put(seed, examination.complete(result.get().test(), model, own, seed));
                    }
                }
            }
            progress.examined(all, all);
        } catch (SpecException | DesignException | DataException e) {
            throw new IOException(e.getMessage(), e);
        }
        abilities.values().removeIf(Map::isEmpty);
        return Optional.of(new BeforeAndAfter(BEFORE, ContinualPlan.REPEATED, abilities));
    }

    private Map<String, Changed> changes(WorkerPool pool) throws SpecException, DesignException, IOException {
        Map<String, Changed> changes = new LinkedHashMap<>();
        RunSpec spec = spec(plain, plan.seeds().getFirst());
        Architecture design = spec.design();
        if (!LongContext.concerns(design)) {
            return changes;
        }
        int trained = trainedAt();
        Model decimated = job(spec.with(LongContext.decimated(design, trained))).model();
        changes.put(DECIMAMBA, new Changed(decimated, LongContext.carriedOver(model, weights, decimated)));
        TrainingJob job = job(spec.with(LongContext.skipping(design)));
        float[] skipping = LongContext.carriedOver(model, weights, job.model());
        List<Batch> observed =
                List.of(task(job).batch(Split.VALIDATION, CALIBRATION, 0, CALIBRATION_SEQUENCES, length()));
        LongContext.calibrate(model, weights, job.model(), skipping, observed, trained, pool);
        changes.put(LONGMAMBA, new Changed(job.model(), skipping));
        return changes;
    }

    /** The longest context that the model was trained at, which stands beside its weights. */
    private int trainedAt() throws IOException {
        Path spec = checkpoint.resolveSibling("spec.json");
        if (!Files.isRegularFile(spec)) {
            throw new IOException(
                    checkpoint + " lies in no folder of a run: beside it is no spec.json, which tells at which"
                            + " context length it was trained; name the folder of a run.");
        }
        try {
            return RunSpecJson.read(spec).train().stream()
                    .mapToInt(Length::contextLength)
                    .max()
                    .orElseThrow();
        } catch (SpecException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
