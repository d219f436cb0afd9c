package dev.braid.engine.paraphrase.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.paraphrase.Piece;
import dev.braid.engine.paraphrase.training.Windows.Again;
import dev.braid.engine.task.RandomStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
    /** A hundred pieces of ten bytes, "<00original" to "<99", whose paraphrases are as long. */
    private static PreparedText text() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pieces.add(new Piece(String.format("<%02doriga> ", i), String.format("[%02dpara.] ", i)));
        }
        return new PreparedText(pieces);
    }

    private static String window(Windows windows, long seed, boolean odd) {
        byte[] window = new byte[400];
        windows.fill(window, RandomStream.named(seed), odd);
        return new String(window, StandardCharsets.UTF_8);
    }

    /** The numbers of the pieces in order, those of paraphrases negative. */
    private static List<Integer> pieces(String window) {
        List<Integer> found = new ArrayList<>();
        Matcher matcher = Pattern.compile("<(\\d\\d)orig|\\[(\\d\\d)para").matcher(window);
        while (matcher.find()) {
            found.add(
                    matcher.group(1) != null
                            ? Integer.parseInt(matcher.group(1))
                            : -Integer.parseInt(matcher.group(2)));
        }
        return found;
    }

    @Test
    void a_chunk_is_followed_by_its_paraphrase() {
        List<Integer> pieces = pieces(window(new Windows(text(), Again.PARAPHRASE, 20, 0, 1, true, false), 5, false));
        int first = pieces.indexOf(
                pieces.stream().filter(piece -> piece > 0).findFirst().orElseThrow());
        int start = pieces.get(first + (pieces.get(first + 1) > 0 ? 0 : 3));
        assertThat(pieces).containsSubsequence(start, start + 1, -start, -start - 1, start + 2, start + 3, -start - 2);
    }

    @Test
    void at_a_distance_further_text_comes_between() {
        List<Integer> pieces = pieces(window(new Windows(text(), Again.PARAPHRASE, 10, 20, 1, true, false), 7, false));
        for (int i = 3; i < pieces.size(); i++) {
            if (pieces.get(i) < 0) {
                assertThat(pieces.get(i - 3)).isEqualTo(-pieces.get(i));
            }
        }
        assertThat(pieces).anyMatch(piece -> piece < 0);
    }

    @Test
    void the_control_repeats_and_plain_text_goes_on() {
        assertThat(pieces(window(new Windows(text(), Again.REPEAT, 10, 0, 1, true, false), 7, false)))
                .allMatch(piece -> piece >= 0)
                .hasSizeGreaterThan(30)
                .satisfies(
                        pieces -> assertThat(pieces.stream().distinct().count()).isLessThan(25));
        assertThat(pieces(window(new Windows(text(), Again.PLAIN, 10, 0, 1, true, false), 7, false)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_share_says_how_many_windows_have_paraphrases() {
        Windows windows = new Windows(text(), Again.PARAPHRASE, 20, 0, 0.25, true, false);
        long marked = LongStream.range(0, 400)
                .filter(seed -> window(windows, seed, false).contains("para"))
                .count();
        assertThat(marked).isBetween(70L, 130L);
    }

    @Test
    void in_two_windows_one_has_the_chunks_and_the_other_the_paraphrases() {
        Windows windows = new Windows(text(), Again.PARAPHRASE, 20, 0, 1, false, false);
        List<Integer> even = pieces(window(windows, 3, false));
        List<Integer> odd = pieces(window(windows, 3, true));
        assertThat(even).allMatch(piece -> piece >= 0);
        assertThat(odd).isEqualTo(even.stream().map(piece -> -piece).toList());
    }
}
