package dev.braid.app.training;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** What all trainings of the window share: the blocks, the folder of runs, threads, memory, and how fast things went. */
public final class Workbench {
    private final BlockCatalog catalog;
    private final ObjectProperty<Path> runs;
    private final Executor threads;
    private final int processors;
    private final long memory;
    private final Speed speed = new Speed();
    private final Lock measuring = new ReentrantLock(true); // in turns
    private Supplier<Optional<Path>> chooseText = Optional::empty;
    private Runnable chooseRuns = () -> {};
    private final Map<String, Map<String, String>> parameters = new ConcurrentHashMap<>();

    /**
     * @param runs the folder that holds the run folders
     * @param threads runs every task at once on a daemon thread of its own; some last as long as a sweep
     */
    public Workbench(BlockCatalog catalog, Path runs, Executor threads) {
        this(
                catalog,
                runs,
                threads,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }

    Workbench(BlockCatalog catalog, Path runs, Executor threads, int processors, long memory) {
        this.catalog = catalog;
        this.runs = new SimpleObjectProperty<>(runs);
        this.threads = threads;
        this.processors = processors;
        this.memory = memory;
    }

    /** The block types designs may be made of. */
    public BlockCatalog catalog() {
        return catalog;
    }

    /** The folder that holds the run folders; a change counts from the next start on. */
    public ObjectProperty<Path> runsProperty() {
        return runs;
    }

    /** Says how another folder of runs is chosen. */
    public void onChooseRuns(Runnable choose) {
        chooseRuns = choose;
    }

    /** Asks for another folder of runs. */
    void chooseRuns() {
        chooseRuns.run();
    }

    /** Says how a file is chosen that a task reads. */
    public void onChooseText(Supplier<Optional<Path>> choose) {
        chooseText = choose;
    }

    /** Asks for a file that a task reads; empty if the user thinks better of it. */
    public Optional<Path> chooseText() {
        return chooseText.get();
    }

    /** The folder that holds the run folders. */
    public Path runs() {
        return runs.get();
    }

    /** Looks at a plan before it starts; takes a while, so not on the user-interface thread. */
    Forecast forecast(SweepPlan plan) {
        return Forecast.of(plan, catalog, speed, processors, memory);
    }

    /** Every run a plan may ever need. */
    List<RunSpec> allRuns(SweepPlan plan) {
        List<RunSpec> specs = new ArrayList<>();
        for (SweepPlan.Variant variant : plan.variants()) {
            for (int group = 0; group < plan.train().size(); group++) {
                for (double rate : plan.learningRates(variant)) {
                    for (long seed : plan.seeds()) {
                        specs.add(plan.spec(variant, group, rate, seed));
                    }
                }
            }
        }
        return specs;
    }

    /** Everything by which a run may differ from others; worked out once for each run. */
    public Map<String, String> parameters(RunData run) {
        return parameters.computeIfAbsent(run.id(), id -> RunParameters.of(run.spec(), catalog));
    }

    Executor threads() {
        return threads;
    }

    int processors() {
        return processors;
    }

    long memory() {
        return memory;
    }

    /** Held while a speed is measured, so that no two measurements slow each other; not on the user-interface thread. */
    Lock measuring() {
        return measuring;
    }

    Speed speed() {
        return speed;
    }

    /** Equal for designs that compute the same, whatever they are called and however they are laid out. */
    static String key(Architecture design) {
        Architecture bare = design.bare();
        return Integer.toHexString(bare.graph().hashCode())
                + "-"
                + Integer.toHexString(bare.subGraphs().hashCode());
    }
}
