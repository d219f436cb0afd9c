package dev.braid.engine.task.choice;

import dev.braid.engine.task.RandomStream;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import dev.braid.engine.task.text.Corpus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Questions from held-out documents of the corpora: which sentence goes on, and which word ends it. */
final class FromTexts {
    private static final int SENTENCES_BEFORE = 3;
    private static final int CHOICES = 4;
    private static final int SHORTEST_SENTENCE = 30;
    private static final int LONGEST_SENTENCE = 160;
    private static final int SHORTEST_WORD = 5;
    private static final int TRIES = 200;
    private static final Pattern BETWEEN_DOCUMENTS = Pattern.compile("\n\n\n");
    private static final Pattern BETWEEN_SENTENCES = Pattern.compile("(?<=[a-z][.!?]) (?=[A-Z])");

    private final List<List<String>> documents = new ArrayList<>();

    private FromTexts() {
        for (Corpus corpus : List.of(Corpus.SOTU, Corpus.MOBY_DICK)) {
            String text = new String(corpus.text(Split.TEST), StandardCharsets.UTF_8);
            for (String document : BETWEEN_DOCUMENTS.split(text)) {
                List<String> sentences = List.of(BETWEEN_SENTENCES.split(
                        document.replace('\n', ' ').replaceAll(" +", " ").strip()));
                if (sentences.size() > 2 * CHOICES + SENTENCES_BEFORE) {
                    documents.add(sentences);
                }
            }
        }
    }

    private static final class Loaded {
        private static final FromTexts TEXTS = new FromTexts();
    }

    static FromTexts get() {
        return Loaded.TEXTS;
    }

    /**
     * The sentence that really follows, among three of the same document from elsewhere; about equally long, because a model
     * finds short sentences more probable.
     *
     * @param longest characters of the context
     */
    Optional<Question> continuation(RandomStream random, int longest) {
        for (int tried = 0; tried < TRIES; tried++) {
            List<String> sentences = Draw.one(random, documents);
            int at = random.between(SENTENCES_BEFORE, sentences.size());
            String context = context(sentences, at);
            String right = sentences.get(at);
            if (context.length() > longest || !fits(right)) {
                continue;
            }
            List<String> wrong = new ArrayList<>();
            for (int drawn = 0; drawn < TRIES && wrong.size() < CHOICES - 1; drawn++) {
                int other = random.below(sentences.size());
                String sentence = sentences.get(other);
                boolean elsewhere = Math.abs(other - at) > SENTENCES_BEFORE;
                boolean alike = Math.abs(sentence.length() - right.length()) <= right.length() / 4;
                if (elsewhere && alike && fits(sentence) && !wrong.contains(sentence) && !sentence.equals(right)) {
                    wrong.add(sentence);
                }
            }
            if (wrong.size() == CHOICES - 1) {
                return Optional.of(Draw.question(random, context, right, wrong));
            }
        }
        return Optional.empty();
    }

    /**
     * A sentence whose last word also stands in one of the three before it.
     *
     * @param longest characters of the context
     */
    Optional<Question> lastWord(RandomStream random, int longest) {
        for (int tried = 0; tried < TRIES; tried++) {
            List<String> sentences = Draw.one(random, documents);
            int at = random.between(SENTENCES_BEFORE, sentences.size());
            String before = context(sentences, at);
            String sentence = sentences.get(at).replaceAll("[^A-Za-z]+$", "");
            int blank = sentence.lastIndexOf(' ');
            if (blank < 0 || before.length() + blank > longest) {
                continue;
            }
            String word = sentence.substring(blank + 1);
            if (word.length() >= SHORTEST_WORD
                    && word.chars().allMatch(Character::isLetter)
                    && (" " + before.toLowerCase(Locale.ROOT))
                            .matches(".*[^a-z]" + word.toLowerCase(Locale.ROOT) + "[^a-z].*")) {
                return Optional.of(
                        new LastWord(new Continuation(before + " " + sentence.substring(0, blank), " " + word)));
            }
        }
        return Optional.empty();
    }

    private static boolean fits(String sentence) {
        return sentence.length() >= SHORTEST_SENTENCE && sentence.length() <= LONGEST_SENTENCE;
    }

    private static String context(List<String> sentences, int at) {
        return String.join(" ", sentences.subList(at - SENTENCES_BEFORE, at));
    }
}
