package dev.braid.engine.paraphrase;

import dev.braid.engine.paraphrase.rule.KeyValueLine;
import dev.braid.engine.task.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Says whole texts otherwise, sentence by sentence and line by line; what cannot be said otherwise stays as it is, and so do line
 * breaks. Sources from outside come first, rules after them. Not for several threads.
 */
public final class TextParaphraser {
    private final Optional<Paraphraser> rules;
    private final English english;
    private final Map<Technique, SentenceSource> sources;

    /** With the rules' paraphraser if any rule is to be used, and sources from outside. */
    public TextParaphraser(English english, Optional<Paraphraser> rules, Map<Technique, SentenceSource> sources) {
        this.english = english;
        this.rules = rules;
        this.sources = Map.copyOf(sources);
    }

    /**
     * The text in other words; lines of a table of facts in another order, if that is asked for.
     *
     * @param text any number of lines
     * @param seed another seed may give another paraphrase
     * @param answers texts that must stay as they are
     * @param report is told what became of each sentence
     */
    public String paraphrase(String text, long seed, Collection<String> answers, Consumer<Outcome> report) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int[] table = table(lines);
        for (int i = 0; i < table.length; i++) {
            StringBuilder line = new StringBuilder();
            line(lines.get(i), table[i] > 1, seed, answers, report).forEach(piece -> line.append(piece.paraphrase()));
            lines.set(i, line.toString());
        }
        if (uses(Technique.FACTS)) {
            reorder(lines, table, seed);
        }
        return String.join("\n", lines);
    }

    /** The text piece by piece, nothing reordered beyond a sentence. */
    public List<Piece> pieces(String text, long seed, Consumer<Outcome> report) {
        List<String> lines = List.of(text.split("\n", -1));
        int[] table = table(lines);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < table.length; i++) {
            List<Piece> line = line(lines.get(i), table[i] > 1, seed, List.of(), report);
            String end = i < table.length - 1 ? "\n" : "";
            for (int j = 0; j < line.size() - 1; j++) {
                pieces.add(line.get(j));
            }
            Piece last = line.isEmpty() ? new Piece("", "") : line.getLast();
            if (!last.original().isEmpty() || !end.isEmpty()) {
                pieces.add(new Piece(last.original() + end, last.paraphrase() + end));
            }
        }
        return pieces;
    }

    private boolean uses(Technique technique) {
        return rules.isPresent() && rules.get().uses(technique);
    }

    /** For every line, how many lines "Key: value" stand together there; 0 for other lines. */
    private static int[] table(List<String> lines) {
        int[] sizes = new int[lines.size()];
        int i = 0;
        while (i < sizes.length) {
            int end = i;
            while (end < sizes.length && KeyValueLine.of(lines.get(end)).isPresent()) {
                end++;
            }
            Arrays.fill(sizes, i, end, end - i);
            i = Math.max(end, i + 1);
        }
        return sizes;
    }

    /** The lines of every table in another order. */
    private static void reorder(List<String> lines, int[] table, long seed) {
        int i = 0;
        while (i < table.length) {
            int size = Math.max(1, table[i]);
            if (size > 2) {
                int[] order = new int[size];
                for (int j = 0; j < size; j++) {
                    order[j] = i + j;
                }
                RandomStream.named(seed, lines.get(i).hashCode(), size).shuffle(order);
                List<String> old = List.copyOf(lines);
                for (int j = 0; j < size; j++) {
                    lines.set(i + j, old.get(order[j]));
                }
            }
            i += size;
        }
    }

    private List<Piece> line(
            String line, boolean inTable, long seed, Collection<String> answers, Consumer<Outcome> report) {
        Optional<KeyValueLine> fact = KeyValueLine.of(line).filter(found -> inTable || found.certain());
        if (fact.isEmpty()) {
            return prose("", line, seed, answers, report);
        }
        if (fact.get().prose()) {
            return prose(fact.get().key() + ": ", fact.get().value(), seed, answers, report);
        }
        Outcome outcome = fact(line, fact.get(), seed);
        report.accept(outcome);
        return List.of(new Piece(line, outcome.text()));
    }

    private Outcome fact(String line, KeyValueLine fact, long seed) {
        Optional<Outcome> given = given(line);
        if (given.isPresent()) {
            return given.get();
        }
        if (!uses(Technique.STRUCTURE)) {
            return Outcome.refused(line, rules.isPresent() ? Refusal.NO_RULE : missing());
        }
        List<String> all = fact.sentences();
        List<String> near = all.stream()
                .filter(sentence -> Distance.between(line, sentence) <= Paraphraser.FARTHEST)
                .toList();
        List<String> sentences = near.stream()
                .filter(sentence -> Distance.between(line, sentence) >= Paraphraser.CLOSEST)
                .toList();
        if (sentences.isEmpty()) {
            return Outcome.refused(
                    line, all.isEmpty() ? Refusal.NO_RULE : near.isEmpty() ? Refusal.TOO_FAR : Refusal.TOO_CLOSE);
        }
        int pick = RandomStream.named(seed, line.hashCode()).below(sentences.size());
        return Outcome.accepted(line, sentences.get(pick), List.of("key-value-sentence"));
    }

    /** The sentences of a paragraph; what stands before it belongs to the first. */
    private List<Piece> prose(
            String before, String paragraph, long seed, Collection<String> answers, Consumer<Outcome> report) {
        List<int[]> places = english.tagger().sentences(paragraph);
        List<Piece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < places.size(); i++) {
            int[] place = places.get(i);
            int end = i + 1 < places.size() ? places.get(i + 1)[0] : paragraph.length();
            String sentence = paragraph.substring(place[0], place[1]);
            Outcome outcome = given(sentence)
                    .or(() -> rules.map(paraphraser -> paraphraser.paraphrase(sentence, seed, answers)))
                    .orElseGet(() -> Outcome.refused(sentence, missing()));
            report.accept(outcome);
            String front = (i == 0 ? before : "") + paragraph.substring(start, place[0]);
            String back = paragraph.substring(place[1], end);
            pieces.add(new Piece(front + sentence + back, front + outcome.text() + back));
            start = end;
        }
        if (places.isEmpty()) {
            pieces.add(new Piece(before + paragraph, before + paragraph));
        }
        return pieces;
    }

    private Refusal missing() {
        return sources.containsKey(Technique.ENDPOINT) ? Refusal.NO_ANSWER : Refusal.NO_PAIR;
    }

    /** From a source outside: a user's pair as it is, an endpoint's answer if it keeps the facts and is neither too close nor too far. */
    private Optional<Outcome> given(String sentence) {
        SentenceSource pairs = sources.get(Technique.OWN_PAIRS);
        Optional<Outcome> own = pairs == null
                ? Optional.empty()
                : pairs.paraphrase(sentence)
                        .map(other -> Outcome.accepted(sentence, other, List.of(Technique.OWN_PAIRS.id())));
        SentenceSource endpoint = sources.get(Technique.ENDPOINT);
        if (own.isPresent() || endpoint == null || Distance.words(sentence).size() < Paraphraser.FEWEST_WORDS) {
            return own;
        }
        return endpoint.paraphrase(sentence)
                .filter(other -> Facts.of(other).equals(Facts.of(sentence)))
                .filter(other -> Distance.between(sentence, other) >= Paraphraser.CLOSEST)
                .map(other -> Outcome.accepted(sentence, other, List.of(Technique.ENDPOINT.id())));
    }
}
