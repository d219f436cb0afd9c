package dev.braid.engine.task.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.task.question.Question.Choice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuestionFileTest {
    private static final String FIRST = "{\"context\": \"a\", \"choices\": [\"x\", \"y\"], \"answer\": 0}";
    private static final String SECOND = "{\"context\": \"b\", \"choices\": [\"x\", \"y\"], \"answer\": 1}";

    @TempDir
    Path folder;

    private record Read(List<Question> questions, long leftOut, List<String> problems) {}

    private Read read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8), null);
    }

    private Read read(byte[] content, @Nullable QuestionFormat format) throws IOException {
        Path file = folder.resolve("set.jsonl");
        Files.write(file, content);
        try (QuestionFile questions = QuestionFile.open(file, format)) {
            List<Question> read = new ArrayList<>();
            for (Optional<Question> next = questions.next(); next.isPresent(); next = questions.next()) {
                read.add(next.get());
            }
            assertThat(questions.read()).isEqualTo(read.size());
            return new Read(read, questions.leftOut(), questions.problems());
        }
    }

    @Test
    void lines_arrays_and_packed_files_give_the_same_questions() throws IOException {
        List<Question> lines = read("\ufeff" + FIRST + "\r\n\n" + SECOND).questions();
        assertThat(lines)
                .hasSize(2)
                .extracting(question -> ((Choice) question).answer())
                .containsExactly(0, 1);
        assertThat(read(" \n[" + FIRST + ",\n " + SECOND + "]\n").questions()).isEqualTo(lines);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream stream = new GZIPOutputStream(packed)) {
            stream.write((FIRST + "\n" + SECOND).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(read(packed.toByteArray(), null).questions()).isEqualTo(lines);
    }

    @Test
    void a_broken_line_is_named_and_the_others_are_kept() throws IOException {
        Read read = read(FIRST + "\n{\"context\": \n" + FIRST.replace("0", "7") + "\n[1]\n" + SECOND + "\n");
        assertThat(read.questions()).hasSize(2);
        assertThat(read.leftOut()).isEqualTo(3);
        assertThat(read.problems())
                .satisfiesExactly(
                        broken -> assertThat(broken).contains("set.jsonl, line 2, it is no JSON"),
                        wrong -> assertThat(wrong)
                                .endsWith("line 3, field 'answer': expected a whole number from 0 to 1, got 7."),
                        array -> assertThat(array).endsWith("line 4, expected a JSON object."));
    }

    @Test
    void what_stands_before_a_broken_place_of_an_array_is_kept() throws IOException {
        Read cut = read("[" + FIRST + ",\n" + SECOND);
        assertThat(cut.questions()).hasSize(2);
        assertThat(cut.problems()).singleElement().asString().contains("entry 3 (line 2)");
        Read broken = read("[" + FIRST + ",\n{]\n" + SECOND);
        assertThat(broken.questions()).hasSize(1);
        assertThat(broken.problems())
                .singleElement()
                .asString()
                .contains("entry 2 (line 2)", "what follows is not read");
    }

    @Test
    void a_file_keeps_to_the_format_in_which_it_began() throws IOException {
        Read read = read(FIRST + "\n{\"goal\": \"g\", \"sol1\": \"a\", \"sol2\": \"b\", \"label\": 0}\n" + SECOND);
        assertThat(read.questions()).hasSize(2);
        assertThat(read.problems())
                .singleElement()
                .asString()
                .contains("line 2, this is piqa, but the file began as choices");
    }

    @Test
    void a_named_format_is_not_guessed() throws IOException {
        byte[] text = "{\"text\": \"one two three\", \"label\": 4, \"source\": \"x\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(read(text, QuestionFormat.LAMBADA).questions()).hasSize(1);
        assertThatThrownBy(() -> read(text, null))
                .isInstanceOf(QuestionFileException.class)
                .hasMessageContainingAll("No question could be read", "text, label, source", "hellaswag", "lambada");
    }

    @Test
    void files_without_questions_are_refused_in_a_sentence() throws IOException {
        assertThatThrownBy(() -> read(""))
                .hasMessageEndingWith("set.jsonl is empty; expected one JSON object a line, or a JSON array.");
        assertThatThrownBy(() -> read(" \n \n")).hasMessageContaining("is empty");
        assertThatThrownBy(() -> read("[]")).hasMessageContaining("it holds no entry");
        assertThatThrownBy(() -> read("some words\n".repeat(1000)))
                .hasMessageContainingAll("No question could be read", "line 1, it is no JSON");
        assertThatThrownBy(() -> QuestionFile.open(folder, null)).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> QuestionFile.open(folder.resolve("none"), null))
                .hasMessageContaining("no such file");
    }

    @Test
    void text_that_is_not_utf_8_is_told_by_line() throws IOException {
        byte[] latin = (FIRST + "\n" + SECOND.replace("b", "é") + "\n").getBytes(StandardCharsets.ISO_8859_1);
        Read read = read(latin, null);
        assertThat(read.questions()).hasSize(1);
        assertThat(read.problems())
                .singleElement()
                .asString()
                .endsWith("line 2, it is not UTF-8 text; save the file as UTF-8.");
    }

    @Test
    void a_long_file_is_read_no_further_than_asked() throws IOException {
        Path file = folder.resolve("long.jsonl");
        Files.writeString(file, (FIRST + "\n").repeat(200_000));
        try (QuestionFile questions = QuestionFile.open(file, null)) {
            for (int i = 0; i < 10; i++) {
                assertThat(questions.next()).isPresent();
            }
            assertThat(questions.read()).isEqualTo(10);
        }
    }
}
