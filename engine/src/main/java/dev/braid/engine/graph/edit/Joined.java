package dev.braid.engine.graph.edit;

import dev.braid.engine.graph.edit.GraphEdit.ChangeBlock;
import dev.braid.engine.graph.edit.GraphEdit.ChangeHeading;
import dev.braid.engine.graph.edit.GraphEdit.Group;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Two edits in a row as one that is no longer than needed, so that a long drag does not fill the memory. */
final class Joined {
    private Joined() {}

    static GraphEdit of(GraphEdit first, GraphEdit second) {
        GraphEdit fused = fused(first, second);
        if (fused != null) {
            return fused;
        }
        List<GraphEdit> edits = new ArrayList<>(edits(first));
        edits.addAll(edits(second));
        return new Group(first.title(), edits);
    }

    private static List<GraphEdit> edits(GraphEdit edit) {
        return edit instanceof Group(String _, List<GraphEdit> edits) ? edits : List.of(edit);
    }

    private static @Nullable GraphEdit fused(GraphEdit first, GraphEdit second) {
        if (first instanceof ChangeBlock a
                && second instanceof ChangeBlock b
                && a.graph().equals(b.graph())
                && a.index() == b.index()) {
            return new ChangeBlock(a.graph(), a.index(), a.before(), b.after());
        }
        if (first instanceof ChangeHeading a && second instanceof ChangeHeading b) {
            return new ChangeHeading(a.before(), b.after());
        }
        if (first instanceof Group a
                && second instanceof Group b
                && a.edits().size() == b.edits().size()) {
            return fusedGroups(a, b);
        }
        return null;
    }

    /** Groups that change the same blocks in the same order, each once: then pairs can be joined. */
    private static @Nullable Group fusedGroups(Group first, Group second) {
        List<GraphEdit> fused = new ArrayList<>();
        Set<List<Object>> places = new HashSet<>();
        for (int i = 0; i < first.edits().size(); i++) {
            GraphEdit pair = fused(first.edits().get(i), second.edits().get(i));
            if (!(pair instanceof ChangeBlock change) || !places.add(List.of(change.graph(), change.index()))) {
                return null;
            }
            fused.add(change);
        }
        return new Group(second.title(), fused);
    }
}
