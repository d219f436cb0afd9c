package dev.braid.engine.task.text;

import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Language modelling on a text that was chosen, from which other tasks on text draw too. */
public final class PlainText implements BoundTask {
    /** Grows whenever the same parameters give other windows than before. */
    private static final String WINDOWS = "2";

    private final Task task;
    private final Settings settings;
    private final TextChoice choice;
    private final TextTokens tokens;
    private volatile @Nullable PreparedText prepared;

    PlainText(Task task, Settings settings, TextChoice choice) {
        this.task = task;
        this.settings = settings;
        this.choice = choice;
        tokens = new TextTokens(choice);
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
        return tokens.vocabulary();
    }

    private PreparedText text() {
        PreparedText text = prepared;
        if (text == null) {
            text = PreparedText.of(choice);
            prepared = text;
        }
        return text;
    }

    @Override
    public String symbol(int token) {
        return tokens.symbol(token);
    }

    @Override
    public int bytes(int token) {
        return tokens.bytes(token);
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
        return tokens.problem().map(List::of).orElseGet(() -> choice.problems(contextLength));
    }

    /** Whether it is a text that comes with Braid, byte by byte. */
    public boolean readsShippedBytes() {
        return choice.source() instanceof Corpus && choice.tokenizer() instanceof TextChoice.Tokenization.Bytes;
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
        return Optional.of(tokens.tokenizer());
    }

    /**
     * Tokens from a random place of a split, for tasks that lay out windows of their own.
     *
     * @param count tokens; a split that has fewer is gone through again and again
     */
    public int[] stretch(Split split, RandomStream random, int count) {
        Tokens all = text().split(split).tokens();
        int[] stretch = new int[count];
        long places = Math.max(1, all.size() - count + 1);
        long from = places <= Integer.MAX_VALUE ? random.below((int) places) : (long) (random.unit() * places);
        for (int done = 0; done < count; ) {
            int more = (int) Math.min(count - done, all.size() - from);
            all.read(from, stretch, done, more);
            done += more;
            from = 0;
        }
        return stretch;
    }

    /** The first bytes of the training text, up to a whole character; fewer where there are no more. */
    public byte[] beginning(int bytes) {
        ByteText text = choice.source().split(Split.TRAIN);
        byte[] some = PreparedText.bytes(text, 0, (int) Math.min(bytes, text.size()));
        int end = some.length;
        while (end < text.size() && end > 0 && isContinuation(text, end)) {
            end--;
        }
        return Arrays.copyOf(some, end);
    }

    private static boolean isContinuation(ByteText text, long at) {
        return (PreparedText.bytes(text, at, 1)[0] & 0xc0) == 0x80;
    }
}
