package dev.braid.app.training;

import dev.braid.engine.store.RunFolder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.sweep.SweepPlanFile;
import dev.braid.engine.train.event.RunEvent;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plans that were started, each a folder below {@code plans} in the folder of runs: after a crash, or another day, a plan
 * goes on where its run folders stand. The command line reads the same files.
 */
final class PlanStore {
    private static final String PLANS = "plans";
    private static final int LONGEST_NAME = 40;

    private PlanStore() {}

    /**
     * A plan that was started.
     *
     * @param folder where it lies
     * @param plan what was asked
     * @param finished how many of its runs are over
     * @param last when it was started last
     */
    record Kept(Path folder, SweepPlan plan, int finished, FileTime last) {
        /** Whether some of its runs are still to come. */
        boolean unfinished() {
            return finished < plan.runs();
        }

        /** What it is about, in a few words. */
        String title() {
            return PlanStore.title(plan);
        }
    }

    /** Notes that a plan was started. */
    static void keep(Path runs, SweepPlan plan) throws IOException {
        SweepPlanFile.write(folder(runs, plan), plan);
    }

    /** Where a plan that was started lies. */
    static Path folder(Path runs, SweepPlan plan) {
        return runs.resolve(PLANS).resolve(name(plan));
    }

    static String title(SweepPlan plan) {
        if (!plan.question().isEmpty()) {
            return plan.question();
        }
        String first = plan.variants().getFirst().name();
        int others = plan.variants().size() - 1;
        return others == 0 ? first : first + " and " + Numbers.count(others, "other design", "other designs");
    }

    private static String name(SweepPlan plan) {
        String words = title(plan).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String ids = plan.variants().stream()
                .map(variant -> plan.spec(
                                variant,
                                0,
                                plan.learningRates(variant).getFirst(),
                                plan.seeds().getFirst())
                        .id())
                .reduce("", String::concat);
        return words.substring(0, Math.min(LONGEST_NAME, words.length()))
                + String.format("-%08x", (ids + plan.learningRates() + plan.seeds() + plan.train()).hashCode());
    }

    /** All plans that were started, the last first; what cannot be read is left out. Not on the user-interface thread. */
    static List<Kept> all(Workbench bench) {
        Path folder = bench.runs().resolve(PLANS);
        List<Kept> kept = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return kept;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
            for (Path each : folders) {
                Path file = SweepPlanFile.in(each);
                if (Files.exists(file)) {
                    try {
                        SweepPlan plan = SweepPlan.read(file);
                        kept.add(new Kept(each, plan, finished(bench, plan), Files.getLastModifiedTime(file)));
                    } catch (SpecException e) {
                        // somebody has edited it; the command line says what is wrong
                    }
                }
            }
        } catch (IOException e) {
            return kept;
        }
        kept.sort(Comparator.comparing(Kept::last).reversed());
        return kept;
    }

    /** How many of a plan's runs are over. Not on the user-interface thread. */
    static int finished(Workbench bench, SweepPlan plan) {
        Set<String> ids = new TreeSet<>();
        bench.allRuns(plan).stream().map(RunSpec::id).forEach(ids::add);
        return (int) ids.stream()
                .filter(id -> isOver(new RunFolder(bench.runs(), id)))
                .count();
    }

    /** A run that has failed is over, too: the same numbers would come again. */
    private static boolean isOver(RunFolder run) {
        if (run.readResult().isPresent()) {
            return true;
        }
        try {
            List<RunEvent> events = run.readEvents();
            return !events.isEmpty() && events.getLast() instanceof RunEvent.Failed;
        } catch (IOException e) {
            return false; // it can be computed anew
        }
    }
}
