package dev.braid.engine.graph.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.Graph;
import dev.braid.engine.graph.RandomDesigns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GraphEditTest {
    @Test
    void any_edit_taken_back_leaves_the_document_as_it_was_order_included() {
        SplittableRandom random = new SplittableRandom(11);
        RandomDesigns designs = new RandomDesigns(random);
        RandomEdits edits = new RandomEdits(random);
        for (int i = 0; i < 8000; i++) {
            Architecture before = designs.design();
            Optional<GraphEdit> edit = edits.edit(before);
            if (edit.isPresent()) {
                Architecture after = edit.get().applyTo(before);
                Architecture back = edit.get().inverted().applyTo(after);

                assertThat(back).as(edit.get().title()).isEqualTo(before);
                assertThat(DesignFile.toJson(back)).isEqualTo(DesignFile.toJson(before));
                assertThat(edit.get().inverted().inverted().applyTo(back)).isEqualTo(after);
            }
        }
    }

    @Test
    void undoing_everything_gives_the_first_document_and_redoing_everything_the_last() {
        for (long seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomEdits edits = new RandomEdits(random);
            EditJournal journal = new EditJournal(Architecture.of("random", Graph.EMPTY));
            List<String> states = new ArrayList<>(List.of(DesignFile.toJson(journal.document())));
            List<Long> ids = new ArrayList<>(List.of(journal.state()));
            for (int i = 0; i < 250; i++) {
                long before = journal.state();
                edits.edit(journal.document()).ifPresent(journal::apply);
                if (journal.state() != before) {
                    states.add(DesignFile.toJson(journal.document()));
                    ids.add(journal.state());
                }
            }
            assertThat(ids).doesNotHaveDuplicates();
            for (int i = states.size() - 1; i > 0; i--) {
                assertThat(DesignFile.toJson(journal.document())).isEqualTo(states.get(i));
                assertThat(journal.state()).isEqualTo(ids.get(i));
                journal.undo();
            }
            assertThat(journal.undoTitle()).isEmpty();
            assertThat(journal.saved()).isTrue();
            for (int i = 0; i < states.size(); i++) {
                assertThat(DesignFile.toJson(journal.document())).isEqualTo(states.get(i));
                journal.redo();
            }
            assertThat(journal.redoTitle()).isEmpty();
        }
    }

    @Test
    void the_random_edits_reach_every_operation() {
        SplittableRandom random = new SplittableRandom(3);
        RandomEdits edits = new RandomEdits(random);
        Architecture design = Architecture.of("random", Graph.EMPTY);
        for (int i = 0; i < 5000; i++) {
            Optional<GraphEdit> edit = edits.edit(design);
            if (edit.isPresent() && design.graph().blocks().size() < 30) {
                design = edit.get().applyTo(design);
            }
        }
        assertThat(edits.made)
                .hasSize(18)
                .allSatisfy(
                        (operation, times) -> assertThat(times).as(operation).isGreaterThanOrEqualTo(5));
    }

    @Test
    void an_edit_made_for_another_document_is_refused_and_changes_nothing() {
        BlockNode block = BlockNode.of("a", "add", Map.of());
        Architecture empty = Architecture.of("empty", Graph.EMPTY);
        Architecture one = new GraphEdit.AddBlock("", 0, block).applyTo(empty);

        assertThatExceptionOfType(EditException.class)
                .isThrownBy(() -> new GraphEdit.RemoveBlock("", 0, block).applyTo(empty))
                .withMessage("the design has changed meanwhile, so that this edit no longer fits");
        assertThatExceptionOfType(EditException.class)
                .isThrownBy(() -> new GraphEdit.AddBlock("", 2, block).applyTo(one));
        assertThatExceptionOfType(EditException.class)
                .isThrownBy(() -> new GraphEdit.AddBlock("layer", 0, block).applyTo(one))
                .withMessage("there is no sub-graph \"layer\"");
    }
}
