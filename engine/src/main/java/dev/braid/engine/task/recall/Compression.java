package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.List;

/**
 * MAD's compression, in a reading for language models [reading]. MAD encodes L − 1 random symbols and a compression
 * token, takes the output at that token alone, and lets a fixed MLP decoder name the symbol at every place. A design
 * here is one causal model without a separate decoder. So the symbols are followed by as many compression tokens, and
 * the output at the i-th of them must be the i-th symbol: what a recurrent block knows there has gone through its state
 * at the first compression token, which is the bottleneck that MAD builds by hand. The symbols are never shown again.
 *
 * <p>The context length L holds L/2 symbols, so MAD's length 32 corresponds to 64 here; an odd L ends with one more
 * compression token, which asks nothing.
 */
public final class Compression implements Task {
    private static final String VOCABULARY = "vocabulary";

    @Override
    public String id() {
        return "compression";
    }

    @Override
    public String title() {
        return "Compression [reading]";
    }

    @Override
    public String explanation() {
        return """
                Random symbols are read; then all of them must be named again, in their order, from what the model \
                still holds. Random symbols cannot be abbreviated, so the number that comes back right measures the \
                state in symbols.

                Reading: the MAD collection squeezes the sequence into the output at one last token and reconstructs \
                it with a separate decoder. Here the same causal model answers at the tokens that follow. For Mamba \
                and for windows shorter than half the context the state is the bottleneck, as in MAD; full attention \
                may simply look back, so its score says nothing about compression.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole(
                VOCABULARY,
                "Vocabulary",
                "Number of tokens: one compression token, the others are symbols.",
                16,
                3,
                1 << 20,
                List.of(16L, 32L, 64L, 128L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(64, 128, 256, 512);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private final int compress;

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY), Slice.ANSWER_TOKEN);
            compress = settings.whole(VOCABULARY) - 1;
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / compress;
        }

        @Override
        public String symbol(int token) {
            return token == compress ? "compress" : "s" + token;
        }

        @Override
        public List<String> problems(int contextLength) {
            return contextLength >= 2
                    ? List.of()
                    : List.of(
                            "Compression needs a context length of at least 2 (a symbol and the compression token), got "
                                    + contextLength + "; use a longer context.");
        }

        @Override
        Writer writer(int contextLength) {
            int symbols = contextLength / 2;
            return (row, random) -> {
                for (int i = 0; i < symbols; i++) {
                    int symbol = random.below(compress);
                    row.token(i, symbol);
                    row.label(symbols + i, symbol, i + 1);
                }
                for (int position = symbols; position < contextLength; position++) {
                    row.token(position, compress);
                }
            };
        }
    }
}
