package dev.braid.engine.cli;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.GraphBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small designs and plans as files. */
final class Samples {
    private Samples() {}

    /** A design that trains in no time: embedding, one attention layer, head. */
    static Path attention(Path folder, int width) throws IOException {
        Architecture design = Architecture.of(
                "Small attention",
                new GraphBuilder()
                        .block("embedding", "token-embedding", "width", width)
                        .block("attention", "attention")
                        .wire("embedding", "attention")
                        .block("head", "language-model-head")
                        .wire("attention", "head")
                        .build());
        Path file = folder.resolve("attention-" + width + ".json");
        DesignFile.write(file, design);
        return file;
    }

    /** A plan of four runs of that many steps: one design of two widths, one rate, two seeds. */
    static Path plan(Path folder, int steps) throws IOException {
        attention(folder, 8);
        attention(folder, 16);
        return Files.writeString(folder.resolve("plan.json"), """
                {
                  "format": "braid-sweep", "version": 1, "question": "Does width help?",
                  "variants": [
                    {"name": "narrow, 8", "design": "attention-8.json"},
                    {"name": "wide", "design": "attention-16.json"}
                  ],
                  "task": "mqar", "task-parameters": {"vocabulary": 64},
                  "train": [16], "evaluate": [16, 32],
                  "learning-rates": [0.003], "seeds": [1, 2],
                  "settings": {
                    "steps": %d, "batch": 2, "evaluate-every": 10, "evaluation-examples": 8, "test-examples": 16,
                    "checkpoint-every": 10
                  }
                }
                """.formatted(steps));
    }
}
