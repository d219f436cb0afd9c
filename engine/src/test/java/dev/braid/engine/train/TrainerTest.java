package dev.braid.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.block.Settings;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.engine.train.event.RunEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final int LENGTH = 32;

    @TempDir
    Path folder;

    private static BoundTask recall() {
        Task task = TaskCatalog.task("mqar");
        return task.bind(Settings.of(
                task.parameters(), Map.of("vocabulary", new ParamValue.Whole(64), "pairs", new ParamValue.Whole(4))));
    }

    private static TrainingSettings settings(int steps, double learningRate) {
        return new TrainingSettings(
                steps,
                12,
                2,
                0,
                learningRate,
                new Schedule.WarmUpCosine(0.1, 0.1),
                0.9,
                0.95,
                1e-8,
                0.1,
                1,
                7,
                10,
                32,
                32,
                2,
                0,
                0);
    }

    private static TrainingJob job(int steps, double learningRate) throws Exception {
        BoundTask task = recall();
        Model model = Designs.compile(Designs.sequential(32), task.vocabulary(), LENGTH);
        return new TrainingJob(
                model,
                TrainingMix.of(task, LENGTH),
                EvaluationPlan.of(task, List.of(16, LENGTH)),
                settings(steps, learningRate));
    }

    @Test
    void the_loss_falls_well_below_that_of_guessing() throws Exception {
        try (WorkerPool pool = new WorkerPool(2)) {
            Trainer trainer = new Trainer.Builder(job(60, 5e-3), pool).start();
            assertThat(trainer.run()).isInstanceOf(RunEvent.Finished.class);
            double first = trainer.metrics().get(0, Column.LOSS);
            double last = trainer.metrics().get(59, Column.LOSS);
            assertThat(first).isBetween(3.5, 5.0); // ln 64 = 4.16
            assertThat(last).isLessThan(3.6); // guessing among the 32 values: ln 32 = 3.47
        }
    }

    @Test
    void one_and_two_threads_give_the_same_bits() throws Exception {
        assertThat(weightsAfter(12, 1)).isEqualTo(weightsAfter(12, 2));
    }

    private static float[] weightsAfter(int steps, int threads) throws Exception {
        try (WorkerPool pool = new WorkerPool(threads)) {
            Trainer trainer = new Trainer.Builder(job(steps, 5e-3), pool).start();
            trainer.run();
            return trainer.weights().clone();
        }
    }

    @Test
    void a_resumed_run_ends_with_the_same_bits_as_an_uninterrupted_one() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        float[] uninterrupted = weightsAfter(30, 1);
        try (WorkerPool pool = new WorkerPool(2)) {
            RunControl control = new RunControl();
            control.step(13);
            Trainer.Builder builder = new Trainer.Builder(job(30, 5e-3), pool)
                    .control(control)
                    .checkpoint(file, "run")
                    .listener(event -> {
                        if (event instanceof RunEvent.Paused) {
                            control.cancel();
                        }
                    });
            RunEvent end = builder.start().run();
            assertThat(end).isInstanceOfSatisfying(RunEvent.Finished.class, finished -> {
                assertThat(finished.why()).isEqualTo(RunEvent.End.CANCELLED);
                assertThat(finished.step()).isEqualTo(13);
            });
        }
        try (WorkerPool pool = new WorkerPool(1)) {
            Trainer resumed = new Trainer.Builder(job(30, 5e-3), pool)
                    .checkpoint(file, "run")
                    .resume(file);
            assertThat(resumed.metrics().firstStep()).isEqualTo(14);
            resumed.run();
            assertThat(resumed.weights()).isEqualTo(uninterrupted);
        }
    }

    @Test
    void a_run_that_diverges_names_the_step_the_block_and_the_last_good_checkpoint() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        try (WorkerPool pool = new WorkerPool(2)) {
            TrainingJob job = job(20, 1e-3);
            float[] weights = job.model().initialWeights(7);
            int bad = job.model().weights().get("mamba/in_proj").offset() + 3;
            weights[bad] = Float.NaN;
            RunEvent end = new Trainer.Builder(job, pool)
                    .weights(weights)
                    .checkpoint(file, "run")
                    .start()
                    .run();
            assertThat(end).isInstanceOfSatisfying(RunEvent.Failed.class, failed -> {
                assertThat(failed.block()).isEqualTo("mamba");
                assertThat(failed.reason()).contains("step 1").contains("mamba/in_proj");
                assertThat(failed.checkpoint()).isEqualTo(file.toString());
            });
            assertThat(file).exists();
        }
    }

    @Test
    void a_checkpoint_that_is_cut_short_or_of_another_design_is_refused_in_words() throws Exception {
        Path file = folder.resolve("checkpoint.safetensors");
        try (WorkerPool pool = new WorkerPool(1)) {
            Trainer.Builder builder = new Trainer.Builder(job(2, 1e-3), pool).checkpoint(file, "run");
            builder.start().run();
            BoundTask task = recall();
            Model other = Designs.compile(Designs.sequential(48), task.vocabulary(), LENGTH);
            assertThatThrownBy(() -> Checkpoint.read(file, other, ""))
                    .hasMessageContaining("another design")
                    .hasMessageContaining("embedding");
            assertThatThrownBy(() -> Checkpoint.read(file, job(2, 1e-3).model(), "someone-else"))
                    .hasMessageContaining("another run");
            byte[] bytes = Files.readAllBytes(file);
            for (int length : new int[] {0, 5, 8, 100, bytes.length / 2, bytes.length - 1}) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatThrownBy(() -> builder.resume(file)).hasMessageContaining(file.toString());
            }
        }
    }

    @Test
    void events_come_in_order_and_evaluations_where_they_were_asked_for() throws Exception {
        List<RunEvent> events = new ArrayList<>();
        try (WorkerPool pool = new WorkerPool(2)) {
            new Trainer.Builder(job(25, 1e-3), pool)
                    .listener(events::add)
                    .start()
                    .run();
        }
        assertThat(events.getFirst()).isInstanceOf(RunEvent.Started.class);
        assertThat(events.getLast()).isInstanceOf(RunEvent.Finished.class);
        assertThat(events.stream().filter(RunEvent.Evaluated.class::isInstance).map(RunEvent::step))
                .containsExactly(10L, 20L, 25L);
    }

    @Test
    void a_run_that_does_not_fit_is_refused_with_the_prediction() throws Exception {
        assertThat(job(1, 1e-3).refusal(2, 1 << 20))
                .hasValueSatisfying(why -> assertThat(why).contains("MiB").contains("reduce the batch (12)"));
        assertThat(job(1, 1e-3).refusal(2, 1L << 32)).isEmpty();
    }
}
