package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Retrievit's position retrieval (Pantazopoulos et al., arXiv 2603.02874): start, a permutation of the symbols, ask, one
 * of the symbols; the answer, at that last token, is the token that names its position, counted from 0 behind the
 * start token.
 *
 * <p>Published with 200 symbols, all of them in every text, that is L = 203. A shorter context holds L − 3 of them, drawn
 * without replacement in a random order. Token ids: padding (never used, kept so that ids agree with the
 * publication's), start, ask, symbols, position tokens.
 */
public final class PositionRetrieval implements Task {
    private static final String SYMBOLS = "symbols";

    @Override
    public String id() {
        return "position-retrieval";
    }

    @Override
    public String title() {
        return "Position retrieval";
    }

    @Override
    public String explanation() {
        return """
                The text is a random order of different symbols; at the end one of them is named and the model must \
                say where it stood. That takes two steps: find the symbol, then turn its place into a position \
                token.

                In the publication Transformers keep the upper hand here, while state space models learn to lay \
                neighbouring positions side by side in their embeddings. The published text holds all 200 symbols, \
                which is context length 203.

                Source: Pantazopoulos and others, "Retrievit", arXiv 2603.02874.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole(
                SYMBOLS,
                "Symbols",
                "Number of different symbols; as many position tokens and three more are added.",
                200,
                2,
                1 << 18,
                List.of(50L, 100L, 200L, 400L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(203, 53, 103, 153);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private static final int START = 1;
        private static final int ASK = 2;
        private static final int FIRST_SYMBOL = 3;

        private final int symbols;

        Bound(Task task, Settings settings) {
            super(task, settings, FIRST_SYMBOL + 2 * settings.whole(SYMBOLS), Slice.DISTANCE);
            symbols = settings.whole(SYMBOLS);
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / Math.max(1, contextLength - 3);
        }

        @Override
        public String symbol(int token) {
            return switch (token) {
                case 0 -> "padding";
                case START -> "start";
                case ASK -> "?";
                default ->
                    token < FIRST_SYMBOL + symbols
                            ? "s" + (token - FIRST_SYMBOL)
                            : "place " + (token - FIRST_SYMBOL - symbols);
            };
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>();
            if (contextLength < 5) {
                problems.add(
                        "Position retrieval needs a context length of at least 5 (two symbols and three tokens around), got "
                                + contextLength + "; use a longer context.");
            }
            if (contextLength > symbols + 3) {
                problems.add("Position retrieval at context length " + contextLength + " needs at least "
                        + (contextLength - 3) + " symbols, got " + symbols
                        + "; use more symbols or a context length of at most " + (symbols + 3) + ".");
            }
            return problems;
        }

        @Override
        Writer writer(int contextLength) {
            int length = contextLength - 3;
            int[] permutation = new int[symbols];
            for (int i = 0; i < symbols; i++) {
                permutation[i] = FIRST_SYMBOL + i;
            }
            int[] ordered = permutation.clone();
            return (row, random) -> {
                System.arraycopy(ordered, 0, permutation, 0, symbols);
                row.token(0, START);
                for (int i = 0; i < length; i++) {
                    int j = random.between(i, symbols);
                    int symbol = permutation[j];
                    permutation[j] = permutation[i];
                    permutation[i] = symbol;
                    row.token(1 + i, symbol);
                }
                int place = random.below(length);
                row.token(length + 1, ASK);
                row.token(length + 2, permutation[place]);
                row.label(length + 2, FIRST_SYMBOL + symbols + place, length + 1 - place);
            };
        }
    }
}
