package dev.braid.engine.task.text;

import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes the files of the corpora apart. */
final class Documents {
    private static final Pattern SPEECH = Pattern.compile("<doc year=\"(\\d+)\"[^>]*>\n(.*?)\n?</doc>", Pattern.DOTALL);
    private static final Pattern CHAPTER = Pattern.compile("\n\n(?=CHAPTER \\d+\\.|Epilogue)");
    private static final int LAST_YEAR_OF_TRAINING = 1980;
    private static final int LAST_YEAR_OF_VALIDATION = 2000;
    private static final int TENTHS = 10;
    private static final int SLICE = 3_000_000;
    private static final int LATER = 60_000;

    private Documents() {}

    static List<Document> speeches(String content) {
        List<Document> documents = new ArrayList<>();
        Matcher speech = SPEECH.matcher(content);
        while (speech.find()) {
            int year = Integer.parseInt(speech.group(1));
            Split split = year <= LAST_YEAR_OF_TRAINING
                    ? Split.TRAIN
                    : year <= LAST_YEAR_OF_VALIDATION ? Split.VALIDATION : Split.TEST;
            documents.add(new Document(split, speech.group(2).strip()));
        }
        return documents;
    }

    /** The beginning of the speeches, whatever the year. */
    static List<Document> slice(String content) {
        StringBuilder text = new StringBuilder();
        for (Document speech : speeches(content)) {
            text.append(speech.text()).append(TextSource.SEPARATOR);
        }
        return List.of(
                new Document(Split.TRAIN, text.substring(0, SLICE)),
                new Document(Split.TEST, text.substring(SLICE, SLICE + LATER)),
                new Document(Split.VALIDATION, text.substring(SLICE + LATER, SLICE + 2 * LATER)));
    }

    static List<Document> chapters(String content) {
        String[] chapters = CHAPTER.split(content);
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < chapters.length; i++) {
            int left = chapters.length - 1 - i;
            Split split = left < chapters.length / TENTHS
                    ? Split.TEST
                    : left < 2 * (chapters.length / TENTHS) ? Split.VALIDATION : Split.TRAIN;
            documents.add(new Document(split, chapters[i].strip()));
        }
        return documents;
    }

    /** A country as its name and lines "key: value". */
    static List<Document> countries(String content) {
        JsonMapper json = new JsonMapper();
        List<Document> documents = new ArrayList<>();
        for (String line : content.lines().filter(line -> !line.isBlank()).toList()) {
            JsonNode country = json.readTree(line);
            StringBuilder text = new StringBuilder(country.get("name").asString());
            for (JsonNode field : country.get("fields").values()) {
                text.append('\n')
                        .append(field.get(0).asString())
                        .append(": ")
                        .append(field.get(1).asString());
            }
            int digit = documents.size() % TENTHS;
            Split split = digit == TENTHS - 1 ? Split.TEST : digit == TENTHS - 2 ? Split.VALIDATION : Split.TRAIN;
            documents.add(new Document(split, text.toString()));
        }
        return documents;
    }
}
