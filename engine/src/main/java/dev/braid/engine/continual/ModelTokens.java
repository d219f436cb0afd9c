package dev.braid.engine.continual;

import dev.braid.engine.sweep.RunInputs;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.task.token.VocabularyFiles;
import dev.braid.engine.train.StartWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The tokens of a trained model, kept beside its weights, so that it can read other texts than that in which they were found. */
public final class ModelTokens {
    private static final String FOLDER = "tokens";

    private ModelTokens() {}

    /**
     * The folder with the byte pairs of a model; empty for a model that reads bytes. The first time they are found in its text once more
     * and written there, which may take long; from then on the text is no longer needed.
     *
     * @param spec what was trained
     * @param run the folder of the run, or a checkpoint in it
     * @throws IOException with a sentence if the model reads no text, or its text or vocabulary is gone or another one
     */
    public static Optional<Path> beside(RunSpec spec, Path run) throws IOException {
        Path folder = StartWeights.file(run).toAbsolutePath().normalize().resolveSibling(FOLDER);
        if (Files.isDirectory(folder)) {
            VocabularyFiles.read(folder);
            return Optional.of(folder);
        }
        BoundTask task = TaskCatalog.task(spec.task()).bind(spec.taskParameters());
        Tokenizer tokenizer;
        try {
            tokenizer = task.textTokenizer()
                    .orElseThrow(() -> new IOException(run + " was trained on the task "
                            + task.task().title()
                            + ", which is no text; name a run on text, such as one of the task Language modelling."));
        } catch (DataException e) {
            throw new IOException("The tokens of " + run + " cannot be had. " + e.sentence(), e);
        }
        if (!(tokenizer instanceof BytePairTokenizer pairs)) {
            return Optional.empty();
        }
        if (!RunInputs.noted(spec).data().equals(spec.data())) {
            throw new IOException(
                    "What " + run + " was trained on has changed since, and with it the tokens that are found in"
                            + " it; put the text or the vocabulary back as it was.");
        }
        VocabularyFiles.write(pairs, task.vocabulary(), folder);
        return Optional.of(folder);
    }
}
