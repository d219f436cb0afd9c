package dev.braid.engine.task.reading;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Task;
import dev.braid.engine.task.reading.Passage.Query;
import dev.braid.engine.task.text.Corpus;
import dev.braid.engine.task.text.TextTokens;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A number hidden in filler text, at a depth that can be chosen; with several needles, one of them is asked for. */
public final class Needles implements Task {
    private static final String FILLER = "filler";
    private static final String NEEDLES = "needles";
    private static final String DEPTH = "depth";
    private static final String DIGITS = "digits";
    private static final String ANY = "any";
    private static final int MOST_NEEDLES = 32;
    private static final int MOST_DIGITS = 9;

    @Override
    public String id() {
        return "needle";
    }

    @Override
    public String title() {
        return "Needles in text";
    }

    @Override
    public String explanation() {
        return """
                Somewhere in a long text stands a sentence that has nothing to do with it: "The special magic Lima number \
                is: 4920557." At the end the model must say the number. With several needles there are several cities, \
                and one of them is asked for.

                It shows from how far back, and from where in the context, a model can fetch one thing. Attention finds it \
                anywhere inside the training length; a window does not see what lies behind it; a state space model \
                must have noticed at the time that the sentence would matter.

                The filler is real text of other documents than in training; numbers and places are new every time. \
                Guessing gets the blank before the number and every tenth digit. Tokens are bytes, or byte pairs that are \
                found in the filler or come in files of GPT-2's form.

                Source: passkey retrieval, Mohtashami and Jaggi, "Landmark Attention", arXiv 2305.16300; the wording and \
                several needles as in Hsieh and others, "RULER", arXiv 2404.06654.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        List<ParamSpec> parameters = new ArrayList<>(List.of(
                new ParamSpec.Choice(
                        FILLER,
                        "Filler",
                        "Where the text around the needles comes from.",
                        List.of(Corpus.SOTU.id(), Corpus.MOBY_DICK.id())),
                new ParamSpec.Whole(
                        NEEDLES,
                        "Needles",
                        "So many cities have a number; one of them is asked.",
                        1,
                        1,
                        MOST_NEEDLES,
                        List.of(1L, 2L, 4L, 8L)),
                new ParamSpec.Choice(
                        DEPTH,
                        "Depth (%)",
                        "How much of the filler stands before the needle that is asked for.",
                        Stream.concat(
                                        Stream.of(ANY),
                                        IntStream.rangeClosed(0, 10).mapToObj(tenth -> String.valueOf(10 * tenth)))
                                .toList()),
                new ParamSpec.Whole(
                        DIGITS, "Digits", "A number has so many digits.", 7, 1, MOST_DIGITS, List.of(4L, 7L))));
        parameters.addAll(TextTokens.parameters());
        return List.copyOf(parameters);
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(256, 512, 1024, 2048);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new Bound(this, settings, TextTokens.of(settings, Corpus.of(settings.text(FILLER))));
    }

    /** The task with so many needles, the one that is asked for at that depth in percent, a multiple of ten. */
    public static PassageTask of(int needles, int depth, Tokenizer tokenizer) {
        Needles task = new Needles();
        Map<String, ParamValue> values =
                Map.of(DEPTH, new ParamValue.Text(String.valueOf(depth)), NEEDLES, new ParamValue.Whole(needles));
        return new Bound(task, Settings.of(task.parameters(), values), TextTokens.of(tokenizer));
    }

    private static final class Bound extends PassageTask {
        /** Short and well known, so that a needle is short. */
        private static final List<String> CITIES = List.of(
                "Lima", "Oslo", "Rome", "Kyiv", "Riga", "Bern", "Cairo", "Paris", "Tokyo", "Delhi", "Accra", "Dakar",
                "Hanoi", "Quito", "Sofia", "Tunis", "Lagos", "Milan", "Osaka", "Turin", "Basel", "Perth", "Dubai",
                "Miami", "Athens", "Berlin", "Bogota", "Boston", "Dublin", "Geneva", "Havana", "Lisbon", "London",
                "Madrid", "Manila", "Moscow", "Nassau", "Ottawa", "Prague", "Santos", "Sydney", "Tehran", "Vienna",
                "Warsaw", "Zagreb", "Zurich", "Chicago", "Hamburg", "Nairobi", "Toronto");

        private static final String NEEDLE = "The special magic %s number is: %s.";
        private static final String QUESTION = "\nThe special magic %s number is:";
        /** A needle and the blank before it, without its digits, for the longest city. */
        private static final int NEEDLE_BYTES = 39;

        private static final int QUESTION_BYTES = 38;
        private static final int SHORTEST_FILLER = 32;
        /** Guessing is counted on every number of so many digits, over and over. */
        private static final int MOST_COUNTED = 4;

        private final Corpus filler;
        private final int needles;
        private final int depth;
        private final int digits;

        Bound(Task task, Settings settings, TextTokens tokens) {
            super(task, settings, tokens);
            filler = Corpus.of(settings.text(FILLER));
            needles = settings.whole(NEEDLES);
            String wanted = settings.text(Needles.DEPTH);
            depth = wanted.equals(ANY) ? -1 : Integer.parseInt(wanted);
            digits = settings.whole(DIGITS);
        }

        @Override
        int questions() {
            return 1;
        }

        @Override
        int shortest(int questions) {
            return SHORTEST_FILLER + needles * (NEEDLE_BYTES + digits) + QUESTION_BYTES + digits;
        }

        @Override
        String contents() {
            return "A text with " + needles + (needles == 1 ? " needle" : " needles") + " of " + digits + " digits";
        }

        @Override
        String fewer() {
            return needles > 1 ? "needles" : "";
        }

        /** Numbers in which each digit, and each pair of neighbours, stands as often as any other. */
        @Override
        Stream<String> answers() {
            int most = Math.min(digits, MOST_COUNTED);
            return IntStream.range(0, (int) Math.pow(10, most)).mapToObj(number -> {
                String part = String.format(Locale.ROOT, "%0" + most + "d", number);
                return part.repeat((digits + most - 1) / most).substring(0, digits);
            });
        }

        @Override
        Passage passage(RandomStream random, Split split, int bytes, int questions) {
            List<String> cities = new ArrayList<>(CITIES);
            List<String> sentences = new ArrayList<>();
            List<String> numbers = new ArrayList<>();
            for (int i = 0; i < needles; i++) {
                Collections.swap(cities, i, random.between(i, cities.size()));
                numbers.add(number(random));
                sentences.add(" " + String.format(NEEDLE, cities.get(i), numbers.get(i)));
            }
            String question = String.format(QUESTION, cities.getFirst());
            int room = bytes - question.length() - digits - 1;
            for (String sentence : sentences) {
                room -= sentence.length();
            }
            String text = filler(random, split, room);
            int[] places = new int[needles];
            for (int i = 0; i < needles; i++) {
                int place = depth >= 0 && i == 0
                        ? (int) ((long) text.length() * depth / 100)
                        : random.below(text.length() + 1);
                places[i] = endOfWord(text, place);
            }
            return assemble(text, sentences, places, question, numbers.getFirst());
        }

        /** Puts the sentences into the text; the first of them is asked for. */
        private static Passage assemble(
                String text, List<String> sentences, int[] places, String question, String number) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, places.length).boxed().toList());
            order.sort((a, b) -> Integer.compare(places[a], places[b]));
            StringBuilder whole = new StringBuilder();
            int done = 0;
            int at = 0;
            for (int needle : order) {
                whole.append(text, done, places[needle]).append(sentences.get(needle));
                done = places[needle];
                if (needle == 0) {
                    at = whole.length() - 1 - number.length();
                }
            }
            whole.append(text, done, text.length());
            return new Passage(whole.toString(), List.of(new Query(question, number, at)));
        }

        private String number(RandomStream random) {
            StringBuilder number = new StringBuilder();
            for (int i = 0; i < digits; i++) {
                number.append((char) ('0' + random.below(10)));
            }
            return number.toString();
        }

        /** At most that many bytes of the filler from anywhere, in whole characters, on one line. */
        private String filler(RandomStream random, Split split, int bytes) {
            byte[] text = filler.text(split);
            int length = Math.min(bytes, text.length - 1); // the rest of a longer context is line breaks
            int start = random.below(text.length - length);
            int end = start + length;
            while (start < end && (text[start] & 0xc0) == 0x80) {
                start++;
            }
            while (end > start && (text[end] & 0xc0) == 0x80) {
                end--;
            }
            return new String(text, start, end - start, StandardCharsets.UTF_8).replace('\n', ' ');
        }

        /** The next place at which a word has ended. */
        private static int endOfWord(String text, int from) {
            int at = from;
            while (at < text.length() && text.charAt(at) != ' ') {
                at++;
            }
            return at;
        }
    }
}
