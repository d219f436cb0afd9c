package dev.braid.engine.paraphrase.training;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.paraphrase.Paraphraser;
import dev.braid.engine.paraphrase.Technique;
import dev.braid.engine.paraphrase.source.OwnPairs;
import dev.braid.engine.paraphrase.training.Windows.Again;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.text.LanguageModelling;
import dev.braid.engine.task.text.PlainText;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The data-centric method: text in which a chunk is followed by its paraphrase, so that a model meets the same facts twice in different
 * words and learns to look back for them. Measured by bits a byte on held-out text, or by the recall of a fact at a distance.
 */
public final class ParaphraseTraining implements Task {
    /** What plans call it. */
    public static final String ID = "paraphrase-training";
    /** The parameter that says what is measured at a point. */
    public static final String ASK = "ask";
    /** Its value for the recall of hidden facts. */
    public static final String RECALL = "recall";
    /** Its value for the loss on text. */
    public static final String TEXT = "text";
    /** The parameter that says how far a hidden fact lies behind the question, in tokens. */
    public static final String LOOK_BACK = "look-back";
    /** Share of digits of a hidden fact that guessing gets right. */
    public static final double CHANCE = 0.1;

    private static final String AGAIN = "again";
    private static final String TECHNIQUE = "technique";
    private static final String PAIRS = "pairs";
    private static final String CHUNK = "chunk";
    private static final String DISTANCE = "distance";
    private static final String SHARE = "share";
    private static final String SAME_WINDOW = "same-window";
    private static final String KILOBYTES = "kilobytes";
    private static final String ALL = "all";
    private static final String PARAPHRASE = "paraphrase";
    private static final int LONGEST = 1 << 15;
    /** In bytes, at most: a text that is longer than what is used is cut where a sentence ends. */
    private static final int ONE_CHARACTER = 4;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String title() {
        return "Training on paraphrases";
    }

    @Override
    public String explanation() {
        return """
                Text in which a chunk of C tokens is followed by the same in other words. To predict the second time, a \
                model must look back to the first, whatever the words: what it learns is to recall. The control follows \
                every chunk by the chunk itself, as many tokens and no other words; a second one is plain text. The text \
                comes with Braid or is your own; tokens are bytes or byte pairs.

                Measured are the loss on plain text of other documents, and, with ask set to recall, a fact hidden in \
                such text: seven digits, asked for at the end, at a distance that is chosen by look-back. Each digit \
                is a token, whatever the tokens of the text are, so that guessing gets one in ten right.

                Paraphrases are made by rules before the training begins, once, and kept; that takes half a minute for \
                every 400 kilobytes. To use those of a large language model, make pairs with braid paraphrase --endpoint \
                and name their file.

                Source: Lee et al., "Understanding and Enhancing Mamba-Transformer Hybrids for Memory Recall and Language \
                Modeling", arXiv 2510.26912.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        List<ParamSpec> parameters = new ArrayList<>(LanguageModelling.textParameters());
        parameters.addAll(List.of(
                new ParamSpec.Choice(
                        AGAIN,
                        "After a chunk",
                        "Its paraphrase; the chunk itself again, the control of as many tokens; or nothing, plain text.",
                        List.of(PARAPHRASE, "repeat", "plain")),
                new ParamSpec.Choice(
                        TECHNIQUE,
                        "Technique",
                        "How it is said otherwise: by synonyms, structure, order of facts, all of them, or your own pairs.",
                        List.of(
                                ALL,
                                "synonyms",
                                "structure",
                                "facts",
                                "synonyms+structure",
                                "synonyms+facts",
                                "structure+facts",
                                "own-pairs",
                                "all+own-pairs")),
                new ParamSpec.FilePath(
                        PAIRS,
                        "Pairs",
                        "For own-pairs: a file of JSON lines with text and paraphrase, such as braid paraphrase --out x.jsonl makes."),
                new ParamSpec.Whole(
                        CHUNK,
                        "Data chunk C (tokens)",
                        "How much text is followed by its paraphrase; a chunk ends with a sentence.",
                        128,
                        8,
                        LONGEST,
                        List.of(32L, 64L, 128L, 256L, 512L)),
                new ParamSpec.Whole(
                        DISTANCE,
                        "Distance D (tokens)",
                        "How much further text stands between a chunk and its paraphrase.",
                        0,
                        0,
                        LONGEST,
                        List.of(0L, 64L, 128L, 256L)),
                new ParamSpec.Real(
                        SHARE,
                        "Share p",
                        "The share of windows with paraphrases; the others are plain text.",
                        0.5,
                        0,
                        1,
                        List.of(0.0, 0.1, 0.25, 0.5, 1.0)),
                new ParamSpec.Flag(
                        SAME_WINDOW,
                        "In the same window",
                        "Whether chunk and paraphrase stand in one window, where the model can look back; else in two windows of a batch.",
                        true),
                new ParamSpec.Whole(
                        KILOBYTES,
                        "Text (kilobytes)",
                        "How much of the training text is used, from its beginning; all of it is paraphrased first.",
                        400,
                        1,
                        20_000,
                        List.of(100L, 400L, 1600L)),
                new ParamSpec.Choice(
                        ASK,
                        "Measured by",
                        "In an evaluation: the loss on held-out text, or the recall of a hidden fact.",
                        List.of(TEXT, RECALL)),
                new ParamSpec.Whole(
                        LOOK_BACK,
                        "Look back (tokens)",
                        "How far the hidden fact lies behind the question for it.",
                        128,
                        Needle.closest(),
                        LONGEST,
                        List.of(64L, 128L, 256L, 512L))));
        return List.copyOf(parameters);
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(512, 256, 1024, 2048);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings, LanguageModelling.packed(settings));
    }

    /**
     * The share of the training text, in bytes, that the task says in other words. What cannot be said otherwise with certainty comes
     * again as it is, so this tells how far paraphrases differ from mere repetition. The text is prepared if it was not yet.
     */
    public static double changed(Map<String, ParamValue> parameters) {
        ParaphraseTraining task = new ParaphraseTraining();
        Settings settings = Settings.of(task.parameters(), parameters);
        return new Bound(task, settings, LanguageModelling.packed(settings))
                .prepared()
                .changed();
    }

    /** The least distance, in tokens, at which a fact can be asked for: it must have ended before the question begins. */
    public static int closest() {
        return Needle.closest();
    }

    /** The largest distance, in tokens, at which a fact can be asked for in a context of that length. */
    public static int farthest(int contextLength) {
        return contextLength - Needle.longestQuestion() - Needle.DIGITS;
    }

    private static final class Bound implements BoundTask {
        private final Task task;
        private final Settings settings;
        private final PlainText plain;
        private volatile @Nullable PreparedText prepared;

        Bound(Task task, Settings settings, PlainText plain) {
            this.task = task;
            this.settings = settings;
            this.plain = plain;
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
            return plain.vocabulary();
        }

        @Override
        public String symbol(int token) {
            return plain.symbol(token);
        }

        @Override
        public int bytes(int token) {
            return recall() ? 0 : plain.bytes(token); // a fact is known or not, whatever it costs in bits
        }

        @Override
        public OptionalDouble ngramBitsPerByte() {
            return recall() ? OptionalDouble.empty() : plain.ngramBitsPerByte();
        }

        @Override
        public Optional<Tokenizer> textTokenizer() {
            return plain.textTokenizer();
        }

        @Override
        public Optional<String> prepare() {
            return plain.prepare()
                    .or(() -> pairs().flatMap(file ->
                            OwnPairs.read(file).problems().stream().findFirst()));
        }

        /** The text, the rules and the user's pairs: with others, batches are others. */
        @Override
        public String fingerprint() {
            String shipped = plain.readsShippedBytes() ? "" : plain.fingerprint() + "-";
            return shipped
                    + Paraphraser.VERSION
                    + pairs().filter(Files::isRegularFile)
                            .map(file -> "-" + PreparedText.hash(file))
                            .orElse("");
        }

        @Override
        public double chance(int contextLength) {
            return recall() ? CHANCE : plain.chance(contextLength);
        }

        private boolean recall() {
            return settings.text(ASK).equals(RECALL);
        }

        private Set<Technique> techniques() {
            String all = String.join(
                    "+", Technique.RULES.stream().map(Technique::id).sorted().toList());
            return Technique.parse(settings.text(TECHNIQUE).replace(ALL, all));
        }

        private Optional<Path> pairs() {
            return settings.text(AGAIN).equals(PARAPHRASE) && techniques().contains(Technique.OWN_PAIRS)
                    ? Optional.of(Path.of(settings.text(PAIRS)))
                    : Optional.empty();
        }

        @Override
        public List<String> problems(int contextLength) {
            List<String> problems = new ArrayList<>(plain.problems(contextLength));
            if (recall() && settings.whole(LOOK_BACK) > farthest(contextLength)) {
                int back = contextLength - farthest(contextLength) + settings.whole(LOOK_BACK);
                problems.add("A fact " + settings.whole(LOOK_BACK) + " tokens back does not fit into " + contextLength
                        + "; use a context length of at least " + back + ", or a smaller look-back.");
            }
            if (prepared == null && pairs().isPresent() && !Files.isRegularFile(pairs().get())) {
                problems.add("The technique own-pairs needs a file of pairs, and there is none at '"
                        + settings.text(PAIRS) + "'; use the parameter pairs to name one.");
            }
            return problems;
        }

        @Override
        public List<Slice> slices() {
            return recall() ? List.of(Slice.DISTANCE, Slice.ANSWER_TOKEN) : plain.slices();
        }

        @Override
        public Batch batch(Split split, long seed, long index, int sequences, int contextLength) {
            List<String> problems = problems(contextLength);
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException(problems.getFirst());
            }
            return recall()
                    ? recall(split, seed, index, sequences, contextLength)
                    : split == Split.TRAIN
                            ? training(seed, index, sequences, contextLength)
                            : plain.batch(split, seed, index, sequences, contextLength);
        }

        private PreparedText prepared() {
            PreparedText text = prepared;
            if (text == null) {
                int bytes = 1000 * settings.whole(KILOBYTES);
                text = PreparedText.of(plain.beginning(bytes + ONE_CHARACTER), bytes, techniques(), pairs());
                prepared = text;
            }
            return text;
        }

        private Tokenizer tokenizer() {
            return plain.textTokenizer().orElseThrow();
        }

        private Batch training(long seed, long index, int sequences, int length) {
            boolean sameWindow = settings.flag(SAME_WINDOW);
            Again again = Again.values()[List.of(PARAPHRASE, "repeat", "plain").indexOf(settings.text(AGAIN))];
            Windows windows = new Windows(
                    prepared(),
                    tokenizer(),
                    again,
                    settings.whole(CHUNK),
                    settings.whole(DISTANCE),
                    settings.real(SHARE),
                    sameWindow,
                    techniques().contains(Technique.FACTS));
            int[] tokens = new int[sequences * length];
            int[] labels = new int[tokens.length];
            int[] positions = new int[tokens.length];
            for (int sequence = 0; sequence < sequences; sequence++) {
                int stream = sameWindow ? sequence : sequence / 2;
                RandomStream random = RandomStream.of(seed, Split.TRAIN, index, stream);
                int[] window = windows.window(length + 1, random, sequence % 2 == 1);
                System.arraycopy(window, 0, tokens, sequence * length, length);
                System.arraycopy(window, 1, labels, sequence * length, length);
                for (int t = 0; t < length; t++) {
                    positions[sequence * length + t] = Integer.highestOneBit(t + 1);
                }
            }
            return new Batch(sequences, length, tokens, labels, positions);
        }

        private Batch recall(Split split, long seed, long index, int sequences, int length) {
            Needle needle = new Needle(tokenizer());
            int[] tokens = new int[sequences * length];
            int[] labels = new int[tokens.length];
            int[] distances = new int[tokens.length];
            int[] answerTokens = new int[tokens.length];
            Arrays.fill(labels, Batch.NO_LABEL);
            for (int sequence = 0; sequence < sequences; sequence++) {
                RandomStream random = RandomStream.of(seed, split, index, sequence);
                int[] window = plain.stretch(split, random, length + 1);
                needle.hide(window, settings.whole(LOOK_BACK), random);
                int row = sequence * length;
                System.arraycopy(window, 0, tokens, row, length);
                for (int digit = 0; digit < Needle.DIGITS; digit++) {
                    int t = length - Needle.DIGITS + digit;
                    labels[row + t] = window[t + 1];
                    distances[row + t] = settings.whole(LOOK_BACK);
                    answerTokens[row + t] = digit + 1;
                }
            }
            return new Batch(sequences, length, tokens, labels, distances, answerTokens);
        }
    }
}
