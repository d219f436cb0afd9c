package dev.braid.engine.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.evaluate.Scorer.Sequence;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import org.junit.jupiter.api.Test;

class WordingTest {
    /** Bytes, but "ab" is one token, 256: a merge that can go across the border of context and continuation. */
    private static final Tokenizer MERGING = new Tokenizer() {
        @Override
        public int vocabulary() {
            return 257;
        }

        @Override
        public int[] encode(byte[] utf8, int from, int to) {
            int[] tokens = new int[to - from];
            int count = 0;
            for (int i = from; i < to; i++) {
                boolean pair = utf8[i] == 'a' && i + 1 < to && utf8[i + 1] == 'b';
                tokens[count++] = pair ? 256 : utf8[i];
                i += pair ? 1 : 0;
            }
            return java.util.Arrays.copyOf(tokens, count);
        }

        @Override
        public byte[] bytes(int token) {
            return token == 256 ? new byte[] {'a', 'b'} : new byte[] {(byte) token};
        }

        @Override
        public String identity() {
            return "merging";
        }
    };

    private static String continuation(Tokenizer tokenizer, Sequence sequence) {
        int[] tokens = java.util.Arrays.copyOfRange(sequence.tokens(), sequence.from(), sequence.tokens().length);
        return tokenizer.text(tokens);
    }

    @Test
    void both_parts_are_tokenised_together_and_split_after_the_length_of_the_context() {
        Sequence sequence = new Wording(MERGING, 100).sequence(new Continuation("xa", "bc"));
        // alone the context is x, a; together it is x, ab, c: the split falls behind the merged token
        assertThat(sequence.tokens()).containsExactly('x', 256, 'c');
        assertThat(sequence.from()).isEqualTo(2);
        assertThat(new Wording(MERGING, 100)
                        .sequence(new Continuation("a", "b"))
                        .tokens())
                .as("a merge of everything leaves the last token to be scored, after a line break")
                .containsExactly('\n', 256);
    }

    @Test
    void blanks_at_the_end_of_a_context_belong_to_the_continuation() {
        Sequence sequence = new Wording(ByteTokenizer.INSTANCE, 100).sequence(new Continuation("one ", "two"));
        assertThat(continuation(ByteTokenizer.INSTANCE, sequence)).isEqualTo(" two");
    }

    @Test
    void without_a_context_a_line_break_stands_for_it() {
        Sequence sequence = new Wording(ByteTokenizer.INSTANCE, 100).sequence(new Continuation("", "two"));
        assertThat(sequence.tokens()).containsExactly('\n', 't', 'w', 'o');
        assertThat(sequence.from()).isEqualTo(1);
    }

    @Test
    void what_is_too_long_loses_its_beginning_and_is_counted() {
        Wording wording = new Wording(ByteTokenizer.INSTANCE, 6);
        Sequence sequence = wording.sequence(new Continuation("abcdef", "gh"));
        // six tokens are read, the seventh is only asked for
        assertThat(ByteTokenizer.INSTANCE.text(sequence.tokens())).isEqualTo("bcdefgh");
        assertThat(continuation(ByteTokenizer.INSTANCE, sequence)).isEqualTo("gh");
        assertThat(wording.cut()).isEqualTo(1);
        assertThat(wording.prompt("abcdefgh", 3)).containsExactly('e', 'f', 'g', 'h');
        assertThat(wording.prompt("abcd", 2)).hasSize(4);
        assertThat(wording.cut()).isEqualTo(2);
        assertThat(wording.prompt("", 2)).containsExactly('\n');
    }
}
