package dev.braid.engine.task.text;

import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/**
 * A text file of the user's, or a folder of them, read as one text in the order of their names with two empty lines between
 * files. The first nine tenths are for training, the next twentieth for validation, the last for the test; a cut moves on to the
 * next document if one begins soon, else to the next line. It stays where it is: parts are read when they are asked for.
 */
final class UserText implements TextSource, ByteText {
    private static final List<String> ENDINGS = List.of(".txt", ".text", ".md");
    private static final int SAMPLES = 64;
    private static final int SAMPLE = 4096;
    private static final int CHUNK = 1 << 20;
    private static final int OPEN_FILES = 64;
    private static final byte[] BETWEEN = SEPARATOR.getBytes(StandardCharsets.UTF_8);

    /** Asked for again and again by forms and plans: one for each path, as long as its files stay as they are. */
    private static final ConcurrentMap<Path, UserText> KNOWN = new ConcurrentHashMap<>();

    private final Path path;
    private final List<Path> files = new ArrayList<>();
    private final String problem;
    private long[] starts = {0};
    private long size;
    private long lastWritten;
    private volatile long[] cuts = {};
    private volatile String fingerprint = "";
    private final Map<Path, RandomAccessFile> open = new LinkedHashMap<>(16, 0.75f, true);

    private UserText(Path path) {
        this.path = path;
        problem = list();
    }

    /** The text of a file or folder; whatever is wrong with it is its {@link #problem}. */
    static UserText of(Path path) {
        UserText now = new UserText(path.toAbsolutePath().normalize());
        return KNOWN.merge(now.path, now, (known, fresh) -> known.isLike(fresh) ? known : fresh);
    }

    private boolean isLike(UserText other) {
        return files.equals(other.files)
                && Arrays.equals(starts, other.starts)
                && size == other.size
                && lastWritten == other.lastWritten
                && problem.equals(other.problem);
    }

    private String list() {
        try {
            if (Files.isDirectory(path)) {
                try (Stream<Path> inside = Files.walk(path)) {
                    inside.filter(UserText::isText).sorted().forEach(files::add);
                }
                if (files.isEmpty()) {
                    return "The folder " + path + " holds no text: no file in it, or in its folders, ends in "
                            + String.join(", ", ENDINGS) + ".";
                }
            } else if (Files.exists(path)) {
                files.add(path);
            } else {
                return "There is no file or folder " + path + "; give a text file in UTF-8, or a folder of such files.";
            }
            for (Path file : files) {
                if (!Files.isReadable(file)) {
                    return file + " may not be read; change its permissions or choose another text.";
                }
            }
            starts = new long[files.size()];
            for (int i = 0; i < starts.length; i++) {
                starts[i] = size + (i == 0 ? 0 : BETWEEN.length);
                size = starts[i] + Files.size(files.get(i));
                lastWritten = Math.max(
                        lastWritten, Files.getLastModifiedTime(files.get(i)).toMillis());
            }
            long bytes = size - (long) BETWEEN.length * (files.size() - 1);
            return bytes > 0 ? "" : path + " is empty; there is nothing to learn from.";
        } catch (IOException | UncheckedIOException e) {
            return path + " cannot be read (" + e.getMessage() + ").";
        }
    }

    private static boolean isText(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }

    @Override
    public String title() {
        return path.toString();
    }

    @Override
    public Optional<String> problem() {
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Names, sizes, and a digest of pieces from everywhere: a text of gigabytes is known again in milliseconds. */
    @Override
    public String fingerprint() {
        if (!problem.isEmpty()) {
            return "none";
        }
        if (fingerprint.isEmpty()) {
            fingerprint = digest();
        }
        return fingerprint;
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < starts.length; i++) {
                String name =
                        starts.length == 1 ? "" : path.relativize(files.get(i)).toString();
                digest.update((name + '\n' + starts[i] + '\n').getBytes(StandardCharsets.UTF_8));
            }
            digest.update((size + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] piece = new byte[(int) Math.min(SAMPLE, size)];
            long last = size - piece.length;
            int samples = size <= (long) SAMPLES * SAMPLE ? (int) ((size + SAMPLE - 1) / SAMPLE) : SAMPLES;
            for (int i = 0; i < samples; i++) {
                read(samples == 1 ? 0 : last * i / (samples - 1), piece, 0, piece.length);
                digest.update(piece);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** When one of its files was last written. */
    long lastWritten() {
        return lastWritten;
    }

    @Override
    public ByteText split(Split split) {
        long[] borders = cuts;
        if (borders.length == 0) {
            long validation = cut(size * 9 / 10);
            borders = new long[] {validation, Math.max(validation, cut(size * 19 / 20))};
            cuts = borders;
        }
        return switch (split) {
            case TRAIN -> part(0, borders[0]);
            case VALIDATION -> part(borders[0], borders[1]);
            case TEST -> part(borders[1], size);
        };
    }

    /** The next place from there on at which a split may begin. */
    private long cut(long wanted) {
        byte[] following = new byte[(int) Math.min(CHUNK, size - wanted)];
        read(wanted, following, 0, following.length);
        int soon = (int) Math.min(following.length, size / 100);
        int document = after(following, BETWEEN, soon);
        int line = after(following, new byte[] {'\n'}, following.length);
        return wanted + (document >= 0 ? document : line >= 0 ? line : continuation(following));
    }

    /** The end of the first place where some bytes stand, or −1. */
    private static int after(byte[] bytes, byte[] wanted, int to) {
        for (int at = 0; at + wanted.length <= to; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at + wanted.length;
            }
        }
        return -1;
    }

    /** How many bytes at the beginning belong to a character that has begun before. */
    private static int continuation(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && (bytes[at] & 0xc0) == 0x80) {
            at++;
        }
        return at;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long from, byte[] into, int at, int count) {
        long position = from;
        int done = 0;
        int file = Arrays.binarySearch(starts, position);
        file = file >= 0 ? file : -file - 2;
        while (done < count) {
            long end = file + 1 < starts.length ? starts[file + 1] - BETWEEN.length : size;
            int inFile = (int) Math.max(0, Math.min(count - done, end - position));
            if (inFile > 0) {
                readFile(files.get(file), position - starts[file], into, at + done, inFile);
                done += inFile;
                position += inFile;
            }
            while (done < count && file + 1 < starts.length && position < starts[file + 1]) {
                into[at + done++] = BETWEEN[(int) (position++ - end)];
            }
            file++;
        }
    }

    /** Positioned reads, one file at a time: pages of a mapped file would count as memory of the program. */
    private synchronized void readFile(Path file, long position, byte[] into, int at, int count) {
        try {
            RandomAccessFile content = open.get(file);
            if (content == null) {
                content = new RandomAccessFile(file.toFile(), "r");
                open.put(file, content);
                if (open.size() > OPEN_FILES) {
                    Iterator<RandomAccessFile> longestUnused = open.values().iterator();
                    longestUnused.next().close();
                    longestUnused.remove();
                }
            }
            content.seek(position);
            content.readFully(into, at, count);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DataException unreadable(Path file, IOException e) {
        return new DataException(file + " can no longer be read, or has become shorter ("
                + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                + "); leave a text as it is while it is trained on.");
    }

    @Override
    public Optional<String> defect() {
        byte[] chunk = new byte[CHUNK];
        for (Path file : files) {
            Utf8 utf8 = new Utf8();
            long bad = -1;
            try (InputStream in = Files.newInputStream(file)) {
                for (int count = in.read(chunk); count > 0 && bad < 0; count = in.read(chunk)) {
                    bad = utf8.check(chunk, 0, count);
                }
            } catch (IOException e) {
                return Optional.of(file + " cannot be read (" + e.getMessage() + ").");
            }
            bad = bad < 0 ? utf8.cutOff() : bad;
            if (bad >= 0) {
                return Optional.of(file + " is not UTF-8: at byte " + bad
                        + " there is no character; convert it, or choose another text.");
            }
        }
        return Optional.empty();
    }
}
