package dev.braid.engine.graph.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.ParamValue.Whole;
import dev.braid.engine.graph.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EditJournalTest {
    private final Architecture first = Architecture.of(
            "two blocks",
            new Graph(
                    List.of(
                            BlockNode.of("attention", "attention", Map.of("window", new Whole(6))),
                            BlockNode.of("norm", "rms-norm", Map.of())),
                    List.of()));
    private final EditJournal journal = new EditJournal(first);

    private void type(String gesture, int value) {
        journal.apply(Edits.setParameter(journal.document(), "", "attention", "window", new Whole(value)), gesture);
    }

    private ParamValue window() {
        return journal.document().graph().blocks().getFirst().parameters().get("window");
    }

    @Test
    void typing_into_one_field_is_one_step() {
        type("window", 1);
        type("window", 12);
        type("window", 128);

        assertThat(window()).isEqualTo(new Whole(128));
        assertThat(journal.undoTitle()).hasValue("set window of attention");
        assertThat(journal.undo()).isEqualTo(first);
        assertThat(journal.undoTitle()).isEmpty();
        journal.redo();
        assertThat(window()).isEqualTo(new Whole(128));
    }

    @Test
    void typing_again_later_is_another_step() {
        type("window", 1);
        journal.endGesture();
        type("window", 12);

        journal.undo();
        assertThat(window()).isEqualTo(new Whole(1));
    }

    @Test
    void nothing_grows_a_step_that_was_undone_or_redone() {
        type("window", 1);
        type("window", 12);
        journal.undo();
        journal.redo();
        type("window", 128);

        journal.undo();
        assertThat(window()).isEqualTo(new Whole(12));
    }

    @Test
    void a_saved_state_is_never_swallowed_by_the_typing_that_follows() {
        type("window", 1);
        journal.markSaved();
        assertThat(journal.saved()).isTrue();
        type("window", 12);

        assertThat(journal.saved()).isFalse();
        journal.undo();
        assertThat(journal.saved()).isTrue();
        assertThat(window()).isEqualTo(new Whole(1));
        journal.undo();
        assertThat(journal.saved()).isFalse();
    }

    @Test
    void a_state_that_was_left_for_good_is_never_taken_for_the_saved_one() {
        type("a", 1);
        journal.markSaved();
        journal.undo();
        type("b", 1);

        assertThat(window()).isEqualTo(new Whole(1));
        assertThat(journal.saved()).as("another state, though an equal one").isFalse();
    }

    @Test
    void saving_in_the_background_marks_the_state_that_was_written() {
        type("a", 1);
        long written = journal.state();
        type("b", 2);
        journal.markSaved(written);

        assertThat(journal.saved()).isFalse();
        journal.undo();
        assertThat(journal.saved()).isTrue();
    }

    @Test
    void a_gesture_that_ends_where_it_began_leaves_no_step() {
        long before = journal.state();
        type("window", 1);
        type("window", 6);

        assertThat(journal.document()).isEqualTo(first);
        assertThat(journal.state()).isEqualTo(before);
        assertThat(journal.undoTitle()).isEmpty();
    }

    @Test
    void an_edit_that_changes_nothing_leaves_no_step_and_keeps_what_can_be_redone() {
        type("window", 1);
        journal.undo();
        type("window", 6);

        assertThat(journal.undoTitle()).isEmpty();
        assertThat(journal.redoTitle()).hasValue("set window of attention");
    }

    @Test
    void a_drag_of_several_blocks_is_one_step_of_constant_size() {
        Object drag = new Object();
        for (int i = 1; i <= 1000; i++) {
            Position place = new Position(i, i);
            journal.apply(Edits.moveBlocks(journal.document(), "", Map.of("attention", place, "norm", place)), drag);
        }
        assertThat(journal.document().graph().blocks().getLast().position()).isEqualTo(new Position(1000, 1000));
        assertThat(journal.undoTitle()).hasValue("move 2 blocks");
        assertThat(journal.undo()).isEqualTo(first);
        assertThat(journal.undoTitle()).isEmpty();
    }

    @Test
    void edits_of_different_kinds_can_be_one_gesture_and_be_cancelled() {
        type("earlier", 3);
        Architecture before = journal.document();
        Object gesture = new Object();
        journal.apply(Edits.addBlock(journal.document(), "", BlockNode.of("new", "linear", Map.of())), gesture);
        journal.apply(Edits.moveBlocks(journal.document(), "", Map.of("new", new Position(5, 5))), gesture);

        assertThat(journal.undoTitle()).hasValue("add new");
        assertThat(journal.cancelGesture(gesture)).isEqualTo(before);
        assertThat(journal.redoTitle()).isEmpty();
        assertThat(journal.undoTitle()).hasValue("set window of attention");
    }

    @Test
    void a_new_edit_forgets_what_could_be_redone() {
        type("a", 1);
        journal.undo();
        type("b", 2);

        assertThat(journal.redoTitle()).isEmpty();
        assertThat(journal.redo()).isSameAs(journal.document());
        assertThat(window()).isEqualTo(new Whole(2));
    }
}
