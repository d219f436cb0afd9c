package dev.braid.engine.train;

import dev.braid.engine.compile.Model;
import dev.braid.engine.export.Safetensors;
import dev.braid.engine.export.Safetensors.Tensor;
import dev.braid.engine.tensor.Weight;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The weights that a run begins with when it goes on from another one: of a checkpoint those that were best on validation, of
 * any other file of tensors those that are in it.
 */
public final class StartWeights {
    private static final String CHECKPOINT = "checkpoint.safetensors";
    private static final String BEST = "best:";

    private StartWeights() {}

    /**
     * The file that is meant by the folder of a run, or by the file itself.
     *
     * @throws IOException with one sentence if there is none
     */
    public static Path file(Path runOrFile) throws IOException {
        Path file = Files.isDirectory(runOrFile) ? runOrFile.resolve(CHECKPOINT) : runOrFile;
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    Files.isDirectory(runOrFile)
                            ? runOrFile + " holds no " + CHECKPOINT + "; name the folder of a run, or a checkpoint."
                            : "There is no " + runOrFile + "; name the folder of a run, or a checkpoint.");
        }
        return file;
    }

    /** A digest of the weights alone, equal for runs that came out equal whenever they ran. */
    public static String digest(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, Tensor> entry : tensors(file).entrySet()) {
                Tensor tensor = entry.getValue();
                digest.update((entry.getKey() + Arrays.toString(tensor.shape())).getBytes(StandardCharsets.UTF_8));
                int size = Math.toIntExact(tensor.size());
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
                bytes.asFloatBuffer().put(tensor.values(), tensor.offset(), size);
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The weights of a file, laid out as a model needs them.
     *
     * @throws IOException with one sentence that names block, tensor and shapes if they do not fit
     */
    public static float[] read(Path file, Model model) throws IOException {
        Map<String, Tensor> tensors = tensors(file);
        float[] weights = new float[model.weightFloats()];
        List<String> missing = new ArrayList<>();
        for (Weight weight : model.weights().values()) {
            Tensor tensor = tensors.remove(weight.name());
            if (tensor == null) {
                missing.add(weight.name());
            } else if (!Arrays.equals(tensor.shape(), weight.shape())) {
                throw misfit(
                        file,
                        model,
                        inWords(weight.name()) + " has the shape " + Arrays.toString(tensor.shape()) + " there and "
                                + Arrays.toString(weight.shape()) + " here");
            } else {
                System.arraycopy(tensor.values(), tensor.offset(), weights, weight.offset(), weight.size());
            }
        }
        if (!missing.isEmpty()) {
            throw misfit(file, model, "it lacks " + some(missing));
        }
        if (!tensors.isEmpty()) {
            throw misfit(file, model, "the design has no place for " + some(List.copyOf(tensors.keySet())));
        }
        return weights;
    }

    private static Safetensors.FormatException misfit(Path file, Model model, String why) {
        return new Safetensors.FormatException("The checkpoint " + file + " does not fit the design "
                + model.design().architecture().name() + ": " + why
                + "; go on with the design, and the vocabulary, that were trained.");
    }

    private static String some(List<String> names) {
        return inWords(names.getFirst()) + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
    }

    private static String inWords(String weight) {
        int slash = weight.lastIndexOf('/');
        return slash < 0
                ? "tensor " + weight
                : "tensor " + weight.substring(slash + 1) + " of block " + weight.substring(0, slash);
    }

    /** By name; of a checkpoint the best ones. */
    private static Map<String, Tensor> tensors(Path file) throws IOException {
        Map<String, Tensor> all = Safetensors.read(file).tensors();
        Map<String, Tensor> best = new TreeMap<>();
        Map<String, Tensor> plain = new TreeMap<>();
        all.forEach((name, tensor) -> {
            if (name.startsWith(BEST)) {
                best.put(name.substring(BEST.length()), tensor);
            } else if (name.indexOf(':') < 0) {
                plain.put(name, tensor);
            }
        });
        return best.isEmpty() ? plain : best;
    }
}
