package dev.braid.engine.cli;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.speed.RandomText;
import dev.braid.engine.speed.StepTimes;
import dev.braid.engine.statistics.Summary;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.RunControl;
import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What reading text costs a training: tokens a second on texts beside those on random tokens of the same shape, with a label at every
 * position of both; the trainings take turns in one process. A main for people who want to know, no test.
 */
final class TextBenchmark {
    private static final int CONTEXT_LENGTH = 256;
    private static final int BATCH = 16;
    private static final int WIDTH = 64;
    private static final int LAYERS = 2;
    private static final int USUAL_PAIRS = 24;
    private static final long TURN_MILLIS = 1000;
    private static final long WARM_UP_MILLIS = 12_000;

    private TextBenchmark() {}

    /** {@code TextBenchmark [PAIRS [MODEL...]]}: with that many pairs of turns, every model on every text. */
    public static void main(String[] arguments) throws Exception {
        int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_PAIRS;
        List<String> models = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.of("transformer", "mamba");
        Map<String, Map<String, ParamValue>> texts = new LinkedHashMap<>();
        texts.put("Moby-Dick, bytes", Map.of("corpus", new ParamValue.Text("moby-dick")));
        texts.put(
                "Moby-Dick, pairs of bytes",
                Map.of(
                        "corpus", new ParamValue.Text("moby-dick"),
                        "tokenizer", new ParamValue.Text("bpe"),
                        "vocabulary", new ParamValue.Whole(1024)));
        for (String model : models) {
            for (Map.Entry<String, Map<String, ParamValue>> text : texts.entrySet()) {
                BoundTask task = TaskCatalog.task("language-modelling").bind(text.getValue());
                compare(model, text.getKey(), task, pairs);
            }
        }
        System.exit(0);
    }

    private static void compare(String model, String name, BoundTask text, int pairs) throws Exception {
        Run reading = new Run(model, text);
        Run random = new Run(model, new RandomText(text.vocabulary()));
        reading.forMillis(WARM_UP_MILLIS);
        random.forMillis(WARM_UP_MILLIS);
        double[] ratio = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            boolean first = i % 2 == 0; // neighbours share what else goes on in the machine
            double one = (first ? reading : random).forMillis(TURN_MILLIS);
            double other = (first ? random : reading).forMillis(TURN_MILLIS);
            ratio[i] = first ? Math.log(one / other) : Math.log(other / one);
        }
        Summary summary = Summary.bootstrap(ratio);
        System.out.printf(
                Locale.ROOT,
                "%s on %s: %.1f %% fewer tokens a second than on random tokens (95 %%: %.1f to %.1f)%n",
                model,
                name,
                -100 * Math.expm1(summary.mean()),
                -100 * Math.expm1(summary.high()),
                -100 * Math.expm1(summary.low()));
        reading.end();
        random.end();
    }

    /** A training that goes on for a while when it is asked to. */
    private static final class Run {
        private final RunControl control = new RunControl();
        private final MetricBuffer metrics;
        private final Thread thread;

        Run(String model, BoundTask task) throws Exception {
            Architecture design = BenchmarkModels.design(model, WIDTH, LAYERS);
            TrainingJob job = new TrainingJob(
                    Model.compile(
                            design,
                            new BlockCatalog(StandardBlocks.ALL),
                            new DesignContext(task.vocabulary(), CONTEXT_LENGTH)),
                    TrainingMix.of(task, CONTEXT_LENGTH),
                    EvaluationPlan.of(task, List.of(CONTEXT_LENGTH)),
                    StepTimes.settings(BATCH));
            control.pause();
            WorkerPool pool = new WorkerPool(Runtime.getRuntime().availableProcessors());
            Trainer trainer = new Trainer.Builder(job, pool).control(control).start();
            metrics = trainer.metrics();
            thread = Thread.ofPlatform().daemon().start(() -> {
                trainer.run();
                pool.close();
            });
        }

        /** Tokens a second. */
        double forMillis(long millis) throws InterruptedException {
            int before = metrics.size();
            control.resume();
            while (metrics.size() < before + 2) {
                Thread.sleep(1); // the first step after a pause is not typical
            }
            int from = metrics.size() - 1;
            Thread.sleep(millis);
            int to = metrics.size() - 1;
            control.pause();
            int size;
            do {
                size = metrics.size();
                Thread.sleep(100);
            } while (metrics.size() > size);
            return (metrics.get(to, Column.TOKENS) - metrics.get(from, Column.TOKENS))
                    / (metrics.get(to, Column.SECONDS) - metrics.get(from, Column.SECONDS));
        }

        void end() throws InterruptedException {
            control.cancel();
            thread.join();
        }
    }
}
