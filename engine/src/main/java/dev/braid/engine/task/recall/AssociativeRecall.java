package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Multi-query associative recall, MQAR (Arora, Eyuboglu et al., "Zoology", arXiv 2312.04927), by the published rule.
 *
 * <p>With V tokens, keys are distinct in [1, V/2) and values distinct in [V/2, V). The first 2n tokens are
 * k1 v1 … kn vn. Of the space = (L − 2n) / 2 slots of two tokens that follow, pair i is given slot g_i, drawn without
 * replacement with weights (g + 1)^(a − 1) in the order of the pairs; its key stands again at 2n + 2 g_i, labelled
 * with its value. Everything else is filler: token 0, or uniform over the whole vocabulary.
 *
 * <p>The published generator wants an even L. Here an odd one is taken as well: the last token is filler.
 */
public final class AssociativeRecall implements Task {
    private static final String VOCABULARY = "vocabulary";
    static final String PAIRS = "pairs";
    private static final String TOKENS_PER_PAIR = "tokens-per-pair";
    private static final String GAP_POWER = "gap-power";
    private static final String FILLER = "filler";

    @Override
    public String id() {
        return "mqar";
    }

    @Override
    public String title() {
        return "Associative recall (MQAR)";
    }

    @Override
    public String explanation() {
        return """
                A list of key-value pairs comes first; then every key turns up once more among filler, and the model \
                must name its value there and then. Text asks the same whenever a name comes back and what followed \
                it has to follow again.

                Attention looks the key up whatever the distance. A state space model must keep all pairs in a state \
                of fixed size, so its accuracy falls once there are more pairs than its state can hold, and recovers \
                when the width or the state size grows. A window shorter than the gap to the key cannot see the \
                answer.

                Gaps follow a power law, as repeated word pairs do in text: most queries come soon, some very late. \
                With 'pairs' at 0 the number of pairs grows with the context length, one for every 16 tokens; the \
                published grid is (64, 4), (128, 8), (256, 16) and, twice as dense, (512, 64). Differences between \
                models shrink when the vocabulary is below about 1,000.

                Source: Arora, Eyuboglu and others, "Zoology", arXiv 2312.04927.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens: the lower half are keys, the upper half values; must exceed the context length.",
                        8192,
                        4,
                        1 << 20,
                        List.of(256L, 1024L, 8192L)),
                new ParamSpec.Whole(
                        PAIRS,
                        "Pairs",
                        "Number of key-value pairs in every sequence; 0 lets it follow the context length.",
                        0,
                        0,
                        1 << 18,
                        List.of(0L, 4L, 8L, 16L, 32L, 64L)),
                new ParamSpec.Whole(
                        TOKENS_PER_PAIR,
                        "Tokens per pair",
                        "Where the pairs follow the context length, one pair for so many tokens (at least one pair).",
                        16,
                        4,
                        1 << 16,
                        List.of(4L, 8L, 16L, 32L)),
                new ParamSpec.Real(
                        GAP_POWER,
                        "Gap power a",
                        "Slot i of a query has weight i^(a-1): 0.01 favours short gaps as text does, 1 is uniform.",
                        0.01,
                        0,
                        2,
                        List.of(0.01, 1.0)),
                new ParamSpec.Choice(
                        FILLER,
                        "Filler",
                        "What stands where nothing is asked: token 0, or any token at random.",
                        List.of("zero", "random")));
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
        private final int vocabulary;
        private final int fixedPairs;
        private final int tokensPerPair;
        private final double gapPower;
        private final boolean randomFiller;
        /** Weights by number of slots: a constant that is worth computing once. */
        private final ConcurrentMap<Integer, WeightedDraw> gapsBySpace = new ConcurrentHashMap<>();

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY), Slice.DISTANCE, Slice.PAIRS);
            vocabulary = settings.whole(VOCABULARY);
            fixedPairs = settings.whole(PAIRS);
            tokensPerPair = settings.whole(TOKENS_PER_PAIR);
            gapPower = settings.real(GAP_POWER);
            randomFiller = settings.text(FILLER).equals("random");
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / (vocabulary - vocabulary / 2);
        }

        @Override
        public String symbol(int token) {
            return token == 0 ? "·" : token < vocabulary / 2 ? "key " + token : "value " + token;
        }

        private int pairs(int contextLength) {
            return fixedPairs > 0 ? fixedPairs : Math.max(1, contextLength / tokensPerPair);
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>();
            long pairs = pairs(contextLength);
            if (4 * pairs > contextLength) {
                problems.add("MQAR with " + pairs + " pairs needs a context length of at least " + 4 * pairs + ", got "
                        + contextLength + "; "
                        + (contextLength < 4
                                ? "use a longer context."
                                : "use a longer context or at most " + contextLength / 4 + " pairs."));
            }
            if (vocabulary <= contextLength) {
                problems.add("MQAR at context length " + contextLength
                        + " needs a vocabulary above the context length, got " + vocabulary
                        + "; use a larger vocabulary or a shorter context.");
            }
            return problems;
        }

        @Override
        Writer writer(int contextLength) {
            int pairs = pairs(contextLength);
            int space = (contextLength - 2 * pairs) / 2;
            WeightedDraw gaps = gapsBySpace
                    .computeIfAbsent(space, size -> WeightedDraw.power(size, gapPower))
                    .fresh();
            DistinctDraw keys = new DistinctDraw(1, vocabulary / 2);
            DistinctDraw values = new DistinctDraw(vocabulary / 2, vocabulary);
            return (row, random) -> {
                if (randomFiller) {
                    for (int position = 2 * pairs; position < contextLength; position++) {
                        row.token(position, random.below(vocabulary));
                    }
                }
                gaps.reset();
                keys.reset();
                values.reset();
                for (int pair = 0; pair < pairs; pair++) {
                    int key = keys.draw(random);
                    int value = values.draw(random);
                    int query = 2 * pairs + 2 * gaps.draw(random);
                    row.token(2 * pair, key);
                    row.token(2 * pair + 1, value);
                    row.token(query, key);
                    row.label(query, value, query - 2 * pair, pairs);
                }
            };
        }
    }
}
