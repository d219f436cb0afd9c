package dev.braid.app.training;

import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpecJson;
import dev.braid.engine.sweep.SweepPlan;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the numbers of a figure come from, as text that travels in its files: enough to compute every run again. */
final class Provenance {
    private static final JsonMapper JSON = new JsonMapper();

    private Provenance() {}

    /**
     * The specification of runs: for each group that of one run, and what the others have instead of its seed and rate.
     *
     * @param ids those that are shown
     */
    static String of(List<RunGroup> groups, Collection<String> ids) {
        Set<String> wanted = Set.copyOf(ids);
        ArrayNode all = JSON.createArrayNode();
        for (RunGroup group : groups) {
            List<RunData> shown = group.runs().stream()
                    .filter(run -> wanted.contains(run.id()))
                    .toList();
            if (shown.isEmpty()) {
                continue;
            }
            ObjectNode node = all.addObject();
            ArrayNode runs = node.putArray("runs");
            for (RunData run : shown) {
                ObjectNode entry = runs.addObject();
                entry.put("id", run.id());
                entry.put("seed", run.spec().settings().seed());
                entry.put("learning-rate", run.spec().settings().learningRate());
            }
            node.set(
                    "specification",
                    JSON.readTree(RunSpecJson.write(shown.getFirst().spec())));
        }
        return all.isEmpty() ? "" : all.toString();
    }

    /** The specification of all runs of a plan with one learning rate and one training length. */
    static String of(SweepPlan plan) {
        ArrayNode all = JSON.createArrayNode();
        for (SweepPlan.Variant variant : plan.variants()) {
            ObjectNode node = all.addObject();
            ArrayNode runs = node.putArray("runs");
            RunSpec first = null;
            for (long seed : plan.seeds()) {
                RunSpec spec = plan.spec(variant, 0, plan.learningRates(variant).getFirst(), seed);
                first = first == null ? spec : first;
                runs.addObject().put("id", spec.id()).put("seed", seed);
            }
            if (first != null) {
                node.set("specification", JSON.readTree(RunSpecJson.write(first)));
            }
        }
        return all.toString();
    }
}
