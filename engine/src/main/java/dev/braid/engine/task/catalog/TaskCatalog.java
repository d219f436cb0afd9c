package dev.braid.engine.task.catalog;

import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.reading.FactbookRecall;
import dev.braid.engine.task.reading.Needles;
import dev.braid.engine.task.recall.AssociativeRecall;
import dev.braid.engine.task.recall.Compression;
import dev.braid.engine.task.recall.FuzzyRecall;
import dev.braid.engine.task.recall.InContextRecall;
import dev.braid.engine.task.recall.Induction;
import dev.braid.engine.task.recall.Memorisation;
import dev.braid.engine.task.recall.NgramRetrieval;
import dev.braid.engine.task.recall.NoisyRecall;
import dev.braid.engine.task.recall.PhoneBook;
import dev.braid.engine.task.recall.PositionRetrieval;
import dev.braid.engine.task.recall.SelectiveCopy;
import dev.braid.engine.task.text.LanguageModelling;
import java.util.List;
import java.util.stream.Collectors;

/** All tasks there are. */
public final class TaskCatalog {
    private static final List<Task> TASKS = List.of(
            new AssociativeRecall(),
            new InContextRecall(),
            new NoisyRecall(),
            new FuzzyRecall(),
            new SelectiveCopy(),
            new Memorisation(),
            new Compression(),
            new Induction(),
            new NgramRetrieval(),
            new PositionRetrieval(),
            new PhoneBook(),
            new LanguageModelling(),
            new FactbookRecall(),
            new Needles(),
            new ParaphraseTraining());

    private TaskCatalog() {}

    /** All tasks, in the order of the menu. */
    public static List<Task> tasks() {
        return TASKS;
    }

    /**
     * The task with that id.
     *
     * @throws IllegalArgumentException with a sentence that lists all ids, if there is none
     */
    public static Task task(String id) {
        return TASKS.stream()
                .filter(task -> task.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no task '" + id + "'; there are "
                        + TASKS.stream().map(Task::id).collect(Collectors.joining(", ")) + "."));
    }
}
