package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.probe.HiddenStates;
import dev.braid.engine.task.Batch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Files of NumPy: one array ({@code .npy}) or several by name ({@code .npz}, a zip of the former). Files are replaced in one
 * step; failures are one sentence that names the file.
 */
public final class NumpyFiles {
    private static final String MAGIC = "\u0093NUMPY";
    private static final String SUFFIX = ".npy";
    private static final Pattern TYPE = Pattern.compile("'descr': *'[<|=]?[a-z](\\d+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([\\d, ]*)\\)");

    private NumpyFiles() {}

    /** Writes one array. */
    public static void write(Path file, INDArray array) throws IOException {
        SafeFile.write(file, bytes(array));
    }

    /** Reads one array. */
    public static INDArray read(Path file) throws IOException {
        return array(file, content(file));
    }

    /** Writes several arrays, in the map's order. */
    public static void writeAll(Path file, Map<String, INDArray> arrays) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(all)) {
            for (Map.Entry<String, INDArray> named : arrays.entrySet()) {
                byte[] bytes = bytes(named.getValue());
                zip.putNextEntry(stored(named.getKey() + SUFFIX, bytes));
                zip.write(bytes);
                zip.closeEntry();
            }
        }
        SafeFile.write(file, all.toByteArray());
    }

    /** Writes the tokens of a batch, [B, L], and what every block computed for them, [B, L, w] by the block's path. */
    public static void write(Path file, Batch batch, HiddenStates hidden) throws IOException {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("tokens", NumericArrays.tokens(batch));
        hidden.byBlock()
                .forEach((name, output) -> arrays.put(
                        name,
                        NumericArrays.of(output.values(), 0, hidden.sequences(), hidden.length(), output.width())));
        writeAll(file, arrays);
    }

    /** Reads several arrays by name, in the order of the file; compressed ones as well. */
    public static Map<String, INDArray> readAll(Path file) throws IOException {
        byte[] content = content(file);
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                String shortName = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
                arrays.put(shortName, array(file, zip.readAllBytes()));
            }
        } catch (ZipException | EOFException e) {
            throw new IOException(file + ": this .npz file is damaged; write it again", e);
        }
        if (arrays.isEmpty()) {
            throw new IOException(file + ": this is no .npz file");
        }
        return arrays;
    }

    /** ND4J's own reader knows only entries whose size stands before them, as NumPy writes them. */
    private static ZipEntry stored(String name, byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        return entry;
    }

    private static byte[] bytes(INDArray array) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Nd4j.writeAsNumpy(array.dup('c'), out);
        return out.toByteArray();
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": there is no such file", e);
        }
    }

    /** ND4J's native reader trusts the header: what it says is held against the length first. */
    private static INDArray array(Path file, byte[] npy) throws IOException {
        String text = new String(npy, 0, Math.min(npy.length, 1 << 12), StandardCharsets.ISO_8859_1);
        Matcher type = TYPE.matcher(text);
        Matcher shape = SHAPE.matcher(text);
        if (!text.startsWith(MAGIC) || !type.find() || !shape.find()) {
            throw new IOException(file + ": this is no .npy file of numbers");
        }
        try {
            long bytes = Long.parseLong(type.group(1));
            for (String extent : shape.group(1).split(",", -1)) {
                bytes = Math.multiplyExact(bytes, extent.isBlank() ? 1 : Long.parseLong(extent.strip()));
            }
            int newline = text.indexOf('\n'); // ends the header
            if (newline < 0 || npy.length - (newline + 1) != bytes) {
                throw new IOException(file + ": the array is cut off or damaged; write it again");
            }
            return Nd4j.createNpyFromByteArray(npy);
        } catch (RuntimeException e) {
            throw new IOException(file + ": this array cannot be read; write it again", e);
        }
    }
}
