package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.List;

/**
 * Induction heads as in the Mamba paper (Gu and Dao, arXiv 2312.00752; the generator goes back to H3, arXiv
 * 2212.14052): random tokens in which a special token stands once at a random place and once again near the end; what
 * followed it the first time must follow again. With an answer of k tokens the second special token stands at L − k,
 * followed by the first k − 1 tokens of the answer; the labels stand from the special token on.
 *
 * <p>Of V tokens the last is the special one. The first special token is equally likely at all places at which the
 * whole answer precedes the second one.
 */
public final class Induction implements Task {
    private static final String VOCABULARY = "vocabulary";
    private static final String ANSWER_LENGTH = "answer-length";

    @Override
    public String id() {
        return "induction";
    }

    @Override
    public String title() {
        return "Induction heads";
    }

    @Override
    public String explanation() {
        return """
                A special token stands somewhere in random text. When it comes up again at the end, the model must \
                repeat what followed it the first time. This is the simplest form of learning in context, and it \
                needs only one thing to be remembered, however long the text is.

                It is the task for extrapolation: train at 256 tokens and measure at 64 up to many thousands. In the \
                publication Mamba keeps its accuracy far beyond the training length, while attention loses it soon \
                after.

                Source: Gu and Dao, "Mamba", arXiv 2312.00752; Dao, Fu and others, "Hungry Hungry Hippos", arXiv \
                2212.14052.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens, the special one included.",
                        16,
                        3,
                        1 << 20,
                        List.of(16L, 64L, 256L)),
                new ParamSpec.Whole(
                        ANSWER_LENGTH,
                        "Answer length",
                        "How many tokens after the special one must be repeated.",
                        1,
                        1,
                        1 << 16,
                        List.of(1L, 2L, 4L, 8L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 64, 128, 512, 1024, 2048, 4096);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private final int special;
        private final int answerLength;

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY), Slice.DISTANCE, Slice.ANSWER_TOKEN);
            special = settings.whole(VOCABULARY) - 1;
            answerLength = settings.whole(ANSWER_LENGTH);
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / special;
        }

        @Override
        public String symbol(int token) {
            return token == special ? "special" : "s" + token;
        }

        @Override
        public List<String> problems(int contextLength) {
            int needed = 2 * answerLength + 1;
            return contextLength >= needed
                    ? List.of()
                    : List.of("Induction with an answer of " + answerLength
                            + " tokens needs a context length of at least " + needed + ", got " + contextLength
                            + "; use a longer context or a shorter answer.");
        }

        @Override
        Writer writer(int contextLength) {
            int second = contextLength - answerLength;
            return (row, random) -> {
                for (int position = 0; position < second; position++) {
                    row.token(position, random.below(special));
                }
                int first = random.below(second - answerLength);
                row.token(first, special);
                row.token(second, special);
                for (int i = 0; i < answerLength; i++) {
                    int answer = row.token(first + 1 + i);
                    row.label(second + i, answer, second - first, i + 1);
                    if (i + 1 < answerLength) {
                        row.token(second + i + 1, answer);
                    }
                }
            };
        }
    }
}
