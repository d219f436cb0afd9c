package dev.braid.engine.paraphrase.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnPairsTest {
    @TempDir
    Path folder;

    private OwnPairs pairs(String content) throws IOException {
        Path file = folder.resolve("pairs.jsonl");
        Files.writeString(file, content);
        return OwnPairs.read(file);
    }

    @Test
    void pairs_are_found_whatever_the_blanks() throws IOException {
        OwnPairs pairs = pairs("{\"text\": \"We  went.\", \"paraphrase\": \"We left. \"}\n\n");
        assertThat(pairs.paraphrase("We went.")).contains("We left.");
        assertThat(pairs.paraphrase("We stayed.")).isEmpty();
        assertThat(pairs.problems()).isEmpty();
    }

    @Test
    void broken_lines_are_named_and_the_others_kept() throws IOException {
        OwnPairs pairs = pairs("{\"text\": \"One.\", \"paraphrase\": \"1.\"}\nnonsense\n{\"text\": \"Two.\"}\n"
                + "{\"text\": 3, \"paraphrase\": \"3.\"}\n{\"text\": \"Four.\", \"paraphrase\": \"4.\"}\n");
        assertThat(pairs.size()).isEqualTo(2);
        assertThat(pairs.problems())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("pairs.jsonl, line 2: this is not JSON."),
                        second -> assertThat(second)
                                .endsWith(
                                        "line 3, field \"paraphrase\": expected a text that is not empty, and there is no such"
                                                + " field."),
                        third -> assertThat(third)
                                .endsWith("line 4, field \"text\": expected a text that is not empty."));
    }

    @Test
    void many_broken_lines_are_counted() throws IOException {
        assertThat(pairs("x\n".repeat(50)).problems()).hasSize(21).last().isEqualTo("And 30 further broken lines.");
    }

    @Test
    void empty_missing_and_foreign_files_are_told() throws IOException {
        assertThat(pairs("").problems()).singleElement().asString().contains("is empty");
        assertThat(OwnPairs.read(folder.resolve("none")).problems())
                .singleElement()
                .asString()
                .endsWith("does not exist.");
        Path latin = folder.resolve("latin.jsonl");
        Files.write(latin, "{\"text\": \"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(OwnPairs.read(latin).problems()).singleElement().asString().contains("this is not UTF-8 text");
    }
}
