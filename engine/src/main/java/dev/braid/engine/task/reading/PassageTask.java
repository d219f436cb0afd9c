package dev.braid.engine.task.reading;

import dev.braid.engine.block.Settings;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Slice;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.reading.Passage.Query;
import dev.braid.engine.task.text.Corpus;
import dev.braid.engine.task.text.TextTokens;
import dev.braid.engine.task.token.ByteTokenizer;
import dev.braid.engine.task.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bound task that puts passages before a model. A sequence is a passage and its questions with their answers; line breaks
 * fill it up at the front. Every token of an answer is asked, and nothing else.
 */
public abstract class PassageTask implements BoundTask {
    /** The group and slice of {@link Completion#groups}: how deep in the prompt the answer stands, in percent. */
    public static final String DEPTH = Slice.DEPTH.id();
    /** The group of the context length that a question was made for. */
    public static final String CONTEXT_LENGTH = "context-length";

    private static final int ROOM_FOR_QUESTIONS = 64;
    /** Keeps the streams of free questions apart from those of batches. */
    private static final long COMPLETIONS = 0x636f6d70;

    private static final int TENTH = 10;
    private static final int SAMPLE = 1 << 15;

    private final Task task;
    private final Settings settings;
    private final TextTokens tokens;
    private volatile double bytesPerToken;
    private volatile double chance;

    PassageTask(Task task, Settings settings, TextTokens tokens) {
        this.task = task;
        this.settings = settings;
        this.tokens = tokens;
    }

    private Tokenizer tokenizer() {
        return tokens.tokenizer();
    }

    private double bytesPerToken() {
        if (bytesPerToken == 0) {
            bytesPerToken = tokenizer() instanceof ByteTokenizer ? 1 : bytesPerToken(tokenizer());
        }
        return bytesPerToken;
    }

    /** About so many, a little too few: passages that turn out too long are written again. */
    private static double bytesPerToken(Tokenizer tokenizer) {
        byte[] text = Corpus.FACTBOOK.text(Split.TRAIN);
        int sample = Math.min(SAMPLE, text.length);
        return 0.9 * sample / tokenizer.encode(text, 0, sample).length;
    }

    /** A passage of at most that many bytes, questions and answers included. */
    abstract Passage passage(RandomStream random, Split split, int bytes, int questions);

    /** Questions of a training sequence. */
    abstract int questions();

    /** Answers as they occur, all or a fair sample, to tell what guessing gets. */
    abstract Stream<String> answers();

    /** The fewest bytes in which there is room for a passage with that many questions. */
    abstract int shortest(int questions);

    @Override
    public final Task task() {
        return task;
    }

    @Override
    public final Settings settings() {
        return settings;
    }

    @Override
    public final Optional<Tokenizer> textTokenizer() {
        return Optional.of(tokenizer());
    }

    @Override
    public final int vocabulary() {
        return tokens.vocabulary();
    }

    @Override
    public final String symbol(int token) {
        return tokens.symbol(token);
    }

    @Override
    public final Optional<String> prepare() {
        return tokens.prepare();
    }

    @Override
    public final String fingerprint() {
        return tokens.fingerprint();
    }

    /** To know the most frequent first token of an answer, and to say the most frequent later one for every other. */
    @Override
    public final double chance(int contextLength) {
        if (chance == 0) {
            chance = countChance();
        }
        return chance;
    }

    private double countChance() {
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Integer> later = new HashMap<>();
        int[] total = {0};
        answers().forEach(answer -> {
            int[] encoded = tokenizer().encode(" " + answer);
            total[0] += encoded.length;
            for (int i = 0; i < encoded.length; i++) {
                (i == 0 ? first : later).merge(encoded[i], 1, Integer::sum);
            }
        });
        return (most(first) + most(later)) / (double) total[0];
    }

    private static int most(Map<Integer, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    @Override
    public final List<Slice> slices() {
        return List.of(Slice.DISTANCE, Slice.DEPTH);
    }

    /** What sentences call a passage and what is in it. */
    abstract String contents();

    /** What there can be fewer of, so that a passage is shorter; empty if nothing. */
    abstract String fewer();

    /** In bytes, of which there are never fewer than tokens. */
    @Override
    public final List<String> problems(int contextLength) {
        int shortest = shortest(questions());
        return tokens
                .problem()
                .or(() -> contextLength >= shortest
                        ? Optional.empty()
                        : Optional.of(contents() + " needs a context length of at least " + shortest + ", got "
                                + contextLength + "; use a longer context"
                                + (fewer().isEmpty() ? "." : " or fewer " + fewer() + ".")))
                .stream()
                .toList();
    }

    @Override
    public final Batch batch(Split split, long seed, long index, int sequences, int contextLength) {
        List<String> problems = problems(contextLength);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst());
        }
        int positions = Math.multiplyExact(sequences, contextLength);
        int[] tokens = new int[positions];
        int[] labels = new int[positions];
        int[] distances = new int[positions];
        int[] depths = new int[positions];
        Arrays.fill(tokens, tokenizer().encode("\n")[0]);
        Arrays.fill(labels, Batch.NO_LABEL);
        for (int sequence = 0; sequence < sequences; sequence++) {
            RandomStream random = RandomStream.of(seed, split, index, sequence);
            Written written = encode(fitting(random, split, contextLength, questions()));
            // the last token is only asked for; the first stands where the padding ends
            int shift = (sequence + 1) * contextLength - (written.length - 1);
            System.arraycopy(written.tokens, 0, tokens, shift, written.length - 1);
            for (Answer answer : written.answers) {
                for (int at = answer.from; at < answer.to; at++) {
                    labels[shift + at - 1] = written.tokens[at];
                    distances[shift + at - 1] = answer.distance;
                    depths[shift + at - 1] = answer.depth;
                }
            }
        }
        return new Batch(sequences, contextLength, tokens, labels, distances, depths);
    }

    /** Tokens of a passage with all its questions, and where the answers are. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Written(int[] tokens, int length, List<Answer> answers) {}

    /** An answer: its tokens, how far it lies behind its place in the passage, and how deep that place is. */
    private record Answer(int from, int to, int distance, int depth) {}

    /** A passage whose tokens fit, the last of which is only asked for. */
    private Passage fitting(RandomStream random, Split split, int contextLength, int questions) {
        int bytes = Math.max(shortest(questions), (int) ((contextLength + 1) * bytesPerToken()));
        while (true) {
            Passage passage = passage(random, split, bytes, questions);
            int tokens = encode(passage).length - 1;
            if (tokens <= contextLength) {
                return passage;
            }
            bytes = Math.max(shortest(questions), (int) (bytes * 0.98 * contextLength / tokens));
        }
    }

    private Written encode(Passage passage) {
        int[] text = tokenizer().encode(passage.text());
        int[] tokens = Arrays.copyOf(text, 2 * text.length + ROOM_FOR_QUESTIONS);
        int length = text.length;
        double tokensPerCharacter = text.length / (double) passage.text().length();
        List<Answer> answers = new ArrayList<>();
        for (Query query : passage.queries()) {
            int[] prompt = tokenizer().encode(query.prompt());
            int[] answer = tokenizer().encode(" " + query.answer());
            tokens = append(tokens, length, prompt);
            length += prompt.length;
            int place = (int) (query.at() * tokensPerCharacter);
            int distance = Integer.highestOneBit(Math.max(1, length - place));
            answers.add(new Answer(length, length + answer.length, distance, depth(place, length)));
            tokens = append(tokens, length, answer);
            length += answer.length;
        }
        return new Written(tokens, length, answers);
    }

    private static int[] append(int[] tokens, int length, int... more) {
        int[] room = length + more.length <= tokens.length
                ? tokens
                : Arrays.copyOf(tokens, Math.max(2 * tokens.length, length + more.length));
        System.arraycopy(more, 0, room, length, more.length);
        return room;
    }

    /** In percent, up to the next ten. */
    private static int depth(int place, int length) {
        return TENTH * Math.max(1, Math.min(TENTH, (place * TENTH + length - 1) / length));
    }

    /**
     * Questions to be answered freely: passages as in training, each with one question, so long that the answer ends where a
     * context of that length does. A pure function of its arguments.
     *
     * @throws IllegalArgumentException with the first of the {@link #problems}, if there are any
     */
    public final List<Completion> completions(Split split, long seed, int count, int contextLength) {
        List<String> problems = problems(contextLength);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(problems.getFirst());
        }
        List<Completion> completions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.named(COMPLETIONS, seed, split.ordinal(), contextLength, i);
            Passage passage = fitting(random, split, contextLength, 1);
            Query query = passage.queries().getFirst();
            String prompt = passage.text() + query.prompt();
            completions.add(new Completion(
                    prompt,
                    List.of(query.answer()),
                    Map.of(CONTEXT_LENGTH, contextLength, DEPTH, depth(query.at(), prompt.length()))));
        }
        return completions;
    }
}
