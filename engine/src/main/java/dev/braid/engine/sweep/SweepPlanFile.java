package dev.braid.engine.sweep;

import dev.braid.engine.export.SafeFile;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.sweep.SweepPlan.Variant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A plan as a folder: {@code plan.json} and a design file for each variant beside it. */
public final class SweepPlanFile {
    private static final String NAME = "plan.json";

    private SweepPlanFile() {}

    /** The plan's file in a folder of its own. */
    public static Path in(Path folder) {
        return folder.resolve(NAME);
    }

    /**
     * Writes a plan so that {@link SweepPlan#read(Path)} gives an equal one, and with it the same runs.
     *
     * @throws IOException with a sentence that names the file
     */
    public static void write(Path folder, SweepPlan plan) throws IOException {
        SafeFile.makeFolder(folder);
        for (int i = 0; i < plan.variants().size(); i++) {
            DesignFile.write(folder.resolve(design(i)), plan.variants().get(i).design());
        }
        SafeFile.write(in(folder), json(plan).getBytes(StandardCharsets.UTF_8));
    }

    private static String design(int variant) {
        return "design-" + (variant + 1) + ".json";
    }

    private static String json(SweepPlan plan) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode node = mapper.createObjectNode();
        node.put("format", SweepPlan.FORMAT);
        node.put("version", 1);
        node.put("question", plan.question());
        ArrayNode variants = node.putArray("variants");
        for (int i = 0; i < plan.variants().size(); i++) {
            Variant variant = plan.variants().get(i);
            ObjectNode entry = variants.addObject();
            entry.put("design", design(i));
            entry.put("name", variant.name());
            if (!variant.learningRates().isEmpty()) {
                ArrayNode rates = entry.putArray("learning-rates");
                variant.learningRates().forEach(rates::add);
            }
            if (!variant.from().isEmpty()) {
                ArrayNode from = entry.putArray("from");
                variant.from().forEach(start -> from.add(start.path()));
            }
            if (!variant.taskParameters().isEmpty()) {
                RunSpecJson.parameters(entry, "task-parameters", variant.taskParameters());
            }
        }
        node.put("task", plan.task());
        RunSpecJson.parameters(node, "task-parameters", plan.taskParameters());
        boolean apart = plan.train().size() > 1;
        ArrayNode train = node.putArray("train");
        plan.train().forEach(group -> RunSpecJson.lengths(train, group));
        node.put("train-apart", apart);
        if (!apart) {
            RunSpecJson.lengths(node.putArray("evaluate"), plan.evaluate().getFirst());
        }
        ArrayNode rates = node.putArray("learning-rates");
        plan.learningRates().forEach(rates::add);
        ArrayNode seeds = node.putArray("seeds");
        plan.seeds().forEach(seeds::add);
        node.put("grid-on-first-seed", plan.gridOnFirstSeed());
        RunSpecJson.settings(node.putObject("settings"), plan.settings());
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }
}
