package dev.braid.engine.continual;

import dev.braid.engine.paraphrase.training.ParaphraseTraining;
import dev.braid.engine.statistics.PairedComparison;
import dev.braid.engine.statistics.Summary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What became of a trained model, in several ways.
 *
 * @param before the name of the model as it was
 * @param control the name of the way that others are compared with besides: as much training on text that is merely repeated; null
 *     where there is none
 * @param abilities for each way, that model included, what it can do with each seed, in the order of tables
 */
public record BeforeAndAfter(String before, @Nullable String control, Map<String, Map<Long, Ability>> abilities) {
    /** What is compared. */
    public enum Axis {
        /** Recall on average over the distances. */
        RECALL("recall", "recall", "Recall, mean over the distances:", Ability::meanRecall),
        /** On average over the sets of questions on passages. */
        ANSWERS(
                "answers",
                "the share of right answers",
                "Questions on passages, mean over the sets:",
                Ability::answers),
        /** On held-out text. */
        TEXT(
                "bits a byte",
                "the loss in bits a byte",
                "Bits a byte on held-out text, less is better:",
                Ability::bitsPerByte),
        /** On average over the reasoning sets. */
        REASONING("reasoning", "reasoning", "Reasoning, mean over the sets:", Ability::reasoning);

        private final String words;
        private final String subject;
        private final String heading;
        private final ToDoubleFunction<Ability> number;

        Axis(String words, String subject, String heading, ToDoubleFunction<Ability> number) {
            this.words = words;
            this.subject = subject;
            this.heading = heading;
            this.number = number;
        }

        /** What tables call it. */
        public String words() {
            return words;
        }

        /** What stands above its sentences. */
        public String heading() {
            return heading;
        }

        /** The number of a model. */
        public double of(Ability ability) {
            return number.applyAsDouble(ability);
        }
    }

    /** Share of digits that guessing gets right. */
    public static final double CHANCE = ParaphraseTraining.CHANCE;

    private static final String NOTHING_RECALLED =
            "No way recalls more digits than guessing would, so these differences say nothing about recall; a larger model, or one that"
                    + " was trained longer, may.";

    /**
     * A column of the table.
     *
     * @param title what it is called
     * @param distance in tokens, of the facts that are asked for; empty for what is a mean
     * @param number of a model
     */
    public record Column(String title, OptionalInt distance, ToDoubleFunction<Ability> number) {
        private static Column mean(String title, ToDoubleFunction<Ability> number) {
            return new Column(title, OptionalInt.empty(), number);
        }
    }

    public BeforeAndAfter {
        Map<String, Map<Long, Ability>> copy = new LinkedHashMap<>();
        abilities.forEach((way, bySeed) -> copy.put(way, Collections.unmodifiableMap(new TreeMap<>(bySeed))));
        abilities = Collections.unmodifiableMap(copy);
    }

    /** Distances of facts that were asked for, in tokens. */
    public SortedSet<Integer> distances() {
        SortedSet<Integer> distances = new TreeSet<>();
        abilities
                .values()
                .forEach(bySeed -> bySeed.values()
                        .forEach(ability -> distances.addAll(ability.recall().keySet())));
        return distances;
    }

    /** What a table shows of each way: recall at every distance, then the means. */
    public List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        distances()
                .forEach(distance -> columns.add(new Column(
                        "recall at " + distance,
                        OptionalInt.of(distance),
                        ability -> ability.recall().getOrDefault(distance, Double.NaN))));
        columns.add(Column.mean(Axis.RECALL.words, Ability::meanRecall));
        columns.add(Column.mean(Axis.ANSWERS.words, Ability::answers));
        columns.add(Column.mean(Axis.TEXT.words, Ability::bitsPerByte));
        columns.add(Column.mean("perplexity", Ability::perplexity));
        columns.add(Column.mean(Axis.REASONING.words, Ability::reasoning));
        return columns;
    }

    /** A cell of the table: the mean over the seeds with its 95 % bootstrap interval. */
    public Summary summary(String way, Column column) {
        return Summary.bootstrap(abilities.getOrDefault(way, Map.of()).values().stream()
                .mapToDouble(column.number)
                .toArray());
    }

    /** The same in a few letters; a dash where there is no number. */
    public String cell(String way, Column column) {
        Summary summary = summary(way, column);
        return Double.isNaN(summary.mean())
                ? "–"
                : String.format(Locale.ROOT, "%.3f ± %.3f", summary.mean(), (summary.high() - summary.low()) / 2);
    }

    /** What the numbers of the table are, in a sentence or two. */
    public String legend() {
        OptionalDouble shuffled = abilities.values().stream()
                .flatMap(bySeed -> bySeed.values().stream())
                .mapToDouble(Ability::shuffledAnswers)
                .filter(share -> !Double.isNaN(share))
                .average();
        return String.format(
                        Locale.ROOT,
                        "Means over the seeds ± half of their 95 %% interval (bootstrap). Recall: guessing gets %.3f of the digits right.",
                        CHANCE)
                + (shuffled.isPresent()
                        ? String.format(
                                Locale.ROOT,
                                " Answers: mean over those sets whose passages fit into the context; given to other questions, the same"
                                        + " answers get %.3f on average over the ways.",
                                shuffled.getAsDouble())
                        : "")
                + " Reasoning: mean over the sets.";
    }

    /** By axis what is to be said: of all ways against what was before, then against the control. */
    public Map<Axis, List<String>> inWords() {
        Map<Axis, List<String>> words = new EnumMap<>(Axis.class);
        for (Axis axis : Axis.values()) {
            List<String> sentences = new ArrayList<>();
            words.put(axis, sentences);
            if (axis == Axis.RECALL && !recalls()) {
                sentences.add(NOTHING_RECALLED);
            }
            Map<String, Map<Long, Double>> numbers = new LinkedHashMap<>();
            abilities.forEach((way, bySeed) -> {
                Map<Long, Double> own = new TreeMap<>();
                bySeed.forEach((seed, ability) -> own.put(seed, axis.of(ability)));
                if (own.values().stream().noneMatch(number -> Double.isNaN(number))) {
                    numbers.put(way, own);
                }
            });
            if (numbers.containsKey(before)) {
                sentences.addAll(sentences(PairedComparison.against(before, numbers), axis));
            }
            if (control != null && numbers.containsKey(control)) {
                numbers.remove(before);
                sentences.addAll(sentences(PairedComparison.against(control, numbers), axis));
            }
        }
        return words;
    }

    /** Whether any way, with any seed, recalls more than guessing would. */
    private boolean recalls() {
        return abilities.values().stream()
                .flatMap(bySeed -> bySeed.values().stream())
                .anyMatch(ability -> ability.meanRecall() > CHANCE);
    }

    /** What is distinguishable, each in a sentence; then all that is not, in one. */
    private static List<String> sentences(List<PairedComparison> comparisons, Axis axis) {
        List<String> sentences = new ArrayList<>();
        List<PairedComparison> equal = new ArrayList<>();
        for (PairedComparison each : comparisons) {
            if (each.seeds() < PairedComparison.LEAST_SEEDS) {
                sentences.add(each.inWords() + ".");
            } else if (each.distinguishable()) {
                sentences.add(difference(each, axis));
            } else {
                equal.add(each);
            }
        }
        if (!equal.isEmpty()) {
            sentences.add("Not distinguishable from " + equal.getFirst().second() + ": "
                    + equal.stream().map(BeforeAndAfter::seen).collect(Collectors.joining("; ")) + ".");
        }
        return sentences;
    }

    private static String difference(PairedComparison of, Axis axis) {
        return String.format(
                Locale.ROOT,
                "%s: %s %s by %.3f ± %.3f against %s (%d seeds, %s).",
                of.first(),
                of.difference() > 0 ? "raises" : "lowers",
                axis.subject,
                Math.abs(of.difference()),
                of.standardError(),
                of.second(),
                of.seeds(),
                of.testInWords());
    }

    private static String seen(PairedComparison of) {
        String further = of.outlook().isEmpty() ? "" : ", " + of.outlook();
        return String.format(
                Locale.ROOT,
                "%s (difference %+.3f ± %.3f, %d seeds%s)",
                of.first(),
                of.difference(),
                of.standardError(),
                of.seeds(),
                further);
    }
}
