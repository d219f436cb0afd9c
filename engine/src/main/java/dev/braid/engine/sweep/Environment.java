package dev.braid.engine.sweep;

import dev.braid.engine.kernel.Kernels;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** On what a run ran; noted beside its result, which does not depend on it. */
final class Environment {
    private Environment() {}

    /** As readable JSON. */
    static String json(int threads) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode node = mapper.createObjectNode();
        node.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
        node.put(
                "system",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        node.put("processors", Runtime.getRuntime().availableProcessors());
        node.put("threads", threads);
        node.put("vector-kernels", Kernels.vectorApiReadable());
        node.put("engine", RunSpec.ENGINE);
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }
}
