package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.ParamValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A design that trains in moments, and sessions that train it. */
final class TinyTraining {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TinyTraining() {}

    static final BlockCatalog BLOCKS = new BlockCatalog(StandardBlocks.ALL);

    static Architecture design() {
        return design("Tiny", 8);
    }

    static Architecture design(String name, int width) {
        try {
            return DesignFile.read("""
                    {"format": "braid-design", "version": 1, "name": "%s",
                     "blocks": [
                      {"id": "embedding", "type": "token-embedding", "parameters": {"width": %d}},
                      {"id": "attention", "type": "attention", "parameters": {"heads": 1, "position": "rope"}},
                      {"id": "head", "type": "language-model-head"}],
                     "wires": [
                      {"from": "embedding:out", "to": "attention:in"},
                      {"from": "attention:out", "to": "head:in"}]}
                    """.formatted(name, width), "test");
        } catch (DesignFormatException e) {
            throw new AssertionError(e);
        }
    }

    static Workbench bench(Path runs) {
        return new Workbench(BLOCKS, runs, task -> Thread.ofPlatform().daemon().start(task), 2, 1L << 30);
    }

    static TrainingSession session(Architecture design, Workbench bench) {
        return session(new ReadOnlyObjectWrapper<>(design), bench);
    }

    static TrainingSession session(ReadOnlyObjectWrapper<Architecture> design, Workbench bench) {
        TrainingSession session = new TrainingSession(design.getReadOnlyProperty(), block -> {}, bench);
        small(session.form());
        return session;
    }

    /** One run of 40 steps that is measured every 10. */
    static void small(ChoicesForm form) {
        form.taskParameters().stream()
                .filter(field -> field.name().equals("vocabulary"))
                .forEach(field -> field.set(new ParamValue.Whole(64)));
        form.trainingLengths.set(List.of(8, 16));
        form.evaluatedLengths.set(List.of(8, 16, 32));
        form.seeds.set(List.of(0L));
        form.steps.set(40L);
        form.batch.set(4L);
        form.evaluateEvery.set(10L);
        form.evaluationExamples.set(8L);
        form.testExamples.set(8L);
    }

    /** Polls until something holds. */
    static void until(TrainingSession session, BooleanSupplier holds) {
        until(
                session::poll,
                holds,
                () -> session.statusProperty().get() + " "
                        + session.noticeProperty().get());
    }

    static void until(Runnable poll, BooleanSupplier holds, java.util.function.Supplier<String> state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            poll.run();
            if (holds.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(2_000_000);
        } while (System.nanoTime() < end);
        throw new AssertionError("waited in vain; " + state.get());
    }
}
