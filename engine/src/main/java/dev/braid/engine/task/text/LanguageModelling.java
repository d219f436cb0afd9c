package dev.braid.engine.task.text;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Language modelling: windows of L tokens of a text, and at every token the next one is asked. */
public final class LanguageModelling implements Task {
    /** Grows whenever the same parameters give other windows than before. */
    private static final String WINDOWS = "2";

    @Override
    public String id() {
        return "language-modelling";
    }

    @Override
    public String title() {
        return "Language modelling";
    }

    @Override
    public String explanation() {
        return """
                Real text: at every position the model must predict the next token. Tokens are bytes, or byte pairs \
                (BPE) that are found in the text itself or come in files of GPT-2's form. The text comes with Braid, or \
                is your own: a file or a folder of any size, in UTF-8.

                What counts is the loss: nats a token, or, so that tokenizers can be compared, bits a byte, the length \
                of a good compression. Perplexity is the number of tokens among which the model is as good as \
                undecided. Measured at lengths beyond training, and by position in the context, the loss tells whether \
                a model makes use of more context, or breaks. Accuracy is shown beside it; guessing means to say the \
                most frequent token every time.

                Windows are gone through in another order every time. Documents, apart by two empty lines or files of \
                their own, are packed one after the other, or each has windows of its own and no label crosses their \
                border. Validation and test come from other documents than training: later speeches, later chapters, \
                other countries, the last tenth of a text of your own.

                Source: the corpora are in the public domain; their origins stand in NOTICE. Splits are by document, as \
                in Graves, "Generating Sequences With Recurrent Neural Networks", arXiv 1308.0850, and after it. Byte \
                pairs: Sennrich and others, arXiv 1508.07909.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return TextChoice.parameters();
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 128, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings, TextChoice.of(settings));
    }

    private static final class Bound implements BoundTask {
        private final Task task;
        private final Settings settings;
        private final TextChoice choice;
        private volatile @Nullable PreparedText prepared;

        Bound(Task task, Settings settings, TextChoice choice) {
            this.task = task;
            this.settings = settings;
            this.choice = choice;
        }

        @Override
        public Task task() {
            return task;
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public int vocabulary() {
            return choice.vocabulary();
        }

        private PreparedText text() {
            PreparedText text = prepared;
            if (text == null) {
                text = PreparedText.of(choice);
                prepared = text;
            }
            return text;
        }

        private Tokenizer tokenizer() {
            return choice.tokenizer() instanceof TextChoice.Tokenization.Bytes
                    ? ByteTokenizer.INSTANCE
                    : text().tokenizer();
        }

        @Override
        public String symbol(int token) {
            return token < tokenizer().vocabulary() ? tokenizer().symbol(token) : "unused";
        }

        @Override
        public int bytes(int token) {
            return token < tokenizer().vocabulary() ? tokenizer().bytes(token).length : 0;
        }

        @Override
        public OptionalDouble ngramBitsPerByte() {
            return choice.source() instanceof Corpus corpus
                    ? OptionalDouble.of(corpus.ngramBitsPerByte())
                    : OptionalDouble.empty();
        }

        /** The share of the most frequent token. */
        @Override
        public double chance(int contextLength) {
            return text().mostFrequent();
        }

        @Override
        public List<String> problems(int contextLength) {
            return choice.problems(contextLength);
        }

        @Override
        public Optional<String> prepare() {
            try {
                text();
                return Optional.empty();
            } catch (DataException e) {
                return Optional.of(e.sentence());
            }
        }

        @Override
        public String fingerprint() {
            return WINDOWS + "-" + choice.fingerprint();
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
            TokenText text = text().split(split);
            int[] tokens = new int[sequences * contextLength];
            int[] labels = new int[tokens.length];
            int[] positions = new int[tokens.length];
            int[] read = new int[contextLength + 1];
            Arrays.fill(labels, Batch.NO_LABEL);
            for (int sequence = 0; sequence < sequences; sequence++) {
                TokenText.Window window = text.window(seed, index * sequences + sequence, contextLength);
                int row = sequence * contextLength;
                text.tokens().read(window.from(), read, 0, Math.max(window.tokens(), window.labels() + 1));
                System.arraycopy(read, 0, tokens, row, window.tokens());
                System.arraycopy(read, 1, labels, row, window.labels());
                for (int t = 0; t < contextLength; t++) {
                    positions[row + t] = Integer.highestOneBit(t + 1);
                }
            }
            return new Batch(sequences, contextLength, tokens, labels, positions);
        }

        @Override
        public Optional<Tokenizer> textTokenizer() {
            return Optional.of(tokenizer());
        }
    }
}
