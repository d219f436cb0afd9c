package dev.braid.engine.task.question;

import dev.braid.engine.task.question.QuestionFile.EntryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One JSON object a line; a line that is broken does not touch the others. */
final class LineEntries implements QuestionFile.Entries {
    /** Far longer than any passage; a file without line breaks must not fill the memory. */
    private static final int LONGEST_LINE = 1 << 26;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final InputStream stream;
    private byte[] line = new byte[1 << 12];
    private int length;
    private long number;

    LineEntries(InputStream stream) {
        this.stream = stream;
    }

    @Override
    public Optional<JsonNode> next() throws IOException, EntryException {
        while (readLine()) {
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(line, 0, length))
                        .toString()
                        .strip();
            } catch (CharacterCodingException e) {
                throw new EntryException("it is not UTF-8 text; save the file as UTF-8", false);
            }
            if (!text.isEmpty()) {
                try {
                    return Optional.of(JSON.readTree(text));
                } catch (JacksonException e) {
                    throw new EntryException(broken(e), false);
                }
            }
        }
        return Optional.empty();
    }

    /** What the parser says, without its words for programmers. */
    static String broken(JacksonException e) {
        String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        return "it is no JSON" + (column > 0 ? " at column " + column : "") + ": "
                + (why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
    }

    private boolean readLine() throws IOException, EntryException {
        length = 0;
        int read = stream.read();
        if (read < 0) {
            return false;
        }
        number++;
        while (read >= 0 && read != '\n') {
            if (length == LONGEST_LINE) {
                throw new EntryException(
                        "it is longer than " + (LONGEST_LINE >> 20) + " MiB; expected one JSON object a line", true);
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, 2 * length);
            }
            line[length++] = (byte) read;
            read = stream.read();
        }
        return true;
    }

    @Override
    public String place() {
        return "line " + number;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
