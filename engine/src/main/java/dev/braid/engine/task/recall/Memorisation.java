package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Task;
import java.util.List;

/**
 * MAD's memorisation: keys and an insert token alternate, and at every insert token the model must name the value of
 * the key before it. The map is one to one, the same for all examples, splits and seeds of a run; only
 * {@code map-seed} changes it. Of V tokens the last is the insert token; of the others the lower half are keys.
 *
 * <p>MAD trains on 256 examples many times over; here examples are drawn afresh, from the same distribution.
 */
public final class Memorisation implements Task {
    private static final String VOCABULARY = "vocabulary";
    private static final String MAP_SEED = "map-seed";

    @Override
    public String id() {
        return "memorisation";
    }

    @Override
    public String title() {
        return "Memorisation";
    }

    @Override
    public String explanation() {
        return """
                Every key has one value, always the same one, and the context never tells it: the map must be learnt \
                into the weights. It is the opposite of in-context recall, and shows how much a design can know \
                rather than look up.

                Blocks with more parameters for each position (the MLP, mixture of experts) do best; the mixer \
                hardly matters. Raise the vocabulary to ask for more facts.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens: one insert token, of the rest the lower half are keys, the upper half values.",
                        256,
                        5,
                        1 << 20,
                        List.of(256L, 512L, 1024L, 2048L, 4096L, 8192L)),
                new ParamSpec.Whole(
                        MAP_SEED,
                        "Map seed",
                        "Which map from keys to values; the same for training, validation and test.",
                        12345,
                        0,
                        Integer.MAX_VALUE,
                        List.of()));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(32, 64, 128);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings);
    }

    private static final class Bound extends SequenceTask {
        private final int insert;
        private final int keys;
        /** The value of each key; values are as many as keys, or one more, which then stays unused. */
        private final int[] values;

        Bound(Task task, Settings settings) {
            super(task, settings, settings.whole(VOCABULARY));
            insert = settings.whole(VOCABULARY) - 1;
            keys = insert / 2;
            values = new int[insert - keys];
            for (int i = 0; i < values.length; i++) {
                values[i] = keys + i;
            }
            RandomStream.named(settings.whole(MAP_SEED), insert).shuffle(values);
        }

        @Override
        public double chance(int contextLength) {
            return 1.0 / keys;
        }

        @Override
        public String symbol(int token) {
            return token == insert ? "value?" : token < keys ? "key " + token : "value " + token;
        }

        @Override
        public List<String> problems(int contextLength) {
            return contextLength >= 2
                    ? List.of()
                    : List.of("Memorisation needs a context length of at least 2 (a key and the insert token), got "
                            + contextLength + "; use a longer context.");
        }

        @Override
        Writer writer(int contextLength) {
            return (row, random) -> {
                for (int position = 0; position < contextLength; position += 2) {
                    int key = random.below(keys);
                    row.token(position, key);
                    if (position + 1 < contextLength) {
                        row.token(position + 1, insert);
                        row.label(position + 1, values[key]);
                    }
                }
            };
        }
    }
}
