package dev.braid.engine.sweep;

import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The plans that come with the program: those of {@code sample-configs/sweeps}. */
public final class SamplePlans {
    private static final String SAMPLES = "/sample-configs/";
    private static final Path FOLDER = Path.of("sweeps");

    private SamplePlans() {}

    /**
     * Reads a plan and the designs it compares.
     *
     * @param name its file below that folder, such as {@code demo.json}
     * @throws IllegalStateException if the program was built without it
     */
    public static SweepPlan read(String name) {
        Path plan = FOLDER.resolve(name);
        try {
            return SweepPlan.read(sample(plan), plan.toString(), file -> {
                Path design = plan.resolveSibling(file).normalize();
                try {
                    return DesignFile.read(sample(design), design.toString());
                } catch (DesignFormatException e) {
                    throw new SpecException(String.valueOf(e.getMessage()));
                }
            });
        } catch (SpecException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sample(Path path) {
        String name = SAMPLES + path.toString().replace('\\', '/');
        try (InputStream text = SamplePlans.class.getResourceAsStream(name)) {
            if (text == null) {
                throw new IllegalStateException("the program was built without " + name);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
