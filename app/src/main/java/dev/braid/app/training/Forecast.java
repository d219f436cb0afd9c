package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.compile.DesignException;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlan.Variant;
import dev.braid.engine.train.TrainingJob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What a plan will take, known before it starts.
 *
 * @param plan the plan
 * @param problems why it cannot start, one sentence each; empty if it can
 * @param facts of each variant, by name and group of lengths; those with problems are missing
 * @param lanes how many runs go side by side
 * @param seconds it will take at most, NaN if nothing was measured yet
 * @param measured whether every one of its designs was measured itself, rather than judged by its cost
 * @param bytes of memory at the same time
 */
public record Forecast(
        SweepPlan plan,
        List<String> problems,
        Map<String, RunFacts> facts,
        int lanes,
        double seconds,
        boolean measured,
        long bytes) {
    public Forecast {
        problems = List.copyOf(problems);
        facts = Map.copyOf(facts);
    }

    /** Looks at every variant of a plan; takes a while, so not on the user-interface thread. */
    static Forecast of(SweepPlan plan, BlockCatalog catalog, Speed speed, int processors, long memory) {
        Set<String> problems = new LinkedHashSet<>();
        Map<String, RunFacts> facts = new HashMap<>();
        List<TrainingJob> jobs = new ArrayList<>();
        boolean several = plan.variants().size() > 1;
        for (Variant variant : plan.variants()) {
            for (int group = 0; group < plan.train().size(); group++) {
                RunSpec spec = plan.spec(
                        variant,
                        group,
                        plan.learningRates(variant).getFirst(),
                        plan.seeds().getFirst());
                try {
                    TrainingJob job = RunBuilder.job(spec, catalog);
                    facts.put(key(variant.name(), group), RunFacts.of(spec, job));
                    jobs.add(job);
                } catch (SpecException | DesignException e) {
                    String.valueOf(e.getMessage())
                            .lines()
                            .forEach(line -> problems.add(several ? variant.name() + ": " + line : line));
                }
            }
        }
        int lanes = lanes(plan, jobs, processors, memory, problems);
        long bytes = facts.values().stream().mapToLong(RunFacts::bytes).max().orElse(0) * lanes;
        double seconds = 0;
        boolean measured = true;
        for (Variant variant : plan.variants()) {
            OptionalDouble own = speed.of(Workbench.key(variant.design()));
            measured &= own.isPresent();
            double each = own.orElse(speed.latest().orElse(Double.NaN));
            for (int group = 0; group < plan.train().size(); group++) {
                RunFacts fact = facts.get(key(variant.name(), group));
                double runs = (double) plan.runs(variant) / plan.train().size();
                seconds += fact == null ? 0 : each * fact.runFlops(plan.settings()) * runs / lanes;
            }
        }
        return new Forecast(plan, List.copyOf(problems), facts, lanes, seconds, measured, bytes);
    }

    /** As many side by side as fit into the memory; if not even one does, that is a problem. */
    private static int lanes(
            SweepPlan plan, List<TrainingJob> jobs, int processors, long memory, Set<String> problems) {
        for (int lanes = Math.clamp(plan.runs(), 1, processors); lanes >= 1; lanes--) {
            String refusal = "";
            for (TrainingJob job : jobs) {
                try {
                    refusal = refusal.isEmpty() ? job.refusal(1, memory / lanes).orElse("") : refusal;
                } catch (DesignException e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }
            if (refusal.isEmpty()) {
                return lanes;
            }
            if (lanes == 1) {
                problems.add(refusal);
            }
        }
        return 1;
    }

    static String key(String variant, int group) {
        return variant + "#" + group;
    }

    /** Whether it can start. */
    public boolean possible() {
        return problems.isEmpty();
    }

    /** In a sentence: how many runs, how long, how much memory, and how that is known. */
    public String words() {
        String runs = Numbers.count(plan.runs(), "run", "runs");
        String time = Double.isNaN(seconds)
                ? "time not known yet"
                : "at most " + Numbers.time(Math.max(1, seconds))
                        + (measured ? " (from measured steps)" : " (from the cost model)");
        return runs + " · " + time + " · " + Numbers.bytes(bytes) + " of memory";
    }
}
