package dev.braid.engine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.compile.Model;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.EvaluationPlan;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.train.Schedule;
import dev.braid.engine.train.Trainer;
import dev.braid.engine.train.TrainingJob;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.WorkerPool;
import dev.braid.engine.train.event.MetricBuffer.Column;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTrainerTest {
    private static final int LENGTH = 8;
    private static final int STEPS = 6;

    private static TrainingSettings settings(int accumulation) {
        return new TrainingSettings(
                STEPS,
                2,
                accumulation,
                0,
                1e-2,
                new Schedule.WarmUpCosine(0.3, 0.1),
                0.9,
                0.95,
                1e-8,
                0.1,
                0.5,
                7,
                0,
                4,
                4,
                2,
                0,
                0);
    }

    private static TrainingJob job(int accumulation) throws Exception {
        Task task = TaskCatalog.task("mqar");
        BoundTask bound = task.bind(Settings.of(
                task.parameters(), Map.of("vocabulary", new ParamValue.Whole(16), "pairs", new ParamValue.Whole(2))));
        Model model = Model.compile(
                Architecture.of("tiny", TinyDesigns.around("attention", "heads", 2)),
                new BlockCatalog(StandardBlocks.ALL),
                new DesignContext(bound.vocabulary(), LENGTH));
        return new TrainingJob(
                model,
                TrainingMix.of(bound, LENGTH),
                EvaluationPlan.of(bound, List.of(LENGTH)),
                settings(accumulation));
    }

    @Test
    void its_losses_are_those_of_the_engines_trainer() throws Exception {
        TrainingJob job = job(1);
        ReferenceTrainer reference = new ReferenceTrainer(job.model(), job.mix(), job.settings());
        try (WorkerPool pool = new WorkerPool(1)) {
            Trainer trainer = new Trainer.Builder(job, pool).start();
            trainer.run();
            for (int step = 0; step < STEPS; step++) {
                double loss = trainer.metrics().get(step, Column.LOSS);
                assertThat(reference.step()).as("loss of step " + step).isCloseTo(loss, within(1e-4));
            }
        }
    }

    @Test
    void accumulation_is_refused_in_one_sentence() throws Exception {
        TrainingJob job = job(2);
        assertThatThrownBy(() -> new ReferenceTrainer(job.model(), job.mix(), job.settings()))
                .hasMessage(
                        "the reference backend trains on one fresh batch a step; leave accumulation at 1 and examples"
                                + " at 0");
    }
}
