package dev.braid.engine.paraphrase;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.text.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Draws sentences at random from the corpora in turn until a hundred of them have a paraphrase: what was judged by hand, and what a
 * test draws again. As a program it writes a sample of a seed to a file, for a new judgement.
 */
final class Sample {
    static final int SIZE = 100;

    /**
     * A sample.
     *
     * @param paraphrased the accepted ones
     * @param drawn how many sentences were drawn for them
     */
    record Drawn(List<Outcome> paraphrased, int drawn) {}

    private Sample() {}

    static Drawn draw(English english, long seed) {
        TextParaphraser paraphraser = new TextParaphraser(
                english, Optional.of(new Paraphraser(english, english.words(), Technique.RULES)), Map.of());
        List<String> texts = new ArrayList<>();
        for (Corpus corpus : List.of(Corpus.SOTU, Corpus.MOBY_DICK, Corpus.FACTBOOK)) {
            StringBuilder all = new StringBuilder();
            for (Split split : Split.values()) {
                all.append(new String(corpus.text(split), StandardCharsets.UTF_8));
            }
            texts.add(all.toString());
        }
        RandomStream random = RandomStream.named(seed);
        List<Outcome> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int drawn = 0;
        // of five paraphrases two are of speeches, two of the novel, one of a fact: sentences are harder than facts
        int[] turns = {0, 1, 0, 1, 2};
        while (found.size() < SIZE) {
            String sentence = sentence(english, texts.get(turns[found.size() % turns.length]), random);
            if (Distance.words(sentence).size() >= Paraphraser.FEWEST_WORDS && seen.add(sentence)) {
                drawn++;
                List<Outcome> outcomes = new ArrayList<>();
                paraphraser.pieces(sentence, seed, outcomes::add);
                if (outcomes.size() == 1 && outcomes.getFirst().paraphrase().isPresent()) {
                    found.add(outcomes.getFirst());
                }
            }
        }
        return new Drawn(found, drawn);
    }

    private static String sentence(English english, String text, RandomStream random) {
        int place = random.below(text.length());
        int start = Math.max(text.lastIndexOf('\n', place) + 1, text.lastIndexOf(' ', Math.max(0, place - 3000)) + 1);
        int end = text.indexOf('\n', place);
        String line = text.substring(start, Math.max(start, Math.min(end < 0 ? text.length() : end, place + 3000)));
        if (line.startsWith("<") || line.contains(" / ") && line.contains(": ")) {
            return line.length() > 400 ? "" : line;
        }
        List<int[]> places = english.tagger().sentences(line);
        // not the first or the last, which may be cut
        if (places.size() < 3) {
            return places.size() == 1 && line.length() < 400 ? line : "";
        }
        int[] one = places.get(1 + random.below(places.size() - 2));
        return line.substring(one[0], one[1]);
    }

    /** {@code Sample FILE SEED} writes a sample with room for a judgement: number, judgement, rules, sentence, paraphrase. */
    public static void main(String[] arguments) throws IOException {
        Drawn drawn = draw(new English(), Long.parseLong(arguments[1]));
        StringBuilder text = new StringBuilder("% seed " + arguments[1] + ", " + drawn.drawn + " sentences drawn\n");
        for (int i = 0; i < SIZE; i++) {
            Outcome outcome = drawn.paraphrased.get(i);
            text.append(String.join(
                            "\t",
                            String.valueOf(i + 1),
                            "?",
                            String.join(" ", outcome.rules()),
                            outcome.original(),
                            outcome.text()))
                    .append('\n');
        }
        Files.writeString(Path.of(arguments[0]), text.toString());
    }
}
