package dev.braid.engine.paraphrase.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.paraphrase.Piece;
import dev.braid.engine.paraphrase.training.Windows.Again;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.token.BytePairTrainer;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
        return windows.tokenizer().text(windows.window(400, RandomStream.named(seed), odd));
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
        List<Integer> pieces = pieces(
                window(new Windows(text(), ByteTokenizer.INSTANCE, Again.PARAPHRASE, 20, 0, 1, true, false), 5, false));
        int first = pieces.indexOf(
                pieces.stream().filter(piece -> piece > 0).findFirst().orElseThrow());
        int start = pieces.get(first + (pieces.get(first + 1) > 0 ? 0 : 3));
        assertThat(pieces).containsSubsequence(start, start + 1, -start, -start - 1, start + 2, start + 3, -start - 2);
    }

    @Test
    void at_a_distance_further_text_comes_between() {
        List<Integer> pieces = pieces(window(
                new Windows(text(), ByteTokenizer.INSTANCE, Again.PARAPHRASE, 10, 20, 1, true, false), 7, false));
        for (int i = 3; i < pieces.size(); i++) {
            if (pieces.get(i) < 0) {
                assertThat(pieces.get(i - 3)).isEqualTo(-pieces.get(i));
            }
        }
        assertThat(pieces).anyMatch(piece -> piece < 0);
    }

    @Test
    void the_control_repeats_and_plain_text_goes_on() {
        assertThat(pieces(window(
                        new Windows(text(), ByteTokenizer.INSTANCE, Again.REPEAT, 10, 0, 1, true, false), 7, false)))
                .allMatch(piece -> piece >= 0)
                .hasSizeGreaterThan(30)
                .satisfies(
                        pieces -> assertThat(pieces.stream().distinct().count()).isLessThan(25));
        assertThat(pieces(window(
                        new Windows(text(), ByteTokenizer.INSTANCE, Again.PLAIN, 10, 0, 1, true, false), 7, false)))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_share_says_how_many_windows_have_paraphrases() {
        Windows windows = new Windows(text(), ByteTokenizer.INSTANCE, Again.PARAPHRASE, 20, 0, 0.25, true, false);
        long marked = LongStream.range(0, 400)
                .filter(seed -> window(windows, seed, false).contains("para"))
                .count();
        assertThat(marked).isBetween(70L, 130L);
    }

    @Test
    void in_two_windows_one_has_the_chunks_and_the_other_the_paraphrases() {
        Windows windows = new Windows(text(), ByteTokenizer.INSTANCE, Again.PARAPHRASE, 20, 0, 1, false, false);
        List<Integer> even = pieces(window(windows, 3, false));
        List<Integer> odd = pieces(window(windows, 3, true));
        assertThat(even).allMatch(piece -> piece >= 0);
        assertThat(odd).isEqualTo(even.stream().map(piece -> -piece).toList());
    }

    @Test
    void in_byte_pairs_a_chunk_has_as_many_tokens_and_the_text_is_encoded_as_a_whole() {
        List<Piece> prose = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            prose.add(new Piece("The harbour of town " + i + " is deep. ", "Town " + i + " has a deep harbour. "));
        }
        PreparedText text = new PreparedText(prose);
        StringBuilder all = new StringBuilder();
        prose.forEach(piece -> all.append(piece.original()).append(piece.paraphrase()));
        byte[] learnt = all.toString().getBytes(StandardCharsets.UTF_8);
        Tokenizer pairs = new BytePairTrainer().add(learnt, 0, learnt.length).train(320);

        Windows windows = new Windows(text, pairs, Again.PARAPHRASE, 20, 0, 1, true, false);
        for (long seed = 0; seed < 50; seed++) {
            int[] window = windows.window(200, RandomStream.named(seed), false);
            assertThat(window).hasSize(200);
            String read = pairs.text(window);
            assertThat(pairs.text(pairs.encode(read.substring(20)))).isEqualTo(read.substring(20));
            int[] inner = pairs.encode(read.substring(read.indexOf(". ") + 1, read.lastIndexOf('.')));
            assertThat(Arrays.stream(window).boxed().toList())
                    .as("as one text, not piece by piece")
                    .containsSequence(Arrays.stream(inner).boxed().toList());
            Matcher chunk = Pattern.compile("(?<=harbour\\. )(?:The \\D+\\d+ is deep\\. )+(?=Town)")
                    .matcher(read);
            while (chunk.find()) {
                String[] sentences = chunk.group().split("(?<=\\. )");
                int before = 0;
                for (int i = 0; i + 1 < sentences.length; i++) {
                    before += pairs.encode(" " + sentences[i].strip()).length;
                }
                int last = pairs.encode(" " + sentences[sentences.length - 1].strip()).length;
                assertThat(before).as(chunk.group()).isLessThan(20);
                assertThat(before + last).as(chunk.group()).isGreaterThanOrEqualTo(20);
            }
        }
    }
}
