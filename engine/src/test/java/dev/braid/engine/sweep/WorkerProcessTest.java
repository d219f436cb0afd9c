package dev.braid.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.train.TrainingSettings;
import dev.braid.engine.train.event.RunEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerProcessTest {
    @TempDir
    Path runs;

    /** The child process. */
    public static final class Child {
        private Child() {}

        /** Serves until its input ends. */
        public static void main(String[] arguments) throws IOException {
            WorkerProcess.serve(new BlockCatalog(StandardBlocks.ALL), System.in, System.out);
        }
    }

    private static WorkerProcess worker() {
        return new WorkerProcess(JavaChild.command(Child.class.getName(), List.of(), List.of()));
    }

    private static RunSpec spec(int steps) {
        TrainingSettings s = TrainingSettings.standard();
        return new RunSpec(
                "small",
                Architecture.of(
                        "small",
                        new GraphBuilder()
                                .block("embedding", "token-embedding", "width", 8)
                                .block("attention", "attention")
                                .wire("embedding", "attention")
                                .block("head", "language-model-head")
                                .wire("attention", "head")
                                .build()),
                "mqar",
                Map.of("vocabulary", new ParamValue.Whole(64)),
                List.of(Length.of(16)),
                List.of(Length.of(16)),
                new TrainingSettings(
                        steps, 2, 1, 0, 1e-3, s.schedule(), 0.9, 0.95, 1e-8, 0.1, 1, 3, 10, 8, 8, 2, 0, 10));
    }

    @Test
    void a_worker_gives_the_result_of_this_process() throws IOException, SpecException {
        FolderRun.Outcome here;
        try (InProcessExecutor executor = new InProcessExecutor(new BlockCatalog(StandardBlocks.ALL))) {
            here = executor.run(spec(30), runs.resolve("here"), event -> {});
        }
        List<RunEvent> events = new ArrayList<>();
        try (WorkerProcess worker = worker()) {
            FolderRun.Outcome there = worker.run(spec(30), runs.resolve("there"), events::add);
            assertThat(((FolderRun.Outcome.Done) there).result().test())
                    .isEqualTo(((FolderRun.Outcome.Done) here).result().test());
        }
        assertThat(events).hasAtLeastOneElementOfType(RunEvent.Evaluated.class);
        assertThat(events.getLast()).isInstanceOf(RunEvent.Finished.class);
    }

    @Test
    void a_run_survives_the_death_of_its_worker() throws IOException {
        AtomicInteger deaths = new AtomicInteger();
        FolderRun.Outcome outcome;
        try (WorkerProcess worker = worker()) {
            outcome = worker.run(spec(2000), runs, event -> {
                if (event instanceof RunEvent.Checkpointed && deaths.getAndIncrement() == 0) {
                    ProcessHandle.current()
                            .children()
                            .filter(child -> child.info().command().orElse("").endsWith("java"))
                            .forEach(ProcessHandle::destroyForcibly);
                }
            });
        }
        assertThat(deaths.get()).isPositive();
        assertThat(outcome).isInstanceOf(FolderRun.Outcome.Done.class);
        assertThat(((FolderRun.Outcome.Done) outcome).result().steps()).isEqualTo(2000);
    }

    @Test
    void a_worker_that_always_dies_is_a_failed_run_and_no_exception() throws IOException {
        try (WorkerProcess worker = new WorkerProcess(List.of("false"))) {
            assertThat(worker.run(spec(10), runs, event -> {}))
                    .isInstanceOfSatisfying(
                            FolderRun.Outcome.Failed.class,
                            failed -> assertThat(failed.reason()).contains("The worker process died 2 times"));
        }
    }
}
