package dev.braid.engine.task.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteTokenizerTest {
    private final Tokenizer bytes = ByteTokenizer.INSTANCE;

    @Test
    void every_byte_is_a_token_and_comes_back() {
        String text = "Königin – 國王 \uD83D\uDE00\n";
        assertThat(bytes.encode("aé")).containsExactly('a', 0xc3, 0xa9);
        assertThat(bytes.text(bytes.encode(text))).isEqualTo(text);
        for (int token = 0; token < bytes.vocabulary(); token++) {
            assertThat(bytes.decode(token)).containsExactly((byte) token);
        }
    }

    @Test
    void a_part_of_a_text_is_encoded_alone() {
        assertThat(bytes.encode(new byte[] {1, 2, 3, 4}, 1, 3)).containsExactly(2, 3);
    }

    @Test
    void symbols_can_be_seen() {
        assertThat(bytes.symbol('a')).isEqualTo("a");
        assertThat(bytes.symbol(' ')).isEqualTo("␣");
        assertThat(bytes.symbol('\n')).isEqualTo("⏎");
        assertThat(bytes.symbol(0)).isEqualTo("00");
        assertThat(bytes.symbol(0xc3)).isEqualTo("c3");
    }
}
