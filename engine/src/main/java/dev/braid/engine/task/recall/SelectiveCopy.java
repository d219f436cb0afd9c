package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.Arrays;
import java.util.List;

/**
 * MAD's selective copying: n random symbols with L − 2n − 1 blanks between them, a copy token, then n blanks, at which
 * the symbols must be named in their order. As in MAD, each blank stands before a random one of the symbols, so the
 * last symbol directly precedes the copy token, and the labels stand at the final blanks themselves.
 *
 * <p>Token ids: symbols, blank, copy.
 */
public final class SelectiveCopy implements Task {
    private static final String VOCABULARY = "vocabulary";
    private static final String SYMBOLS = "symbols";

    @Override
    public String id() {
        return "selective-copy";
    }

    @Override
    public String title() {
        return "Selective copy";
    }

    @Override
    public String explanation() {
        return """
                Some symbols stand scattered among blanks; after a copy token they must be repeated in their order, \
                without the blanks. Since the gaps are irregular, a fixed convolution cannot do it: the block must \
                decide by content what to keep. This is the task that selection in Mamba was made for.

                The state must hold all symbols at once: raise their number to find where a state space model gives \
                up.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844; the task itself goes back to Jing and others, arXiv 1706.02761.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens, blank and copy included.",
                        16,
                        4,
                        1 << 20,
                        List.of(16L, 32L, 64L, 128L)),
                new ParamSpec.Whole(
                        SYMBOLS,
                        "Symbols",
                        "How many symbols are copied.",
                        16,
                        1,
                        1 << 18,
                        List.of(16L, 32L, 64L, 96L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private final int blank;
        private final int copy;
        private final int symbols;

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY), Slice.DISTANCE, Slice.ANSWER_TOKEN);
            copy = settings.whole(VOCABULARY) - 1;
            blank = copy - 1;
            symbols = settings.whole(SYMBOLS);
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / blank;
        }

        @Override
        public String symbol(int token) {
            return token == copy ? "copy" : token == blank ? "·" : "s" + token;
        }

        @Override
        public List<String> problems(int contextLength) {
            int needed = 2 * symbols + 1;
            if (contextLength >= needed) {
                return List.of();
            }
            return List.of("Selective copy of " + symbols + " symbols needs a context length of at least " + needed
                    + ", got " + contextLength + "; "
                    + (contextLength < 3
                            ? "use a longer context."
                            : "use a longer context or at most " + (contextLength - 1) / 2 + " symbols."));
        }

        @Override
        Writer writer(int contextLength) {
            int blanks = contextLength - 2 * symbols - 1;
            int answers = contextLength - symbols;
            int[] blanksBefore = new int[symbols];
            return (row, random) -> {
                Arrays.fill(blanksBefore, 0);
                for (int i = 0; i < blanks; i++) {
                    blanksBefore[random.below(symbols)]++;
                }
                int position = 0;
                for (int i = 0; i < symbols; i++) {
                    for (int j = 0; j < blanksBefore[i]; j++) {
                        row.token(position++, blank);
                    }
                    int symbol = random.below(blank);
                    row.token(position, symbol);
                    row.token(answers + i, blank);
                    row.label(answers + i, symbol, answers + i + 1 - position, i + 1);
                    position++;
                }
                row.token(position, copy);
            };
        }
    }
}
