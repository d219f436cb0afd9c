package dev.braid.engine.cli;

import dev.braid.engine.block.DesignContext;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.export.Safetensors;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpecJson;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.train.Checkpoint;
import dev.braid.engine.train.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A run that has been trained, or a checkpoint in its folder.
 *
 * @param given what was named
 * @param spec what ran
 * @param job the same, ready to run
 * @param checkpoint its last, or the one that was named
 */
record TrainedRun(Path given, RunSpec spec, TrainingJob job, Path checkpoint) {
    /** Reads the specification, and what it names; a checkpoint must lie in the folder of its run. */
    static TrainedRun read(Path given) {
        RunSpec spec = spec(given);
        try {
            return new TrainedRun(
                    given,
                    spec,
                    RunBuilder.job(spec, Subcommand.blocks()),
                    Files.isRegularFile(given) ? given : folder(given).checkpoint());
        } catch (SpecException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /** Reads the specification alone: what it was trained on may be gone. */
    static RunSpec spec(Path given) {
        Path file = folder(given).spec();
        if (!Files.isRegularFile(file)) {
            throw new BadInput(given
                    + (Files.isRegularFile(given)
                            ? " lies in no folder of a run: beside it is no spec.json."
                            : " is no folder of a run: it has no spec.json. Name a folder below runs."));
        }
        try {
            return RunSpecJson.read(file);
        } catch (SpecException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    private static RunFolder folder(Path given) {
        Path whole = given.toAbsolutePath().normalize();
        Path folder = Files.isRegularFile(given) ? parent(whole) : whole;
        return new RunFolder(parent(folder), String.valueOf(folder.getFileName()));
    }

    private static Path parent(Path path) {
        return path.getParent() instanceof Path parent ? parent : path;
    }

    /** The weights that were best on validation. */
    float[] bestWeights() throws IOException {
        return bestWeights(job.model());
    }

    /** The same for a model of the same design that is laid out for longer contexts. */
    private float[] bestWeights(Model model) throws IOException {
        if (!Files.isRegularFile(checkpoint)) {
            throw new BadInput(given + " has no checkpoint yet: let the run go on until it has been evaluated once.");
        }
        try {
            return Checkpoint.read(checkpoint, model, "").best();
        } catch (Safetensors.FormatException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        }
    }

    /** The longest context that it was trained or evaluated at. */
    int longestContext() {
        return job.model().design().context().contextLength();
    }

    /** A model and its weights. */
    @SuppressWarnings("ArrayRecordComponent") // large, and never compared
    record Loaded(Model model, float[] weights) {}

    /**
     * The model for contexts of at least that length, and as many tokens more, unless the design has learnt positions up to that
     * length and none beyond.
     */
    Loaded load(int contextLength, int more) throws IOException {
        Model model = laidOut(contextLength + more);
        if (sameParameters(model) && model.design().context().contextLength() >= contextLength) {
            return new Loaded(model, bestWeights(model));
        }
        if (contextLength > longestContext()) {
            throw new BadInput("Option --context-length: this design has learnt positions up to " + longestContext()
                    + "; use a context length of at most that.");
        }
        return new Loaded(job.model(), bestWeights());
    }

    private boolean sameParameters(Model model) {
        return model.parameters() == job.model().parameters();
    }

    private Model laidOut(int contextLength) {
        DesignContext known = job.model().design().context();
        try {
            return Model.compile(
                    spec.design(),
                    Subcommand.blocks(),
                    new DesignContext(known.vocabulary(), Math.max(contextLength, known.contextLength())));
        } catch (DesignException e) {
            return job.model(); // a table of positions whose length is set
        }
    }
}
