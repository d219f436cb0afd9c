package dev.braid.engine.graph.edit;

import dev.braid.engine.graph.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The history of one open document: apply, undo, redo. Every document it hands out is immutable and stays valid. For
 * one thread, that of the user interface.
 *
 * <p>Edits that belong together (the moves of one drag, the letters of one word) are applied under the same gesture and
 * become one step; so does a {@link GraphEdit.Group}. Every state of the document has an id that is never given twice
 * and comes back with undo and redo: it tells whether the document is the saved one, and whether an answer from
 * another thread still fits.
 */
public final class EditJournal {
    private final List<Step> steps = new ArrayList<>();
    /** How many steps are done; those behind can be redone. */
    private int done;

    private Architecture document;
    private long state;
    private long newestState;
    private long savedState;
    /** Whether the last step can still grow by its gesture. */
    private boolean open;

    /**
     * One step.
     *
     * @param edit from the state before to the state after
     * @param gesture what it belongs to, or null for an edit of its own
     * @param before the id of the state before
     * @param after the id of the state after
     */
    private record Step(GraphEdit edit, @Nullable Object gesture, long before, long after) {}

    /** Begins with a document as it is on disk: saved, nothing to undo. */
    public EditJournal(Architecture document) {
        this.document = document;
    }

    /** The document as it is now. */
    public Architecture document() {
        return document;
    }

    /** The id of the present state. */
    public long state() {
        return state;
    }

    /** Applies an edit as a step of its own; one that changes nothing leaves no trace. */
    public Architecture apply(GraphEdit edit) {
        return apply(edit, null);
    }

    /**
     * Applies an edit as part of a gesture: consecutive edits with an equal gesture are one step. A gesture ends with
     * the first other edit, with undo, with saving, and with {@link #endGesture()}.
     *
     * @param gesture anything with a sensible {@code equals}: an object made when the mouse went down, the parameter
     *     that is being typed into
     * @throws EditException if the edit does not fit; the document is then untouched
     */
    public Architecture apply(GraphEdit edit, @Nullable Object gesture) {
        Architecture after = edit.applyTo(document);
        if (after.equals(document)) {
            return document;
        }
        steps.subList(done, steps.size()).clear();
        Step last = done > 0 ? steps.getLast() : null;
        newestState++;
        if (last != null && open && gesture != null && gesture.equals(last.gesture)) {
            GraphEdit joined = Joined.of(last.edit, edit);
            steps.removeLast();
            if (joined.inverted().applyTo(after).equals(after)) {
                // Back where the gesture began: there is nothing to undo.
                done--;
                state = last.before;
                open = false;
            } else {
                steps.add(new Step(joined, gesture, last.before, newestState));
                state = newestState;
            }
        } else {
            steps.add(new Step(edit, gesture, state, newestState));
            done++;
            state = newestState;
            open = gesture != null;
        }
        document = after;
        return document;
    }

    /** The next edit begins a step of its own, whatever its gesture. */
    public void endGesture() {
        open = false;
    }

    /** Takes back what the gesture has done so far, as if it had not begun: no redo. */
    public Architecture cancelGesture(Object gesture) {
        if (open && done > 0 && gesture.equals(steps.getLast().gesture)) {
            undo();
            steps.subList(done, steps.size()).clear();
        }
        return document;
    }

    /** Takes the last step back, if there is one. */
    public Architecture undo() {
        open = false;
        if (done > 0) {
            Step step = steps.get(--done);
            document = step.edit.inverted().applyTo(document);
            state = step.before;
        }
        return document;
    }

    /** Makes the step again that was taken back last, if there is one. */
    public Architecture redo() {
        open = false;
        if (done < steps.size()) {
            Step step = steps.get(done++);
            document = step.edit.applyTo(document);
            state = step.after;
        }
        return document;
    }

    /** What undo would take back, in words; empty if there is nothing. */
    public Optional<String> undoTitle() {
        return done > 0 ? Optional.of(steps.get(done - 1).edit.title()) : Optional.empty();
    }

    /** What redo would make again, in words; empty if there is nothing. */
    public Optional<String> redoTitle() {
        return done < steps.size() ? Optional.of(steps.get(done).edit.title()) : Optional.empty();
    }

    /** The present state is on disk. */
    public void markSaved() {
        markSaved(state);
    }

    /** A state that was handed to a writer is on disk; the document may have moved on meanwhile. */
    public void markSaved(long state) {
        savedState = state;
        open = false;
    }

    /** Whether the document is the one on disk, also after undoing back to it. */
    public boolean saved() {
        return state == savedState;
    }
}
