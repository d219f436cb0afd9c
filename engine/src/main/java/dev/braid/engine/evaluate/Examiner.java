package dev.braid.engine.evaluate;

import dev.braid.engine.evaluate.Outcome.Cell;
import dev.braid.engine.evaluate.Outcome.Form;
import dev.braid.engine.evaluate.Scorer.Score;
import dev.braid.engine.evaluate.Scorer.Sequence;
import dev.braid.engine.task.question.Question;
import dev.braid.engine.task.question.Question.Choice;
import dev.braid.engine.task.question.Question.Completion;
import dev.braid.engine.task.question.Question.Continuation;
import dev.braid.engine.task.question.Question.LastWord;
import dev.braid.engine.task.token.Tokenizer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;

/** Asks the questions of a set, some hundreds at a time, and counts. */
public final class Examiner {
    private static final int AT_A_TIME = 256;

    private final Scorer scorer;
    private final Answerer answerer;
    private final Tokenizer tokenizer;
    private final int longest;
    private final ToDoubleFunction<String> unigram;

    /**
     * @param longest tokens that the model reads at most
     * @param unigram the log-probability of a text's words, each by itself
     */
    public Examiner(
            Scorer scorer, Answerer answerer, Tokenizer tokenizer, int longest, ToDoubleFunction<String> unigram) {
        this.scorer = scorer;
        this.answerer = answerer;
        this.tokenizer = tokenizer;
        this.longest = longest;
        this.unigram = unigram;
    }

    /**
     * Asks all questions of a set.
     *
     * @param progress is told after some questions how many have been asked
     * @throws IOException with a sentence, if the set cannot be read at all, or is empty
     */
    public Outcome examine(QuestionSet set, LongConsumer progress) throws IOException {
        Tally tally = new Tally();
        try (QuestionSet.Source source = set.open()) {
            List<Question> some = new ArrayList<>();
            for (Optional<Question> next = source.next(); next.isPresent(); next = source.next()) {
                some.add(next.get());
                if (some.size() == AT_A_TIME) {
                    tally.ask(some);
                    some.clear();
                    progress.accept(tally.asked);
                }
            }
            tally.ask(some);
            if (tally.asked == 0) {
                throw new IOException(set.name() + " holds no question.");
            }
            return tally.outcome(set.name(), source);
        }
    }

    /** The index of the largest number; of equal ones the first. */
    static int largest(double... numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] > numbers[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Counts the answers of one set. */
    private final class Tally {
        private final Wording wording = new Wording(tokenizer, longest);
        private final Map<String, Share> shares = new LinkedHashMap<>();
        private final Map<Map<String, Integer>, Share> cells = new LinkedHashMap<>();
        private Form form = Form.COMPLETION;
        private double chances;
        private long asked;

        private void count(String metric, boolean right) {
            shares.merge(metric, new Share(0, 0).plus(right), (old, fresh) -> old.plus(right));
        }

        void ask(List<Question> questions) {
            List<Completion> completions = new ArrayList<>();
            List<Choice> choices = new ArrayList<>();
            List<LastWord> words = new ArrayList<>();
            for (Question question : questions) {
                switch (question) {
                    case Completion completion -> completions.add(completion);
                    case Choice choice -> choices.add(choice);
                    case LastWord word -> words.add(word);
                }
            }
            complete(completions);
            choose(choices);
            find(words);
            asked += questions.size();
        }

        private void complete(List<Completion> completions) {
            if (completions.isEmpty()) {
                return;
            }
            form = Form.COMPLETION;
            List<String> written = answerer.write(completions.stream()
                    .map(completion -> wording.prompt(completion.prompt(), room(completion)))
                    .toList());
            int shift = Math.max(1, written.size() / 2); // neighbours may be about the same passage
            for (int i = 0; i < completions.size(); i++) {
                Completion completion = completions.get(i);
                boolean right = completion.acceptedBy(written.get(i));
                count(Outcome.CONTAINS, right);
                if (written.size() > 1) {
                    count(Outcome.CONTAINS_SHUFFLED, completion.acceptedBy(written.get((i + shift) % written.size())));
                }
                if (!completion.groups().isEmpty()) {
                    cells.merge(
                            new TreeMap<>(completion.groups()),
                            new Share(0, 0).plus(right),
                            (old, fresh) -> old.plus(right));
                }
            }
        }

        /** Tokens of the longest right answer: so much room a prompt must leave in the context. */
        private int room(Completion completion) {
            return completion.answers().stream()
                    .mapToInt(answer -> tokenizer.encode(" " + answer).length)
                    .max()
                    .orElse(0);
        }

        private void choose(List<Choice> choices) {
            if (choices.isEmpty()) {
                return;
            }
            form = Form.CHOICE;
            List<Sequence> sequences = new ArrayList<>();
            for (Choice choice : choices) {
                choice.options().forEach(option -> sequences.add(wording.sequence(option)));
            }
            // without its context, where there is one and the choices differ
            List<Sequence> alone = new ArrayList<>();
            Wording apart = new Wording(tokenizer, longest);
            for (Choice choice : choices) {
                if (hasContext(choice)) {
                    choice.options()
                            .forEach(option -> alone.add(apart.sequence(
                                    new Continuation("", option.text().stripLeading()))));
                }
            }
            List<Score> scores = scorer.score(sequences);
            List<Score> scoresAlone = scorer.score(alone);
            int at = 0;
            int atAlone = 0;
            for (Choice choice : choices) {
                int options = choice.options().size();
                count(choice, Outcome.ACCURACY, Outcome.NORMALISED, sums(scores.subList(at, at + options)));
                at += options;
                if (hasContext(choice)) {
                    double[] sums = sums(scoresAlone.subList(atAlone, atAlone + options));
                    count(choice, Outcome.CHOICE_ONLY, Outcome.CHOICE_ONLY_NORMALISED, sums);
                    atAlone += options;
                }
                boolean sameText = sameText(choice);
                double[] frequencies = choice.options().stream()
                        .mapToDouble(option ->
                                unigram.applyAsDouble(sameText ? option.context() + option.text() : option.text()))
                        .toArray();
                count(choice, Outcome.UNIGRAM, Outcome.UNIGRAM_NORMALISED, frequencies);
                chances += 1.0 / options;
            }
        }

        private void count(Choice choice, String metric, String normalisedMetric, double... sums) {
            count(metric, largest(sums) == choice.answer());
            double[] normalised = sums.clone();
            for (int i = 0; i < sums.length; i++) {
                String text = choice.options().get(i).text().stripLeading();
                normalised[i] /= Math.max(1, text.length());
            }
            count(normalisedMetric, largest(normalised) == choice.answer());
        }

        private void find(List<LastWord> words) {
            if (words.isEmpty()) {
                return;
            }
            form = Form.LAST_WORD;
            chances = Double.NaN;
            scorer.score(words.stream()
                            .map(word -> wording.sequence(word.word()))
                            .toList())
                    .forEach(score -> count(Outcome.ACCURACY, score.greedy()));
        }

        Outcome outcome(String name, QuestionSet.Source source) {
            return new Outcome(
                    name,
                    form,
                    asked,
                    form == Form.CHOICE ? chances / asked : Double.NaN,
                    shares,
                    cells.entrySet().stream()
                            .map(entry -> new Cell(entry.getKey(), entry.getValue()))
                            .toList(),
                    wording.cut(),
                    source.leftOut(),
                    source.problems());
        }
    }

    private static boolean sameText(Choice choice) {
        String first = choice.options().getFirst().text();
        return choice.options().stream().allMatch(option -> option.text().equals(first));
    }

    private static boolean hasContext(Choice choice) {
        return !sameText(choice)
                && choice.options().stream()
                        .anyMatch(option -> !option.context().isBlank());
    }

    private static double[] sums(List<Score> scores) {
        return scores.stream().mapToDouble(Score::logProbability).toArray();
    }
}
