package dev.braid.engine.task.text;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.Tokenizer;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The tokens of a large text, encoded once into a file in the user's cache folder: a head, the tokens in two or four bytes each,
 * and where documents begin. The name of the file says of which text, of which state of it, and by which tokenizer.
 */
final class TokenFile implements Tokens {
    private static final long MAGIC = 0x425241494454_4B31L;
    private static final int HEAD = 4 * Long.BYTES;
    private static final int NARROW = 1 << 16;

    private final Path path;
    private final RandomAccessFile file;
    private final int width;
    private final long size;

    private TokenFile(Path path, RandomAccessFile file, int width, long size) {
        this.path = path;
        this.file = file;
        this.width = width;
        this.size = size;
    }

    /** The tokens of a split of a choice's text; written if they are not there yet. */
    static TokenText of(TextChoice choice, Split split, ByteText text, Tokenizer tokenizer, Path folder) {
        Path path = folder.resolve(name(choice, split, tokenizer) + ".tokens");
        try {
            if (!Files.exists(path)) {
                SafeFile.makeFolder(folder);
                write(path, text, tokenizer, choice.separated());
            }
            return read(path, text.size());
        } catch (IOException | UncheckedIOException e) {
            throw new DataException("The tokens of " + choice.source().title() + " could not be kept in " + path + " ("
                    + e.getMessage() + "); free some space, or name another folder in XDG_CACHE_HOME.");
        }
    }

    /** The folder of such files, by the conventions of the desktop (XDG). */
    static Path folder() {
        String given = Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse("");
        Path base = given.startsWith("/") ? Path.of(given) : Path.of(System.getProperty("user.home", "."), ".cache");
        return base.resolve("braid").resolve("tokens");
    }

    private static String name(TextChoice choice, Split split, Tokenizer tokenizer) {
        long written = choice.source() instanceof UserText text ? text.lastWritten() : 0;
        String all = String.join(
                " ",
                choice.source().title(),
                choice.source().fingerprint(),
                Long.toString(written),
                tokenizer.identity(),
                Boolean.toString(choice.separated()),
                split.name());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void write(Path path, ByteText text, Tokenizer tokenizer, boolean separated) throws IOException {
        long[] documents = separated ? DocumentStarts.of(text) : new long[0];
        int width = tokenizer.vocabulary() <= NARROW ? Short.BYTES : Integer.BYTES;
        Path temporary = path.resolveSibling(
                path.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        long[] written = {0, 0}; // tokens, documents
        long[] starts = new long[documents.length];
        try {
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16))) {
                out.write(new byte[HEAD]);
                Encoding.encode(text, tokenizer, documents, (tokens, begins) -> {
                    if (begins) {
                        starts[(int) written[1]++] = written[0];
                    }
                    written[0] += tokens.length;
                    put(out, tokens, width);
                });
                for (long start : starts) {
                    out.writeLong(start);
                }
            }
            try (RandomAccessFile head = new RandomAccessFile(temporary.toFile(), "rw")) {
                head.writeLong(MAGIC);
                head.writeLong(width);
                head.writeLong(written[0]);
                head.writeLong(starts.length);
                head.getFD().sync();
            }
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void put(DataOutputStream out, int[] tokens, int width) {
        try {
            for (int token : tokens) {
                if (width == Short.BYTES) {
                    out.writeShort(token);
                } else {
                    out.writeInt(token);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static TokenText read(Path path, long bytes) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        long magic = file.readLong();
        int width = (int) file.readLong();
        long size = file.readLong();
        long[] documents = new long[(int) file.readLong()];
        if (magic != MAGIC || file.length() != HEAD + size * width + (long) Long.BYTES * documents.length) {
            file.close();
            throw new IOException("the file there is damaged; remove it");
        }
        byte[] starts = new byte[Long.BYTES * documents.length];
        file.seek(HEAD + size * width);
        file.readFully(starts);
        ByteBuffer.wrap(starts).asLongBuffer().get(documents);
        return new TokenText(new TokenFile(path, file, width, size), documents, bytes);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long from, int[] into, int at, int count) {
        byte[] bytes = new byte[count * width];
        synchronized (this) {
            try {
                file.seek(HEAD + from * width);
                file.readFully(bytes);
            } catch (IOException e) {
                throw new DataException(path + ", which holds the tokens of the text, can no longer be read ("
                        + e.getMessage() + "); remove it and start again.");
            }
        }
        for (int i = 0; i < count; i++) {
            int value = 0;
            for (int b = i * width; b < (i + 1) * width; b++) {
                value = value << 8 | bytes[b] & 0xff;
            }
            into[at + i] = value;
        }
    }
}
