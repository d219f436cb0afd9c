package dev.braid.engine.task.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.BytePairTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    private static final byte[] NOVEL = Corpus.MOBY_DICK.text(Split.TEST);
    private static final ByteText TEXT = ByteText.of(NOVEL);

    @TempDir
    Path folder;

    private static TextChoice choice(boolean separated) {
        return new TextChoice(Corpus.MOBY_DICK, new TextChoice.Tokenization.Trained(300), separated);
    }

    private static BytePairTokenizer tokenizer() {
        return new BytePairTrainer().add(NOVEL, 0, NOVEL.length).train(300);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tokens_in_a_file_are_those_in_memory(boolean separated) {
        TokenText memory = Encoding.inMemory(TEXT, tokenizer(), separated);
        TokenText file = TokenFile.of(choice(separated), Split.TEST, TEXT, tokenizer(), folder);
        int size = (int) memory.tokens().size();
        assertThat(file.tokens().size()).isEqualTo(size);
        int[] here = new int[size];
        int[] there = new int[size];
        memory.tokens().read(0, here, 0, size);
        file.tokens().read(0, there, 0, size);
        assertThat(there).isEqualTo(here);
        assertThat(new String(tokenizer().decode(there), UTF_8)).isEqualTo(new String(NOVEL, UTF_8));
        assertThat(file.windows(100)).isEqualTo(memory.windows(100));
        for (int number = 0; number < 20; number++) {
            assertThat(file.window(3, number, 100)).isEqualTo(memory.window(3, number, 100));
        }
    }

    @Test
    void a_file_is_written_once() throws IOException {
        TokenFile.of(choice(false), Split.TEST, TEXT, tokenizer(), folder);
        assertThat(files()).hasSize(1);
        Path file = files().getFirst();
        var written = Files.getLastModifiedTime(file);
        TokenFile.of(choice(false), Split.TEST, TEXT, tokenizer(), folder);
        assertThat(files()).containsExactly(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    }

    @Test
    void a_damaged_file_is_named() throws IOException {
        TokenFile.of(choice(false), Split.TEST, TEXT, tokenizer(), folder);
        Path file = files().getFirst();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 1000));
        assertThatThrownBy(() -> TokenFile.of(choice(false), Split.TEST, TEXT, tokenizer(), folder))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("damaged");
    }
}
