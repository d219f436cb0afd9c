package dev.braid.app.training;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.store.RunFolder;
import dev.braid.engine.store.RunResult;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.RunSpecJson;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.RunEvent;
import dev.braid.engine.train.event.RunEvent.Evaluated;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;

/**
 * All runs that lie in the folder of runs, and those of them that are pinned to the curves. The folders are the truth; what
 * is kept here can be read again at any time. User-interface thread only; the disk is read elsewhere.
 */
public final class RunLibrary {
    private final Workbench bench;
    private final Queue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
    private final ObservableList<RunData> runs = FXCollections.observableArrayList();
    private final ObservableList<RunData> runsView = FXCollections.unmodifiableObservableList(runs);
    private final ObservableSet<String> pinned = FXCollections.observableSet();
    private final ObservableSet<String> pinnedView = FXCollections.unmodifiableObservableSet(pinned);
    private final ObservableList<Kept> unfinished = FXCollections.observableArrayList();
    private final ObservableList<Kept> unfinishedView = FXCollections.unmodifiableObservableList(unfinished);
    private final Map<String, RunData> whole = new LinkedHashMap<>();
    private final ReadOnlyLongWrapper version = new ReadOnlyLongWrapper();
    private Map<Path, Read> known = new HashMap<>();
    private boolean reading;

    private record Read(FileTime time, RunData run) {}

    /** A plan that was started and has runs to come. */
    public record Kept(String title, int finished, int all, Path folder, PlanStore.Kept plan) {}

    /** The library of a workbench's folder. */
    public RunLibrary(Workbench bench) {
        this.bench = bench;
    }

    /** All runs, the newest first. */
    public ObservableList<RunData> runs() {
        return runsView;
    }

    /** Plans that were started and have runs to come, the last first. */
    public ObservableList<Kept> unfinished() {
        return unfinishedView;
    }

    /** Ids of the runs that are shown beside those that go on. */
    public ObservableSet<String> pinned() {
        return pinnedView;
    }

    /** Grows when the numbers of pinned runs have come. */
    public ReadOnlyLongProperty versionProperty() {
        return version.getReadOnlyProperty();
    }

    /** The folder of a run. */
    public Path folder(RunData run) {
        return bench.runs().resolve(run.id());
    }

    /** The pinned runs with all their numbers. */
    List<RunData> pinnedRuns() {
        return List.copyOf(whole.values());
    }

    /** Shows a run beside those that go on, or no longer. */
    public void pin(RunData run, boolean wanted) {
        if (!wanted) {
            pinned.remove(run.id());
            whole.remove(run.id());
            version.set(version.get() + 1);
            return;
        }
        pinned.add(run.id());
        Path runsFolder = bench.runs();
        bench.threads().execute(() -> {
            RunData full = withNumbers(run, runsFolder);
            mailbox.add(() -> {
                if (pinned.contains(run.id())) {
                    whole.put(run.id(), full);
                    version.set(version.get() + 1);
                }
            });
        });
    }

    private RunData withNumbers(RunData run, Path runsFolder) {
        List<MetricBuffer> metrics = List.of();
        RunFacts facts = null;
        try {
            metrics = List.of(new RunFolder(runsFolder, run.id()).readMetrics());
            facts = RunFacts.of(run.spec(), bench.catalog());
        } catch (IOException | SpecException | DesignException e) {
            // the curve of recall is shown all the same
        }
        return new RunData(run.id(), run.spec(), run.state(), run.evaluations(), run.result(), metrics, facts);
    }

    /** Looks into the folder for what is new; the answer comes with a later poll. */
    public void refresh() {
        if (reading) {
            return;
        }
        reading = true;
        Path folder = bench.runs();
        Map<Path, Read> before = known;
        bench.threads().execute(() -> {
            Map<Path, Read> now = read(folder, before);
            List<Kept> kept = PlanStore.all(bench).stream()
                    .filter(PlanStore.Kept::unfinished)
                    .map(plan ->
                            new Kept(plan.title(), plan.finished(), plan.plan().runs(), plan.folder(), plan))
                    .toList();
            mailbox.add(() -> {
                reading = false;
                known = now;
                List<RunData> all = now.values().stream()
                        .sorted(Comparator.comparing(Read::time).reversed())
                        .map(Read::run)
                        .toList();
                if (!all.equals(runs)) {
                    runs.setAll(all);
                }
                if (!kept.equals(unfinished)) {
                    unfinished.setAll(kept);
                }
            });
        });
    }

    /** Takes what has been read. */
    public void poll() {
        for (Runnable mail = mailbox.poll(); mail != null; mail = mailbox.poll()) {
            mail.run();
        }
    }

    private static Map<Path, Read> read(Path folder, Map<Path, Read> before) {
        Map<Path, Read> now = new HashMap<>();
        if (!Files.isDirectory(folder)) {
            return now;
        }
        try (DirectoryStream<Path> each = Files.newDirectoryStream(folder, Files::isDirectory)) {
            for (Path run : each) {
                Path spec = run.resolve("spec.json");
                if (Files.exists(spec)) {
                    FileTime time = newest(run);
                    Read known = before.get(run);
                    if (known != null && known.time.equals(time)) {
                        now.put(run, known);
                    } else {
                        read(folder, run).ifPresent(data -> now.put(run, new Read(time, data)));
                    }
                }
            }
        } catch (IOException e) {
            return now;
        }
        return now;
    }

    private static FileTime newest(Path run) throws IOException {
        FileTime newest = Files.getLastModifiedTime(run);
        for (String name : List.of("events.jsonl", "result.json")) {
            Path file = run.resolve(name);
            if (Files.exists(file)) {
                FileTime time = Files.getLastModifiedTime(file);
                newest = time.compareTo(newest) > 0 ? time : newest;
            }
        }
        return newest;
    }

    /** A run as its folder tells it, without the numbers of its steps. */
    static Optional<RunData> read(Path runs, Path run) {
        try {
            RunSpec spec = RunSpecJson.read(run.resolve("spec.json"));
            RunFolder folder = new RunFolder(runs, String.valueOf(run.getFileName()));
            List<Evaluated> evaluations = new ArrayList<>();
            boolean failed = false;
            for (RunEvent event : folder.readEvents()) {
                if (event instanceof Evaluated evaluated) {
                    evaluations.add(evaluated);
                }
                failed = event instanceof RunEvent.Failed;
            }
            Optional<RunResult> result = folder.readResult();
            RunData.State state =
                    result.isPresent() ? RunData.State.FINISHED : failed ? RunData.State.FAILED : RunData.State.STOPPED;
            return Optional.of(new RunData(
                    String.valueOf(run.getFileName()), spec, state, evaluations, result.orElse(null), List.of(), null));
        } catch (SpecException | IOException e) {
            return Optional.empty(); // no run, or of another version
        }
    }
}
