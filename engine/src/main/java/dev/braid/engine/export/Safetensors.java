package dev.braid.engine.export;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The safetensors format: eight bytes with the length of a JSON header (little-endian), the header (name to type, shape
 * and byte range, and free text under {@code __metadata__}), then the numbers. Single precision only.
 *
 * @param metadata free text by key
 * @param tensors by name
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final int LARGEST_HEADER = 64 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One tensor.
     *
     * @param shape row-major
     * @param values an array that holds it
     * @param offset index of its first number
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of a slice; never compared
    public record Tensor(int[] shape, float[] values, int offset) {
        /** How many numbers it has. */
        public long size() {
            long size = 1;
            for (int extent : shape) {
                size = Math.multiplyExact(size, (long) extent);
            }
            return size;
        }
    }

    /** A file that is no such file, or not whole; the message is a sentence that names it. */
    public static final class FormatException extends IOException {
        private static final long serialVersionUID = 1;

        /** With that sentence. */
        public FormatException(String message) {
            super(message);
        }
    }

    /** Writes the file under a temporary name beside it, then renames it. */
    public void write(Path file) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ObjectNode meta = header.putObject("__metadata__");
        new TreeMap<>(metadata).forEach(meta::put);
        long at = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            ObjectNode node = header.putObject(entry.getKey());
            node.put("dtype", "F32");
            ArrayNode shape = node.putArray("shape");
            for (int extent : entry.getValue().shape) {
                shape.add(extent);
            }
            ArrayNode range = node.putArray("data_offsets");
            range.add(at);
            at += Float.BYTES * entry.getValue().size();
            range.add(at);
        }
        byte[] json = JSON.writeValueAsBytes(header);
        int padded = (json.length + 7) / 8 * 8; // readers that map the file like aligned numbers
        byte[] text = Arrays.copyOf(json, padded);
        Arrays.fill(text, json.length, padded, (byte) ' ');
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer start = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
                start.putLong(padded).put(text).flip();
                writeFully(channel, start);
                ByteBuffer chunk = ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
                for (Tensor tensor : tensors.values()) {
                    int end = tensor.offset + Math.toIntExact(tensor.size());
                    for (int from = tensor.offset; from < end; ) {
                        int count = Math.min(end - from, chunk.capacity() / Float.BYTES);
                        chunk.clear();
                        chunk.asFloatBuffer().put(tensor.values, from, count);
                        chunk.limit(count * Float.BYTES);
                        writeFully(channel, chunk);
                        from += count;
                    }
                }
                channel.force(false);
            }
            Files.move(
                    temporary,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Reads a whole file; every claim of its header is checked against the bytes that are there. */
    public static Safetensors read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer start = readExactly(channel, file, 0, 8, size);
            long headerLength = start.getLong(0);
            if (headerLength < 2 || headerLength > LARGEST_HEADER || 8 + headerLength > size) {
                throw new FormatException(
                        file + " is no safetensors file, or its beginning is damaged: the header would be "
                                + headerLength + " bytes long in a file of " + size + ".");
            }
            ByteBuffer text = readExactly(channel, file, 8, (int) headerLength, size);
            JsonNode header;
            try {
                header = JSON.readTree(new String(text.array(), StandardCharsets.UTF_8));
            } catch (JacksonException e) {
                throw new FormatException(file + " is no safetensors file: its header is not JSON.");
            }
            if (!header.isObject()) {
                throw new FormatException(file + " is no safetensors file: its header is not a JSON object.");
            }
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (entry.getKey().equals("__metadata__")) {
                    entry.getValue()
                            .properties()
                            .forEach(e -> metadata.put(e.getKey(), e.getValue().asString("")));
                } else {
                    tensors.put(
                            entry.getKey(),
                            tensor(channel, file, 8 + headerLength, size, entry.getKey(), entry.getValue()));
                }
            }
            return new Safetensors(metadata, tensors);
        }
    }

    private static Tensor tensor(FileChannel channel, Path file, long base, long size, String name, JsonNode node)
            throws IOException {
        if (!"F32".equals(node.path("dtype").asString(""))) {
            throw new FormatException(file + ", tensor " + name + ": expected type F32, got "
                    + node.path("dtype").asString("none") + ".");
        }
        List<Integer> shape = new ArrayList<>();
        node.path("shape").forEach(extent -> shape.add(extent.asInt(-1)));
        int[] extents = shape.stream().mapToInt(Integer::intValue).toArray();
        long from = node.path("data_offsets").path(0).asLong(-1);
        long to = node.path("data_offsets").path(1).asLong(-1);
        long numbers = 1;
        for (int extent : extents) {
            numbers = extent < 0 || numbers > Integer.MAX_VALUE ? Long.MAX_VALUE / 8 : numbers * extent;
        }
        if (from < 0 || to < from || to - from != numbers * Float.BYTES || numbers > Integer.MAX_VALUE / Float.BYTES) {
            throw new FormatException(
                    file + ", tensor " + name + ": its shape and its byte range do not agree; the file is damaged.");
        }
        if (base + to > size) {
            throw new FormatException(file + " is cut short: tensor " + name + " should end at byte " + (base + to)
                    + ", but the file has " + size + ".");
        }
        float[] values = new float[(int) numbers];
        readExactly(channel, file, base + from, (int) (to - from), size)
                .asFloatBuffer()
                .get(values);
        return new Tensor(extents, values, 0);
    }

    private static ByteBuffer readExactly(FileChannel channel, Path file, long position, int count, long size)
            throws IOException {
        if (position + count > size) {
            throw new FormatException(file + " is cut short: it has " + size + " bytes where at least "
                    + (position + count) + " were expected.");
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {}
        return buffer.flip();
    }
}
