package dev.braid.visuals.document;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Structure;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.SubGraph;
import dev.braid.engine.graph.Wire;
import dev.braid.engine.graph.edit.EditException;
import dev.braid.engine.graph.edit.EditJournal;
import dev.braid.engine.graph.edit.Fixes;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.visuals.feed.UiThread;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;

/**
 * One open design. All edits go through here: they are noted in the journal, shown by every view, and checked in the
 * background; an answer of the checker that comes too late is dropped. User-interface thread only.
 */
public final class OpenDesign {
    private final EditJournal journal;
    private final BlockCatalog catalog;
    private final DesignChecker checker;
    private final Executor background;

    private final ReadOnlyObjectWrapper<Architecture> document;
    private final ReadOnlyObjectWrapper<Findings> findings = new ReadOnlyObjectWrapper<>(Findings.NONE);
    private final ReadOnlyBooleanWrapper saved = new ReadOnlyBooleanWrapper(true);
    private final ObjectProperty<@Nullable Notice> notice = new SimpleObjectProperty<>();
    private final ObservableList<String> path = FXCollections.observableArrayList();
    /** One wrapper for all: listeners to a wrapper that nobody holds would be lost with it. */
    private final ObservableList<String> shownPath = FXCollections.unmodifiableObservableList(path);

    private final ObservableSet<String> selectedBlocks = FXCollections.observableSet();
    private final ObjectProperty<@Nullable Wire> selectedWire = new SimpleObjectProperty<>();

    /**
     * Opens a document as it is on disk.
     *
     * @param background runs checks one after the other, off the user-interface thread
     */
    public OpenDesign(Architecture design, BlockCatalog catalog, DesignChecker checker, Executor background) {
        this.journal = new EditJournal(design);
        this.catalog = catalog;
        this.checker = checker;
        this.background = background;
        this.document = new ReadOnlyObjectWrapper<>(design);
        recheck();
    }

    /** The block types it may be made of. */
    public BlockCatalog catalog() {
        return catalog;
    }

    /** The document as it is now. */
    public Architecture document() {
        return document.get();
    }

    /** The document; a new immutable one after every edit. */
    public ReadOnlyObjectProperty<Architecture> documentProperty() {
        return document.getReadOnlyProperty();
    }

    /** The id of the present state, see {@link EditJournal#state}. */
    public long state() {
        return journal.state();
    }

    /** What the checker last found; of an older state while a check is under way. */
    public ReadOnlyObjectProperty<Findings> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** Whether the document is the one on disk. */
    public ReadOnlyBooleanProperty savedProperty() {
        return saved.getReadOnlyProperty();
    }

    /** What to tell the user; null when there is nothing. */
    public ObjectProperty<@Nullable Notice> noticeProperty() {
        return notice;
    }

    /** The sub-graphs that were entered, outermost first; empty at the root. Views show the last one. */
    public ObservableList<String> path() {
        return shownPath;
    }

    /** The graph that is shown: "" for the root, or a sub-graph's name. */
    public String graph() {
        return path.isEmpty() ? "" : path.getLast();
    }

    /** The blocks and wires of the graph that is shown. */
    public Graph shown() {
        SubGraph inner = document().subGraphs().get(graph());
        return inner == null ? document().graph() : inner.graph();
    }

    /** Ids of the selected blocks of the graph that is shown. */
    public ObservableSet<String> selectedBlocks() {
        return selectedBlocks;
    }

    /** The selected wire of the graph that is shown, or null. */
    public ObjectProperty<@Nullable Wire> selectedWireProperty() {
        return selectedWire;
    }

    /** Selects these blocks and nothing else. */
    public void select(List<String> blocks) {
        selectedWire.set(null);
        selectedBlocks.retainAll(blocks);
        selectedBlocks.addAll(blocks);
    }

    /** Shows the inside of a sub-graph. */
    public void enter(String subGraph) {
        if (document().subGraphs().containsKey(subGraph) && !path.contains(subGraph)) {
            select(List.of());
            path.add(subGraph);
        }
    }

    /** Goes back until that many sub-graphs are still entered. */
    public void leaveTo(int depth) {
        if (depth < path.size()) {
            select(List.of());
            path.remove(depth, path.size());
        }
    }

    /** Shows a block, wherever it stands, and selects it. */
    public void reveal(String address) {
        int slash = address.lastIndexOf('/');
        String wanted = slash < 0 ? "" : address.substring(0, slash);
        if (!wanted.equals(graph())) {
            leaveTo(0);
            if (!wanted.isEmpty()) {
                enter(wanted);
            }
        }
        select(List.of(address.substring(slash + 1)));
    }

    /**
     * Makes an edit as a step of its own. A refusal becomes a notice.
     *
     * @param edit makes the edit for the present document, and may refuse with an {@link EditException}
     * @return whether it was made
     */
    public boolean edit(Function<Architecture, GraphEdit> edit) {
        return edit(edit, null);
    }

    /** Makes an edit as part of a gesture, see {@link EditJournal#apply(GraphEdit, Object)}. */
    public boolean edit(Function<Architecture, GraphEdit> edit, @Nullable Object gesture) {
        try {
            journal.apply(edit.apply(document()), gesture);
        } catch (EditException e) {
            notice.set(Notice.warning(sentence(String.valueOf(e.getMessage()))));
            return false;
        }
        notice.set(null);
        changed();
        return true;
    }

    /** Makes the repair that a problem proposes. */
    public boolean repair(Problem.Fix fix) {
        return edit(design -> Fixes.edit(design, fix));
    }

    /** The next edit begins a step of its own. */
    public void endGesture() {
        journal.endGesture();
    }

    /** Takes back what a gesture has done so far. */
    public void cancelGesture(Object gesture) {
        journal.cancelGesture(gesture);
        changed();
    }

    /** Takes the last step back. */
    public void undo() {
        journal.undo();
        changed();
    }

    /** Makes the step again that was taken back last. */
    public void redo() {
        journal.redo();
        changed();
    }

    /** What undo would take back, in words. */
    public Optional<String> undoTitle() {
        return journal.undoTitle();
    }

    /** What redo would make again, in words. */
    public Optional<String> redoTitle() {
        return journal.redoTitle();
    }

    /** A state that was handed to a writer is on disk. */
    public void markSaved(long state) {
        journal.markSaved(state);
        saved.set(journal.saved());
    }

    /** What would be found if the edit were made: for verdicts while a wire is dragged. */
    public Findings foresee(GraphEdit edit) {
        return checker.check(edit.applyTo(document()), -1);
    }

    /** What would be found in another document; from any thread. */
    public Findings foresee(Architecture instead) {
        return checker.check(instead, -1);
    }

    /** Has the present document checked again, because what it is used on has changed. */
    public void recheck() {
        Architecture design = document();
        long state = journal.state();
        background.execute(() -> {
            Findings found = checker.check(design, state);
            UiThread.run(() -> {
                if (journal.state() == state) {
                    findings.set(found);
                }
            });
        });
    }

    private void changed() {
        if (document().equals(journal.document())) {
            return;
        }
        document.set(journal.document());
        saved.set(journal.saved());
        while (!path.isEmpty() && !document().subGraphs().containsKey(path.getLast())) {
            leaveTo(path.size() - 1);
        }
        selectedBlocks.removeIf(id -> shown().block(id).isEmpty());
        Wire wire = selectedWire.get();
        if (wire != null && !shown().wires().contains(wire)) {
            selectedWire.set(null);
        }
        recheck();
    }

    /** The sub-graph that a block of the shown graph places, if it is there. */
    public Optional<String> placedBy(String block) {
        return shown().block(block)
                .flatMap(Structure::placed)
                .filter(name -> document().subGraphs().containsKey(name));
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
