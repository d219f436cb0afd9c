package dev.braid.engine.task.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserTextTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static BoundTask task(Path text, String... more) {
        Map<String, ParamValue> parameters = new HashMap<>();
        parameters.put("text", new ParamValue.Text(text.toString()));
        for (int i = 0; i < more.length; i += 2) {
            parameters.put(more[i], new ParamValue.Text(more[i + 1]));
        }
        return new LanguageModelling().bind(parameters);
    }

    private static String split(UserText text, Split split) {
        ByteText part = text.split(split);
        return new String(PreparedText.bytes(part, 0, (int) part.size()), UTF_8);
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("This is the line number ").append(i).append(".\n");
        }
        return lines.toString();
    }

    @Test
    void a_file_is_split_at_the_ends_of_lines() throws IOException {
        UserText text = UserText.of(file("a.txt", lines(0, 1000)));
        String train = split(text, Split.TRAIN);
        String validation = split(text, Split.VALIDATION);
        String test = split(text, Split.TEST);
        assertThat(train + validation + test).isEqualTo(lines(0, 1000));
        assertThat(train.length()).isBetween((int) text.size() * 9 / 10 - 1, (int) text.size() * 9 / 10 + 60);
        assertThat(validation).startsWith("This is").endsWith(".\n");
        assertThat(test).startsWith("This is");
    }

    @Test
    void a_folder_is_read_in_the_order_of_names_with_two_empty_lines_between() throws IOException {
        file("b/two.md", "2".repeat(500));
        file("a.txt", "1".repeat(500));
        file("picture.png", "no text");
        file(".hidden.txt", "hidden");
        UserText text = UserText.of(folder);
        assertThat(new String(PreparedText.bytes(text, 498, 7), UTF_8)).isEqualTo("11\n\n\n22");
        assertThat(text.size()).isEqualTo(1003);
        for (int from = 495; from < 505; from++) {
            assertThat(PreparedText.bytes(text, from, 3))
                    .isEqualTo(Arrays.copyOfRange(
                            ("1".repeat(500) + "\n\n\n" + "2".repeat(500)).getBytes(UTF_8), from, from + 3));
        }
    }

    @Test
    void batches_come_from_the_file() throws IOException {
        BoundTask task = task(file("a.txt", lines(0, 500)));
        assertThat(task.problems(64)).isEmpty();
        assertThat(task.prepare()).isEmpty();
        Batch batch = task.batch(Split.TRAIN, 1, 0, 3, 64);
        StringBuilder window = new StringBuilder();
        for (int t = 0; t < 64; t++) {
            window.append((char) batch.tokens()[64 + t]);
        }
        assertThat(lines(0, 500)).contains(window);
    }

    @Test
    void problems_are_sentences() throws IOException {
        assertThat(task(folder.resolve("none.txt")).problems(8))
                .singleElement()
                .asString()
                .startsWith("There is no file or folder " + folder.resolve("none.txt"));
        assertThat(task(file("empty.txt", "")).problems(8))
                .singleElement()
                .asString()
                .contains("is empty");
        Files.createDirectories(folder.resolve("sub"));
        assertThat(task(folder.resolve("sub")).problems(8))
                .singleElement()
                .asString()
                .contains("holds no text");
        assertThat(task(file("short.txt", lines(0, 40))).problems(64))
                .singleElement()
                .asString()
                .contains("its shortest split has");
        assertThat(task(file("one.txt", "ab")).problems(1))
                .singleElement()
                .asString()
                .contains("too short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c0 af", "ed a0 80", "f4 90 80 80", "e2 82", "80", "f0 80 80 80"})
    void what_is_not_utf8_is_named_with_its_place(String hexadecimal) throws IOException {
        byte[] good = "Größe – 😀 ".repeat(3000).getBytes(UTF_8);
        String[] wrong = hexadecimal.split(" ");
        byte[] bytes = Arrays.copyOf(good, good.length + wrong.length);
        for (int i = 0; i < wrong.length; i++) {
            bytes[good.length + i] = (byte) Integer.parseInt(wrong[i], 16);
        }
        Path file = folder.resolve("bad.txt");
        Files.write(file, bytes);
        assertThat(task(file).prepare())
                .hasValue(file + " is not UTF-8: at byte " + good.length
                        + " there is no character; convert it, or choose another text.");
        assertThat(new Utf8().check(good, 0, good.length)).isEqualTo(-1);
    }

    @Test
    void utf8_is_checked_across_pieces() {
        byte[] text = "aé€😀".getBytes(UTF_8);
        for (int cut = 0; cut <= text.length; cut++) {
            Utf8 utf8 = new Utf8();
            assertThat(utf8.check(text, 0, cut)).isEqualTo(-1);
            assertThat(utf8.check(text, cut, text.length)).isEqualTo(-1);
            assertThat(utf8.cutOff()).isEqualTo(-1);
        }
    }

    @Test
    void separated_documents_have_windows_of_their_own() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            text.append(String.valueOf((char) ('a' + i % 26)).repeat(3 + i % 40))
                    .append("\n\n\n");
        }
        BoundTask task = task(file("documents.txt", text.toString()), "documents", "separated");
        assertThat(task.prepare()).isEmpty();
        int labels = 0;
        for (int index = 0; index < 50; index++) {
            Batch batch = task.batch(Split.TRAIN, 1, index, 4, 16);
            labels += batch.labelCount();
            for (int row = 0; row < 4; row++) {
                int letter = 0;
                for (int t = 0; t < 16; t++) {
                    int label = batch.labels()[row * 16 + t];
                    if (label >= 'a') {
                        assertThat(letter == 0 || label == letter).isTrue();
                        letter = label;
                    }
                }
            }
        }
        assertThat(labels).isBetween(1, 50 * 4 * 16 - 100);
    }

    @Test
    void the_fingerprint_follows_the_content_and_not_the_place() throws IOException {
        Path one = file("one.txt", lines(0, 5000));
        Path two = file("two.txt", lines(0, 5000));
        Path other = file("three.txt", lines(0, 4999) + "This is the line number 5000.\n");
        assertThat(task(one).fingerprint()).isEqualTo(task(two).fingerprint());
        assertThat(task(one).fingerprint()).isNotEqualTo(task(other).fingerprint());
    }

    @Test
    void a_text_that_becomes_shorter_is_explained() throws IOException {
        Path file = folder.resolve("large.txt");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength((64L << 20) + 10); // zeros are UTF-8, too
        }
        BoundTask task = task(file);
        assertThat(task.prepare()).isEmpty();
        assertThat(task.batch(Split.TEST, 1, 0, 2, 64).tokens()).containsOnly(0);
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(10);
        }
        assertThatThrownBy(() -> task.batch(Split.TEST, 1, 1, 2, 64))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("has become shorter");
    }
}
