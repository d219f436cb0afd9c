package dev.braid.engine.continual;

import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.catalog.TaskCatalog;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.task.token.VocabularyFiles;
import dev.braid.engine.train.StartWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The tokens of a trained model, kept beside its weights, so that it can read other texts than that in which they were found. */
public final class ModelTokens {
    private static final String FOLDER = "tokens";

    private ModelTokens() {}

    /**
     * The folder with the byte pairs of a model, which is written if need be; empty for a model that reads bytes. May take long.
     *
     * @param spec what was trained
     * @param run the folder of the run, or a checkpoint in it
     * @throws IOException with a sentence if the model reads no text, or its text or vocabulary is gone
     */
    public static Optional<Path> beside(RunSpec spec, Path run) throws IOException {
        BoundTask task = TaskCatalog.task(spec.task()).bind(spec.taskParameters());
        Optional<String> unready = task.prepare();
        if (unready.isPresent()) {
            throw new IOException("The tokens of " + run + " cannot be had. " + unready.get());
        }
        try {
            Tokenizer tokenizer = task.textTokenizer()
                    .orElseThrow(() -> new IOException(run + " was trained on the task "
                            + task.task().title()
                            + ", which is no text; name a run on text, such as one of the task Language modelling."));
            if (!(tokenizer instanceof BytePairTokenizer pairs)) {
                return Optional.empty();
            }
            Path folder = StartWeights.file(run).toAbsolutePath().normalize().resolveSibling(FOLDER);
            VocabularyFiles.write(pairs, folder);
            return Optional.of(folder);
        } catch (DataException e) {
            throw new IOException("The tokens of " + run + " cannot be had. " + e.sentence(), e);
        }
    }
}
