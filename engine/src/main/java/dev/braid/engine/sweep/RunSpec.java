package dev.braid.engine.sweep;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.train.StartWeights;
import dev.braid.engine.train.TrainingSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run as pure data: everything that its result depends on, and nothing else. Its hash is its id, so the same
 * question is never computed twice.
 *
 * @param variant what the curves call the design
 * @param design what is trained
 * @param task id of the task
 * @param taskParameters those of the task that are set for all lengths
 * @param train the mixture it learns from
 * @param evaluate the points of the curve, in order
 * @param settings how it trains, the seed included
 * @param data a digest of what the task reads from files; empty if it reads nothing
 * @param from the weights it begins with, or null for fresh ones
 */
public record RunSpec(
        String variant,
        Architecture design,
        String task,
        Map<String, ParamValue> taskParameters,
        List<Length> train,
        List<Length> evaluate,
        TrainingSettings settings,
        String data,
        @Nullable Start from) {
    /** Changes whenever the same specification gives other numbers than before, so that old results are not reused. */
    public static final String ENGINE = "2";

    public RunSpec {
        taskParameters = Collections.unmodifiableMap(new LinkedHashMap<>(taskParameters));
        train = List.copyOf(train);
        evaluate = List.copyOf(evaluate);
    }

    /** A run with fresh weights of a task that reads no files. */
    public RunSpec(
            String variant,
            Architecture design,
            String task,
            Map<String, ParamValue> taskParameters,
            List<Length> train,
            List<Length> evaluate,
            TrainingSettings settings) {
        this(variant, design, task, taskParameters, train, evaluate, settings, "", null);
    }

    /**
     * Weights that another run has trained.
     *
     * @param path the folder of that run, or a file of tensors
     * @param digest of the weights; only this counts for the id
     */
    public record Start(String path, String digest) {
        /**
         * The weights that lie there now.
         *
         * @throws IOException with one sentence if there are none
         */
        public static Start of(Path path) throws IOException {
            return new Start(
                    path.toAbsolutePath().normalize().toString(), StartWeights.digest(StartWeights.file(path)));
        }
    }

    /**
     * A context length of a mixture or of a curve.
     *
     * @param contextLength L in tokens
     * @param weight its share of a training mixture, relative to the others'; 1 in a curve
     * @param taskParameters parameters of the task at this length, over those of the whole run
     */
    public record Length(int contextLength, double weight, Map<String, ParamValue> taskParameters) {
        public Length {
            taskParameters = Collections.unmodifiableMap(new LinkedHashMap<>(taskParameters));
        }

        /** A length with nothing special about it. */
        public static Length of(int contextLength) {
            return new Length(contextLength, 1, Map.of());
        }
    }

    /**
     * The run's id: the first 16 hexadecimal digits of the SHA-256 of its canonical JSON. Where the blocks stand on the
     * canvas, what the description says, and where the files lie that it reads, does not count.
     */
    public String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(RunSpecJson.canonical(this).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The same run with other settings. */
    public RunSpec with(TrainingSettings other) {
        return new RunSpec(variant, design, task, taskParameters, train, evaluate, other, data, from);
    }

    /** The same run of another design. */
    public RunSpec with(Architecture other) {
        return new RunSpec(variant, other, task, taskParameters, train, evaluate, settings, data, from);
    }

    /** The same run with another digest of what its task reads. */
    RunSpec withData(String other) {
        return new RunSpec(variant, design, task, taskParameters, train, evaluate, settings, other, from);
    }

    /** The same run from these weights, or from fresh ones. */
    public RunSpec from(@Nullable Start other) {
        return new RunSpec(variant, design, task, taskParameters, train, evaluate, settings, data, other);
    }

    /** The design as the text of a file. */
    public String designJson() {
        return DesignFile.toJson(design);
    }
}
