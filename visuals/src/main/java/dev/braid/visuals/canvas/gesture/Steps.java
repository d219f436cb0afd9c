package dev.braid.visuals.canvas.gesture;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.edit.GraphEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Several edits, each made for the document that the ones before leave, as one. */
public final class Steps {
    private final String title;
    private final List<GraphEdit> edits = new ArrayList<>();
    private Architecture document;

    /** Begins with a document; the whole will be called {@code title} in menus. */
    public Steps(String title, Architecture document) {
        this.title = title;
        this.document = document;
    }

    /** One more edit. */
    public Steps then(Function<Architecture, GraphEdit> next) {
        GraphEdit edit = next.apply(document);
        document = edit.applyTo(document);
        edits.add(edit);
        return this;
    }

    /** The document after the edits so far. */
    public Architecture document() {
        return document;
    }

    /** All of them as one. */
    public GraphEdit edit() {
        return new GraphEdit.Group(title, edits);
    }
}
