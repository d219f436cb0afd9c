package dev.braid.engine.continual;

import dev.braid.engine.statistics.PairedComparison;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
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
        RECALL("recall", "Recall, mean over the distances:", Ability::meanRecall),
        /** On held-out text. */
        TEXT("bits a byte", "Bits a byte on held-out text, less is better:", Ability::bitsPerByte),
        /** On average over the reasoning sets. */
        REASONING("reasoning", "Reasoning, mean over the sets:", Ability::reasoning);

        private final String words;
        private final String heading;
        private final ToDoubleFunction<Ability> number;

        Axis(String words, String heading, ToDoubleFunction<Ability> number) {
            this.words = words;
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
    public static final double CHANCE = 0.1;

    private static final String NOTHING_RECALLED =
            "No way recalls more digits than guessing would, so these differences say nothing about recall; a larger model, or one that"
                    + " was trained longer, may.";

    public BeforeAndAfter {
        Map<String, Map<Long, Ability>> copy = new LinkedHashMap<>();
        abilities.forEach((way, bySeed) -> copy.put(way, Collections.unmodifiableMap(new TreeMap<>(bySeed))));
        abilities = Collections.unmodifiableMap(copy);
    }

    /** By axis a sentence for every way: against what was before, then against the control. */
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
                numbers.put(way, own);
            });
            PairedComparison.against(before, numbers).forEach(each -> sentences.add(sentence(each, axis)));
            if (control != null && numbers.containsKey(control)) {
                numbers.remove(before);
                PairedComparison.against(control, numbers).forEach(each -> sentences.add(sentence(each, axis)));
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

    private static String sentence(PairedComparison of, Axis axis) {
        if (of.seeds() < PairedComparison.LEAST_SEEDS) {
            return of.inWords() + " (" + axis.words + ").";
        }
        if (!of.distinguishable()) {
            String further = of.outlook().isEmpty() ? "" : "; " + of.outlook();
            return String.format(
                    Locale.ROOT,
                    "%s: %s is not distinguishable from %s (difference %+.3f ± %.3f, %d seeds%s).",
                    of.first(),
                    axis.words,
                    of.second(),
                    of.difference(),
                    of.standardError(),
                    of.seeds(),
                    further);
        }
        return String.format(
                Locale.ROOT,
                "%s %s %s by %.3f ± %.3f against %s (%d seeds, paired test, p = %.2g).",
                of.first(),
                of.difference() > 0 ? "raises" : "lowers",
                axis.words,
                Math.abs(of.difference()),
                of.standardError(),
                of.second(),
                of.seeds(),
                of.p());
    }
}
