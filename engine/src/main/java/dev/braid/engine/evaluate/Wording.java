package dev.braid.engine.evaluate;

import dev.braid.engine.evaluate.Scorer.Sequence;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;

/**
 * Text to tokens as evaluation harnesses do it: context and continuation are tokenised together and split after as many tokens
 * as the context has alone; blanks at the end of a context belong to the continuation; where there is no context a line break
 * stands for it; what is too long loses tokens at its front.
 */
final class Wording {
    private final Tokenizer tokenizer;
    private final int longest;
    private final int lineBreak;
    private long cut;

    /** @param longest tokens that a model reads at most */
    Wording(Tokenizer tokenizer, int longest) {
        this.tokenizer = tokenizer;
        this.longest = longest;
        lineBreak = tokenizer.encode("\n")[0];
    }

    /** How many texts have lost tokens at their front. */
    long cut() {
        return cut;
    }

    /** What a scorer scores. */
    Sequence sequence(Continuation continuation) {
        String context = continuation.context().stripTrailing();
        String rest = continuation.context().substring(context.length()) + continuation.text();
        int[] tokens;
        int from;
        if (context.isEmpty()) {
            tokens = withLineBreak(tokenizer.encode(rest.isEmpty() ? "\n" : rest));
            from = 1;
        } else {
            tokens = tokenizer.encode(context + rest);
            // where a merge goes across the border at least the last token is scored
            from = Math.min(tokenizer.encode(context).length, tokens.length - 1);
            if (from == 0) {
                tokens = withLineBreak(tokens);
                from = 1;
            }
        }
        int surplus = tokens.length - 1 - longest; // the last token is not read
        if (surplus <= 0) {
            return new Sequence(tokens, from);
        }
        cut++;
        return new Sequence(Arrays.copyOfRange(tokens, surplus, tokens.length), Math.max(1, from - surplus));
    }

    /** What is read before an answer of that many tokens is written; its last token is not read. */
    int[] prompt(String text, int answerTokens) {
        int[] tokens = tokenizer.encode(text);
        if (tokens.length == 0) {
            return new int[] {lineBreak};
        }
        int most = Math.max(longest - answerTokens + 1, (longest + 1) / 2);
        if (tokens.length <= most) {
            return tokens;
        }
        cut++;
        return Arrays.copyOfRange(tokens, tokens.length - most, tokens.length);
    }

    private int[] withLineBreak(int... tokens) {
        int[] more = new int[tokens.length + 1];
        more[0] = lineBreak;
        System.arraycopy(tokens, 0, more, 1, tokens.length);
        return more;
    }
}
