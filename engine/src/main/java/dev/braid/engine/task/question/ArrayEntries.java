package dev.braid.engine.task.question;

import dev.braid.engine.task.question.QuestionFile.EntryException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The elements of a JSON array, one after the other; what follows a broken one cannot be found again. */
final class ArrayEntries implements QuestionFile.Entries {
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonParser parser;
    private long number;
    private int line = 1;

    ArrayEntries(InputStream stream) {
        parser = JSON.createParser(stream);
        parser.nextToken(); // the opening bracket
    }

    @Override
    public Optional<JsonNode> next() throws IOException, EntryException {
        try {
            number++;
            JsonToken token = parser.nextToken();
            line = parser.currentTokenLocation().getLineNr();
            if (token == null) {
                throw new EntryException("the array does not end; was the file cut off?", true);
            }
            return token == JsonToken.END_ARRAY ? Optional.empty() : Optional.of(parser.readValueAsTree());
        } catch (JacksonException e) {
            line = e.getLocation() == null ? line : Math.max(1, e.getLocation().getLineNr());
            throw new EntryException(LineEntries.broken(e) + "; what follows is not read", true);
        }
    }

    @Override
    public String place() {
        return "entry " + number + " (line " + line + ")";
    }

    @Override
    public void close() {
        parser.close();
    }
}
