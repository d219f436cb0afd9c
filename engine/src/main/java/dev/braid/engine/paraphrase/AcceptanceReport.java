package dev.braid.engine.paraphrase;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what was accepted, by which rules, and why the rest was not, and keeps samples to read. Not for several threads. */
public final class AcceptanceReport {
    private static final int SAMPLES = 24;

    private final Map<String, Integer> rules = new TreeMap<>();
    private final Map<Refusal, Integer> refusals = new EnumMap<>(Refusal.class);
    private final List<Outcome> samples = new ArrayList<>();
    private int sentences;
    private int accepted;
    private long words;
    private long changed;

    /** Counts an outcome. */
    public void add(Outcome outcome) {
        sentences++;
        words += Distance.words(outcome.original()).size();
        outcome.refusal().ifPresent(why -> refusals.merge(why, 1, Integer::sum));
        if (outcome.paraphrase().isPresent()) {
            accepted++;
            changed += Math.round(Distance.between(outcome.original(), outcome.text())
                    * Distance.words(outcome.original()).size());
            outcome.rules().stream().distinct().forEach(rule -> rules.merge(rule, 1, Integer::sum));
            keep(outcome);
        }
    }

    /** Samples from all over the text: whenever there are twice as many as wanted, every other one goes. */
    private void keep(Outcome outcome) {
        int apart = Math.max(1, Integer.highestOneBit(accepted / SAMPLES));
        if (accepted % apart == 0) {
            samples.add(outcome);
            if (samples.size() > 2 * SAMPLES) {
                for (int i = samples.size() - 1; i >= 0; i -= 2) {
                    samples.remove(i);
                }
            }
        }
    }

    /** How many sentences were looked at. */
    public int sentences() {
        return sentences;
    }

    /** How many of them are said otherwise. */
    public int accepted() {
        return accepted;
    }

    /** How many words were looked at. */
    public long words() {
        return words;
    }

    /** How many words are others than before, or elsewhere. */
    public long changed() {
        return changed;
    }

    /** In how many paraphrases each rule has a part. */
    public Map<String, Integer> rules() {
        return Map.copyOf(rules);
    }

    /** How many sentences stay as they are, by the reason. */
    public Map<Refusal, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /** Some of what was accepted, from all over the text. */
    public List<Outcome> samples() {
        return List.copyOf(samples.subList(0, Math.min(SAMPLES, samples.size())));
    }
}
