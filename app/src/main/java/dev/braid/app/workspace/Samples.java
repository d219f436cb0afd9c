package dev.braid.app.workspace;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.sweep.SamplePlans;
import dev.braid.engine.sweep.SweepPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The designs that come with the program, in the order of the gallery. */
public final class Samples {
    private static final String FOLDER = "/sample-configs/architectures/";

    /** The design that is shown at the first start, and what it is to be compared with. */
    public static final List<String> FIRST =
            List.of("parallel-merge-attention.json", "sequential-mamba-attention.json");

    private Samples() {}

    /**
     * A design of the gallery.
     *
     * @param group the heading it stands under
     * @param path its name below the folder of the samples
     */
    public record Sample(String group, String path) {}

    /** All samples. */
    public static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        String group = "";
        for (String line : text(Samples.class.getResourceAsStream("gallery.txt"), "gallery.txt")
                .lines()
                .toList()) {
            if (line.startsWith("# ")) {
                group = line.substring(2);
            } else if (!line.isBlank()) {
                samples.add(new Sample(group, line));
            }
        }
        return samples;
    }

    /**
     * A question that several trainings answer.
     *
     * @param title a few words
     * @param plan what is trained, and why
     */
    public record Study(String title, SweepPlan plan) {}

    /** All studies that are small enough for a desk. */
    public static List<Study> studies() {
        return text(Samples.class.getResourceAsStream("studies.txt"), "studies.txt")
                .lines()
                .map(name -> new Study(title(name), SamplePlans.read(name + ".json")))
                .toList();
    }

    /** The name of a file as a title. */
    private static String title(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1).replace('-', ' ');
    }

    /** Reads a sample. */
    public static Architecture read(String path) {
        String name = FOLDER + path;
        try {
            return DesignFile.read(text(DesignFile.class.getResourceAsStream(name), name), path);
        } catch (DesignFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(@org.jspecify.annotations.Nullable InputStream resource, String name) {
        try (resource) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
