package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Task;
import java.util.List;

/**
 * MAD's in-context recall in its multi-query form (Poli, Thomas et al., arXiv 2403.17844): key-value pairs follow each
 * other, keys drawn with replacement, every new key given a random value that it keeps throughout the example. A key
 * that was seen before is labelled with its value; the last key is always one that was seen before.
 *
 * <p>MAD trains on every next token and measures on these labels; here both use these labels.
 */
public final class InContextRecall implements Task {
    private static final String VOCABULARY = "vocabulary";

    @Override
    public String id() {
        return "in-context-recall";
    }

    @Override
    public String title() {
        return "In-context recall";
    }

    @Override
    public String explanation() {
        return """
                Keys and values alternate. The values belong to the keys by a map that is drawn afresh for every \
                example, so nothing can be learnt by heart: whenever a key comes back, its value must be looked up \
                in the context.

                With 16 tokens there are only 8 keys, each met many times. It shows whether a block can look up at \
                all, rather than how much it can hold; raise the vocabulary to ask for more. Almost every block \
                passes it when it has a short convolution or attention.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Whole(
                VOCABULARY,
                "Vocabulary",
                "Number of tokens: the lower half are keys, the upper half values.",
                16,
                4,
                1 << 20,
                List.of(16L, 32L, 64L, 128L)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(128, 256, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new RepeatedPairs(this, settings, title(), settings.whole(VOCABULARY), 0, 0);
    }
}
