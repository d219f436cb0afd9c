package dev.braid.engine.graph;

import dev.braid.engine.export.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Designs as files: one readable, versioned JSON object with one block and one wire a line. Reading keeps whatever it
 * does not know; writing loses nothing and replaces a file in one step. What a design must obey beyond its form is the
 * checker's business: repeated ids, unknown types and wires to nowhere are read as they stand.
 *
 * <p>The form is described by {@code sample-configs/schemas/design.schema.json}.
 */
public final class DesignFile {
    /** What the field {@code format} says. */
    public static final String FORMAT = "braid-design";

    /** The newest version of the form, and so far the only one. */
    public static final int VERSION = 1;

    /** The longest file that is read, in bytes: thousands of blocks, and far below what would fill the memory. */
    public static final int LARGEST_FILE = 4 << 20;

    /** How deep lists and objects may be nested; what is known needs five levels, the rest is for unknown fields. */
    public static final int DEEPEST_NESTING = 100;

    private DesignFile() {}

    /**
     * Reads a design.
     *
     * @throws DesignFormatException if the file cannot be read or is no design of this version
     */
    public static Architecture read(Path file) throws DesignFormatException {
        return read(text(file), file.toString());
    }

    /**
     * Reads a design from JSON text.
     *
     * @param sourceName what messages call the text: a file's name, "the clipboard"
     * @throws DesignFormatException if the text is no design of this version
     */
    public static Architecture read(String json, String sourceName) throws DesignFormatException {
        return DesignReader.read(json, sourceName);
    }

    /** The design as the text of a file; reading it gives an equal design. */
    public static String toJson(Architecture design) {
        return DesignWriter.write(design);
    }

    /**
     * Saves a design: first under a temporary name in the same folder, then renamed, so that the old file is intact
     * until the new one is complete.
     *
     * @throws IOException with one sentence for people; the old file is then untouched
     */
    public static void write(Path file, Architecture design) throws IOException {
        SafeFile.write(file, toJson(design).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Path file) throws DesignFormatException {
        String source = file.toString();
        if (Files.isDirectory(file)) {
            throw new DesignFormatException(source, "this is a folder, expected a design file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST_FILE + 1);
        } catch (NoSuchFileException e) {
            throw new DesignFormatException(source, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new DesignFormatException(source, "reading it is not permitted");
        } catch (IOException e) {
            throw new DesignFormatException(source, "it cannot be read (" + e.getMessage() + ")");
        }
        if (bytes.length > LARGEST_FILE) {
            throw new DesignFormatException(
                    source,
                    "the file is larger than " + (LARGEST_FILE >> 20)
                            + " MiB, the limit for a design; is it another kind of file?");
        }
        return decode(bytes, source);
    }

    /** Strict UTF-8, with or without a byte order mark. */
    private static String decode(byte[] bytes, String source) throws DesignFormatException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        String text = out.flip().toString();
        if (result.isError()) {
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = text.length() - text.lastIndexOf('\n');
            throw new DesignFormatException(
                    source, line, column, "", "this is not UTF-8 text; save the file with the encoding UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
