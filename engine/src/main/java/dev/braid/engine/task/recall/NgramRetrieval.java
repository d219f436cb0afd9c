package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Retrievit's n-gram retrieval (Pantazopoulos et al., arXiv 2603.02874): start, m random symbols, start, ask, a query
 * of q symbols, ask, then the a symbols that followed the query in the text. The query stands exactly once in the
 * text; as published, text and place are drawn again until it does. Labels stand from the last ask token on, and the
 * answer's symbols but the last are given as they would be in reading on.
 *
 * <p>Published: 30 symbols, m from 50 to 100, q = 2, a = 3, measured up to m = 400. The context length L counts all
 * tokens: m = L − q − a − 3. Lengths are mixed by a training mixture, not within a batch. Token ids: padding (never
 * used, kept so that ids agree with the publication's), start, ask, symbols.
 */
public final class NgramRetrieval implements Task {
    private static final String SYMBOLS = "symbols";
    private static final String QUERY_LENGTH = "query-length";
    private static final String ANSWER_LENGTH = "answer-length";

    @Override
    public String id() {
        return "n-gram-retrieval";
    }

    @Override
    public String title() {
        return "N-gram retrieval";
    }

    @Override
    public String explanation() {
        return """
                After a random text comes a query, two neighbouring symbols that stand in it exactly once; the model \
                must give the three symbols after them. What will be asked is not known while the text is read, so \
                all of it has to be kept: dense information, in contrast to a needle in a haystack.

                In the publication hybrids learn it from fewer examples than Transformers and reach further beyond \
                the training length; pure state space models come last. Published texts have 50 to 100 symbols in \
                training, up to 400 in the test; the context adds 8 tokens to that.

                Source: Pantazopoulos and others, "Retrievit", arXiv 2603.02874.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        SYMBOLS,
                        "Symbols",
                        "Number of different symbols in the text; three more tokens steer.",
                        30,
                        2,
                        1 << 20,
                        List.of(30L, 64L, 256L)),
                new ParamSpec.Whole(
                        QUERY_LENGTH, "Query length", "How many symbols are given.", 2, 1, 8, List.of(1L, 2L, 3L)),
                new ParamSpec.Whole(
                        ANSWER_LENGTH,
                        "Answer length",
                        "How many symbols are asked for.",
                        3,
                        1,
                        64,
                        List.of(1L, 3L, 8L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(108, 58, 133, 158, 183, 208, 308, 408);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private static final int START = 1;
        private static final int ASK = 2;
        private static final int FIRST_SYMBOL = 3;
        /** What stands around text, query and answer: two starts, two asks, less the answer's last symbol. */
        private static final int AROUND = 3;

        private final int symbols;
        private final int queryLength;
        private final int answerLength;

        Bound(Task task, Settings settings) {
            super(task, settings, FIRST_SYMBOL + settings.whole(SYMBOLS), Slice.DISTANCE, Slice.ANSWER_TOKEN);
            symbols = settings.whole(SYMBOLS);
            queryLength = settings.whole(QUERY_LENGTH);
            answerLength = settings.whole(ANSWER_LENGTH);
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / symbols;
        }

        @Override
        public String symbol(int token) {
            return switch (token) {
                case 0 -> "padding";
                case START -> "start";
                case ASK -> "?";
                default -> "s" + (token - FIRST_SYMBOL);
            };
        }

        private int textLength(int contextLength) {
            return contextLength - queryLength - answerLength - AROUND;
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>();
            int needed = 2 * (queryLength + answerLength) + AROUND;
            if (contextLength < needed) {
                problems.add("N-gram retrieval with a query of " + queryLength + " and an answer of " + answerLength
                        + " symbols needs a context length of at least " + needed + ", got " + contextLength
                        + "; use a longer context, or a shorter query and answer.");
            }
            // The query is unique with a probability of about exp(-m / symbols^q); below a seventh, drawing again is
            // slow.
            double different = Math.pow(symbols, queryLength);
            if (textLength(contextLength) > 2 * different) {
                problems.add("N-gram retrieval at context length " + contextLength + " with " + symbols
                        + " symbols hardly ever has a query of " + queryLength
                        + " symbols that stands only once; use at least "
                        + (int) Math.ceil(Math.pow(textLength(contextLength) / 2.0, 1.0 / queryLength))
                        + " symbols, a longer query or a shorter context.");
            }
            return problems;
        }

        @Override
        Writer writer(int contextLength) {
            int length = textLength(contextLength);
            int[] text = new int[length];
            return (row, random) -> {
                int query;
                do {
                    for (int i = 0; i < length; i++) {
                        text[i] = random.between(FIRST_SYMBOL, FIRST_SYMBOL + symbols);
                    }
                    query = random.below(length - queryLength - answerLength + 1);
                } while (!standsOnce(text, query));
                int position = 0;
                row.token(position++, START);
                for (int symbol : text) {
                    row.token(position++, symbol);
                }
                row.token(position++, START);
                row.token(position++, ASK);
                for (int i = 0; i < queryLength; i++) {
                    row.token(position++, text[query + i]);
                }
                row.token(position, ASK);
                // The i-th answer stood at position 1 + query + q + i and is predicted for position + 1 + i.
                int distance = position - query - queryLength;
                for (int i = 0; i < answerLength; i++) {
                    int answer = text[query + queryLength + i];
                    row.label(position + i, answer, distance, i + 1);
                    if (i + 1 < answerLength) {
                        row.token(position + 1 + i, answer);
                    }
                }
            };
        }

        private boolean standsOnce(int[] text, int query) {
            for (int start = 0; start + queryLength <= text.length; start++) {
                if (start != query && sameAt(text, start, query)) {
                    return false;
                }
            }
            return true;
        }

        private boolean sameAt(int[] text, int a, int b) {
            for (int i = 0; i < queryLength; i++) {
                if (text[a + i] != text[b + i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
