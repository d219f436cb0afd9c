package dev.braid.app.workspace;

import dev.braid.visuals.document.Findings;
import dev.braid.visuals.document.OpenDesign;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/** What can be said of the design that is worked on, whichever it is at the moment; commands are enabled by it. */
public final class CurrentDesign {
    private final Workspace workspace;
    private final ReadOnlyObjectWrapper<@Nullable OpenDesign> design = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Findings> findings = new ReadOnlyObjectWrapper<>(Findings.NONE);
    private final ReadOnlyBooleanWrapper there = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper changed = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper hasBlocks = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper blocksSelected = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper anythingSelected = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper severalSelected = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper subGraphSelected = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper inside = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper undo = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper redo = new ReadOnlyStringWrapper("");
    private final InvalidationListener listener = observable -> look();

    /** Follows the workspace. */
    public CurrentDesign(Workspace workspace) {
        this.workspace = workspace;
        workspace.currentProperty().subscribe(this::follow);
    }

    private void follow(@Nullable OpenFile file) {
        OpenDesign before = design.get();
        if (before != null) {
            before.documentProperty().removeListener(listener);
            before.findingsProperty().removeListener(listener);
            before.savedProperty().removeListener(listener);
            before.selectedBlocks().removeListener(listener);
            before.selectedWireProperty().removeListener(listener);
            before.path().removeListener(listener);
        }
        design.set(file == null ? null : file.design());
        OpenDesign now = design.get();
        if (now != null) {
            now.documentProperty().addListener(listener);
            now.findingsProperty().addListener(listener);
            now.savedProperty().addListener(listener);
            now.selectedBlocks().addListener(listener);
            now.selectedWireProperty().addListener(listener);
            now.path().addListener(listener);
        }
        look();
    }

    private void look() {
        OpenDesign now = design.get();
        there.set(now != null);
        findings.set(now == null ? Findings.NONE : now.findingsProperty().get());
        changed.set(now != null && !now.savedProperty().get());
        hasBlocks.set(now != null && !now.shown().blocks().isEmpty());
        blocksSelected.set(now != null && !now.selectedBlocks().isEmpty());
        severalSelected.set(now != null && now.selectedBlocks().size() > 1);
        anythingSelected.set(blocksSelected.get()
                || now != null && now.selectedWireProperty().get() != null);
        subGraphSelected.set(now != null
                && now.selectedBlocks().size() == 1
                && now.placedBy(now.selectedBlocks().iterator().next()).isPresent());
        inside.set(now != null && !now.path().isEmpty());
        undo.set(now == null ? "" : now.undoTitle().orElse(""));
        redo.set(now == null ? "" : now.redoTitle().orElse(""));
    }

    /** The design that is worked on; null if none is open. */
    public ReadOnlyObjectProperty<@Nullable OpenDesign> designProperty() {
        return design.getReadOnlyProperty();
    }

    /** What the checker says of it. */
    public ReadOnlyObjectProperty<Findings> findingsProperty() {
        return findings.getReadOnlyProperty();
    }

    /** Whether there is one. */
    public ReadOnlyBooleanProperty there() {
        return there.getReadOnlyProperty();
    }

    /** Whether it has changes that are not saved. */
    public ReadOnlyBooleanProperty changed() {
        return changed.getReadOnlyProperty();
    }

    /** Whether blocks are shown. */
    public ReadOnlyBooleanProperty hasBlocks() {
        return hasBlocks.getReadOnlyProperty();
    }

    /** Whether blocks are selected. */
    public ReadOnlyBooleanProperty blocksSelected() {
        return blocksSelected.getReadOnlyProperty();
    }

    /** Whether two blocks or more are selected. */
    public ReadOnlyBooleanProperty severalSelected() {
        return severalSelected.getReadOnlyProperty();
    }

    /** Whether blocks or a wire are selected. */
    public ReadOnlyBooleanProperty anythingSelected() {
        return anythingSelected.getReadOnlyProperty();
    }

    /** Whether one block is selected that places a sub-graph. */
    public ReadOnlyBooleanProperty subGraphSelected() {
        return subGraphSelected.getReadOnlyProperty();
    }

    /** Whether the inside of a sub-graph is shown. */
    public ReadOnlyBooleanProperty inside() {
        return inside.getReadOnlyProperty();
    }

    /** What undo would take back, or "". */
    public ReadOnlyStringProperty undoTitle() {
        return undo.getReadOnlyProperty();
    }

    /** What redo would make again, or "". */
    public ReadOnlyStringProperty redoTitle() {
        return redo.getReadOnlyProperty();
    }

    /** Does something with the design, if there is one. */
    public void with(Consumer<OpenDesign> action) {
        OpenDesign now = design.get();
        if (now != null) {
            action.accept(now);
        }
    }

    /** Does something with the open file, if there is one. */
    public void withFile(Consumer<OpenFile> action) {
        Optional.ofNullable(workspace.currentProperty().get()).ifPresent(action);
    }
}
