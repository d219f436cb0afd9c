package dev.braid.engine.task.text;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Language modelling, byte by byte: windows of L bytes from anywhere in a text, and at every byte the next one is asked. The
 * loss is in nats a byte; divided by ln 2 it is bits a byte.
 */
public final class LanguageModelling implements Task {
    private static final String CORPUS = "corpus";
    private static final int BYTES = 256;
    /** Every split of every corpus is longer. */
    static final int LONGEST = 1 << 15;

    @Override
    public String id() {
        return "language-modelling";
    }

    @Override
    public String title() {
        return "Language modelling (bytes)";
    }

    @Override
    public String explanation() {
        return """
                Real text, byte by byte: at every position the model must predict the next byte. The window starts \
                anywhere in the text, so a word may be cut at its front.

                What counts is the loss: nats a byte, or, divided by ln 2, bits a byte, the length of a good compression. \
                Accuracy is shown beside it; guessing means to say the most frequent byte, a blank, every time. \
                Measured at lengths beyond training, the loss tells whether a model makes use of more context, or breaks.

                Validation and test come from other documents than training: later speeches, later chapters, other \
                countries.

                Source: the corpora are in the public domain; their origins stand in NOTICE. Splits are by document, as \
                in Graves, "Generating Sequences With Recurrent Neural Networks", arXiv 1308.0850, and after it.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Choice(
                CORPUS,
                "Corpus",
                "sotu: State of the Union speeches, 11 MB; moby-dick: the novel, 1.2 MB; factbook: countries, 7 MB.",
                Arrays.stream(Corpus.values()).map(Corpus::id).toList()));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 128, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings, Corpus.of(settings.text(CORPUS)));
    }

    private record Bound(Task task, Settings settings, Corpus corpus) implements BoundTask {
        @Override
        public int vocabulary() {
            return BYTES;
        }

        @Override
        public String symbol(int token) {
            return token == '\n'
                    ? "⏎"
                    : token > ' ' && token < 127
                            ? String.valueOf((char) token)
                            : token == ' ' ? "␣" : String.format(Locale.ROOT, "%02x", token);
        }

        /** The share of the most frequent byte. */
        @Override
        public double chance(int contextLength) {
            return corpus.mostFrequent();
        }

        @Override
        public List<String> problems(int contextLength) {
            return contextLength >= 1 && contextLength <= LONGEST
                    ? List.of()
                    : List.of("Language modelling has no window of " + contextLength
                            + " bytes; use a context length from 1 to " + LONGEST + ".");
        }

        @Override
        public List<Slice> slices() {
            return List.of(Slice.POSITION);
        }

        @Override
        public Batch batch(Split split, long seed, long index, int sequences, int contextLength) {
            List<String> problems = problems(contextLength);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.getFirst());
            }
            byte[] text = corpus.text(split);
            int[] tokens = new int[sequences * contextLength];
            int[] labels = new int[tokens.length];
            int[] positions = new int[tokens.length];
            for (int sequence = 0; sequence < sequences; sequence++) {
                int start = RandomStream.of(seed, split, index, sequence).below(text.length - contextLength);
                int row = sequence * contextLength;
                for (int t = 0; t < contextLength; t++) {
                    tokens[row + t] = text[start + t] & 0xff;
                    labels[row + t] = text[start + t + 1] & 0xff;
                    positions[row + t] = Integer.highestOneBit(t + 1);
                }
            }
            return new Batch(sequences, contextLength, tokens, labels, positions);
        }

        @Override
        public Optional<Tokenizer> textTokenizer() {
            return Optional.of(ByteTokenizer.INSTANCE);
        }
    }
}
