package dev.braid.engine.task.question;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the questions of a file one after the other, so that a file of any size needs the memory of one entry. JSON lines
 * and JSON arrays are taken, also when packed with gzip. An entry that cannot be read is left out and noted; the others are
 * kept. The first entry decides on the format of the whole file, unless it was named.
 */
public final class QuestionFile implements AutoCloseable {
    /** So many problems are told in full, of the others only the number. */
    private static final int PROBLEMS_TOLD = 5;
    /** A file of which so many entries in a row cannot be read is no file of questions. */
    private static final int HOPELESS = 100;

    private static final int MAGIC_OF_GZIP = 0x1f8b;

    private final Path file;
    private final Entries entries;
    private @Nullable QuestionFormat format;
    private final boolean named;
    private final List<String> problems = new ArrayList<>();
    private long read;
    private long leftOut;
    private int failuresInARow;

    private QuestionFile(Path file, Entries entries, @Nullable QuestionFormat format) {
        this.file = file;
        this.entries = entries;
        this.format = format;
        named = format != null;
    }

    /** Where entries come from: lines, or the elements of an array. */
    interface Entries extends AutoCloseable {
        /**
         * The next entry; empty at the end.
         *
         * @throws EntryException if this entry cannot be read
         */
        Optional<JsonNode> next() throws IOException, EntryException;

        /** Where the last entry stands, such as "line 7". */
        String place();

        @Override
        void close() throws IOException;
    }

    /** An entry that is no JSON object; whether others can be read after it. */
    static final class EntryException extends Exception {
        private static final long serialVersionUID = 1;

        final boolean last;

        EntryException(String why, boolean last) {
            super(why);
            this.last = last;
        }
    }

    /**
     * Opens a file.
     *
     * @param format what it must be in; null to recognise it
     * @throws QuestionFileException with a sentence, if there is no such file or it is empty
     */
    public static QuestionFile open(Path file, @Nullable QuestionFormat format) throws IOException {
        if (Files.isDirectory(file)) {
            throw new QuestionFileException(file + " is a folder, expected a file of questions in it.");
        }
        if (!Files.isReadable(file)) {
            throw new QuestionFileException(file + ": there is no such file, or it may not be read.");
        }
        InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            stream = unpacked(stream);
            skipByteOrderMark(stream);
            int first = firstCharacter(stream);
            if (first < 0) {
                throw new QuestionFileException(file + " is empty; expected one JSON object a line, or a JSON array.");
            }
            return new QuestionFile(file, first == '[' ? new ArrayEntries(stream) : new LineEntries(stream), format);
        } catch (IOException e) {
            stream.close();
            throw e instanceof QuestionFileException
                    ? e
                    : new QuestionFileException(file + ": it cannot be read (" + e.getMessage() + ").");
        }
    }

    private static InputStream unpacked(InputStream stream) throws IOException {
        stream.mark(2);
        int magic = stream.read() << 8 | stream.read();
        stream.reset();
        return magic == MAGIC_OF_GZIP ? new BufferedInputStream(new GZIPInputStream(stream, 1 << 16), 1 << 16) : stream;
    }

    private static void skipByteOrderMark(InputStream stream) throws IOException {
        stream.mark(3);
        if (stream.read() != 0xef || stream.read() != 0xbb || stream.read() != 0xbf) {
            stream.reset();
        }
    }

    /** The first character that is not blank, which stays unread; line breaks before it stay as well, to be counted. */
    private static int firstCharacter(InputStream stream) throws IOException {
        stream.mark(1 << 16);
        int character = stream.read();
        while (character == ' ' || character == '\n' || character == '\r' || character == '\t') {
            character = stream.read();
        }
        stream.reset();
        return character;
    }

    /**
     * The next question; empty at the end of the file, or where nothing after a broken place can be read.
     *
     * @throws QuestionFileException if this is no file of questions at all
     */
    public Optional<Question> next() throws IOException {
        while (true) {
            try {
                Optional<JsonNode> entry = entries.next();
                if (entry.isEmpty()) {
                    return ended();
                }
                Question question = question(entry.get());
                read++;
                failuresInARow = 0;
                return Optional.of(question);
            } catch (EntryException e) {
                leaveOut(String.valueOf(e.getMessage()));
                if (e.last) {
                    return ended();
                }
            } catch (FieldException | IllegalArgumentException e) {
                leaveOut(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                if (e instanceof QuestionFileException) {
                    throw e;
                }
                leaveOut("the rest cannot be read (" + e.getMessage() + ")");
                return ended();
            }
        }
    }

    private Optional<Question> ended() throws QuestionFileException {
        if (read == 0) {
            throw hopeless();
        }
        return Optional.empty();
    }

    private Question question(JsonNode entry) throws EntryException {
        if (!entry.isObject()) {
            throw new EntryException("expected a JSON object", false);
        }
        QuestionFormat expected = format;
        if (expected == null) {
            expected = QuestionFormat.recognise(entry)
                    .orElseThrow(() -> new EntryException(
                            "its fields (" + String.join(", ", entry.propertyNames()) + ") belong to no known format",
                            false));
        } else if (!named) {
            QuestionFormat other = QuestionFormat.recognise(entry).orElse(expected);
            if (other != expected && !entry.propertyNames().containsAll(plainFields(expected))) {
                throw new EntryException(
                        "this is " + other.id() + ", but the file began as " + expected.id()
                                + "; split the file, or name its format",
                        false);
            }
        }
        Question question = expected.read(entry);
        format = expected;
        return question;
    }

    private static List<String> plainFields(QuestionFormat format) {
        return format.fields().stream()
                .map(field -> field.indexOf('.') < 0 ? field : field.substring(0, field.indexOf('.')))
                .toList();
    }

    private void leaveOut(String why) throws QuestionFileException {
        leftOut++;
        if (problems.size() < PROBLEMS_TOLD) {
            problems.add(file + ", " + entries.place() + ", " + why + ".");
        }
        if (++failuresInARow >= HOPELESS && read == 0) {
            throw hopeless();
        }
    }

    private QuestionFileException hopeless() {
        String first = problems.isEmpty() ? "it holds no entry." : problems.getFirst();
        return new QuestionFileException("No question could be read from " + file + ". " + first
                + " The known formats are " + QuestionFormat.names() + ".");
    }

    /** The format, once it is known. */
    public Optional<QuestionFormat> format() {
        return Optional.ofNullable(format);
    }

    /** Questions read so far. */
    public long read() {
        return read;
    }

    /** Entries left out so far. */
    public long leftOut() {
        return leftOut;
    }

    /** What was wrong with the first of those that were left out, a sentence each with file, line and field. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
