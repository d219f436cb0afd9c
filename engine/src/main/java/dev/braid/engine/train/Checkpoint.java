package dev.braid.engine.train;

import dev.braid.engine.compile.Model;
import dev.braid.engine.export.Safetensors;
import dev.braid.engine.tensor.Weight;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything a run needs to go on bit for bit. Batches and dropout are pure functions of seed and step, so the step, the
 * weights and the optimiser's moments are enough; the best weights so far and the running totals come along.
 *
 * @param progress the numbers
 * @param weights flat, as the model lays them out
 * @param firstMoment AdamW's m
 * @param secondMoment AdamW's v
 * @param best the weights that were best on validation
 */
@SuppressWarnings("ArrayRecordComponent") // flat arrays shared with the run; never compared
public record Checkpoint(Progress progress, float[] weights, float[] firstMoment, float[] secondMoment, float[] best) {
    private static final String FORMAT = "braid-checkpoint-1";

    /**
     * Where a run stands.
     *
     * @param step steps done
     * @param seconds of training
     * @param tokens trained on
     * @param bestStep step of the best validation; −1 before the first
     * @param bestAccuracy its mean accuracy
     * @param bestLoss its mean loss
     * @param stale validations since
     */
    public record Progress(
            long step, double seconds, long tokens, long bestStep, double bestAccuracy, double bestLoss, int stale) {
        /** The start of a run. */
        public static final Progress START = new Progress(0, 0, 0, -1, -1, Double.POSITIVE_INFINITY, 0);
    }

    /** Writes it under a temporary name, then renames it. */
    public void write(Path file, Model model, String run) throws IOException {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("design", model.design().architecture().name());
        metadata.put("run", run);
        metadata.put("step", Long.toString(progress.step));
        metadata.put("seconds", Double.toString(progress.seconds));
        metadata.put("tokens", Long.toString(progress.tokens));
        metadata.put("best-step", Long.toString(progress.bestStep));
        metadata.put("best-accuracy", Double.toString(progress.bestAccuracy));
        metadata.put("best-loss", Double.toString(progress.bestLoss));
        metadata.put("stale", Integer.toString(progress.stale));
        Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
        for (Weight weight : model.weights().values()) {
            tensors.put(weight.name(), new Safetensors.Tensor(weight.shape(), weights, weight.offset()));
        }
        for (Weight weight : model.weights().values()) {
            tensors.put(
                    "adam.m:" + weight.name(), new Safetensors.Tensor(weight.shape(), firstMoment, weight.offset()));
            tensors.put(
                    "adam.v:" + weight.name(), new Safetensors.Tensor(weight.shape(), secondMoment, weight.offset()));
            tensors.put("best:" + weight.name(), new Safetensors.Tensor(weight.shape(), best, weight.offset()));
        }
        new Safetensors(metadata, tensors).write(file);
    }

    /**
     * Reads a checkpoint of that model; one of another design, or a damaged file, is refused with a sentence.
     *
     * @param run the run it must belong to, or "" for any
     */
    public static Checkpoint read(Path file, Model model, String run) throws IOException {
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = content.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new Safetensors.FormatException(file + " holds tensors, but is no checkpoint of a run.");
        }
        if (!run.isEmpty() && !run.equals(metadata.get("run"))) {
            throw new Safetensors.FormatException(
                    file + " belongs to another run (" + metadata.get("run") + "); remove it to start anew.");
        }
        try {
            Progress progress = new Progress(
                    Long.parseLong(text(metadata, "step")),
                    Double.parseDouble(text(metadata, "seconds")),
                    Long.parseLong(text(metadata, "tokens")),
                    Long.parseLong(text(metadata, "best-step")),
                    Double.parseDouble(text(metadata, "best-accuracy")),
                    Double.parseDouble(text(metadata, "best-loss")),
                    Integer.parseInt(text(metadata, "stale")));
            return new Checkpoint(
                    progress,
                    flat(file, content, model, ""),
                    flat(file, content, model, "adam.m:"),
                    flat(file, content, model, "adam.v:"),
                    flat(file, content, model, "best:"));
        } catch (NumberFormatException e) {
            throw new Safetensors.FormatException(file + " is damaged: a number in its header cannot be read.");
        }
    }

    /** Reads only the weights, of a checkpoint or of any safetensors file with the same names and shapes. */
    public static float[] readWeights(Path file, Model model) throws IOException {
        return flat(file, Safetensors.read(file), model, "");
    }

    private static String text(Map<String, String> metadata, String key) {
        return metadata.getOrDefault(key, "");
    }

    private static float[] flat(Path file, Safetensors content, Model model, String prefix) throws IOException {
        float[] values = new float[model.weightFloats()];
        for (Weight weight : model.weights().values()) {
            Safetensors.Tensor tensor = content.tensors().get(prefix + weight.name());
            if (tensor == null) {
                throw new Safetensors.FormatException(file + " is of another design than "
                        + model.design().architecture().name() + ": it has no tensor " + prefix + weight.name() + ".");
            }
            if (!Arrays.equals(tensor.shape(), weight.shape())) {
                throw new Safetensors.FormatException(file + " is of another design than "
                        + model.design().architecture().name() + ": tensor " + prefix + weight.name() + " has shape "
                        + Arrays.toString(tensor.shape()) + ", expected " + Arrays.toString(weight.shape()) + ".");
            }
            System.arraycopy(tensor.values(), tensor.offset(), values, weight.offset(), weight.size());
        }
        return values;
    }
}
