package dev.braid.engine.task.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.task.text.TokenText.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenTextTest {
    private static TokenText text(int tokens, long... documents) {
        return new TokenText(Tokens.of(IntStream.range(0, tokens).toArray()), documents, tokens);
    }

    @Test
    void packed_windows_cover_the_text_once() {
        TokenText text = text(1001);
        assertThat(text.windows(10)).isEqualTo(100);
        boolean[] seen = new boolean[1001];
        for (int number = 0; number < 100; number++) {
            Window window = text.window(3, number, 10);
            assertThat(window.labels()).isEqualTo(10);
            for (int t = 0; t < 10; t++) {
                seen[(int) window.from() + t] = true;
            }
        }
        int missed = 0;
        for (boolean each : seen) {
            missed += each ? 0 : 1;
        }
        assertThat(missed)
                .as("less than a window at the beginning, and the last token")
                .isLessThan(11);
    }

    @Test
    void a_text_shorter_than_a_window_is_one_window() {
        assertThat(text(5).window(1, 7, 10)).isEqualTo(new Window(0, 5, 4));
    }

    @Test
    void windows_of_separated_documents_end_where_these_end() {
        // documents of 25, 1, 10 and 14 tokens; the one of 1 token has nothing to predict
        TokenText text = text(50, 0, 25, 26, 36);
        assertThat(text.windows(10)).isEqualTo(3 + 0 + 1 + 2);
        List<Window> windows = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            windows.add(text.window(3, number, 10));
        }
        assertThat(windows)
                .containsExactlyInAnyOrder(
                        new Window(0, 10, 10),
                        new Window(10, 10, 10),
                        new Window(20, 5, 4),
                        new Window(26, 10, 9),
                        new Window(36, 10, 10),
                        new Window(46, 4, 3));
    }
}
