package dev.braid.visuals.inspector;

import dev.braid.engine.graph.edit.EditException;
import dev.braid.engine.graph.edit.GraphEdit;
import java.util.function.Supplier;

/** Asks an edit whether it would be refused, without making it. */
final class Refusals {
    private Refusals() {}

    /** Why the edit cannot be made, as a sentence, or "". */
    static String of(Supplier<GraphEdit> edit) {
        try {
            // Making it changes nothing; only whether it can be made counts.
            var unused = edit.get();
            return "";
        } catch (EditException e) {
            return ParameterText.sentence(String.valueOf(e.getMessage()));
        }
    }
}
