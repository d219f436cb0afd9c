package dev.braid.visuals.inspector;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.BlockNode;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.graph.edit.Edits;
import dev.braid.engine.graph.edit.GraphEdit;
import dev.braid.visuals.document.OpenDesign;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One parameter of one block, or of several blocks at once, as a form edits it; without any control. */
final class ParameterModel {
    private final OpenDesign design;
    private final List<String> blocks;
    private final ParamSpec spec;

    ParameterModel(OpenDesign design, List<String> blocks, ParamSpec spec) {
        this.design = design;
        this.blocks = List.copyOf(blocks);
        this.spec = spec;
    }

    /** Edits with an equal gesture are one step: the letters typed into one field. */
    private record Typing(String graph, List<String> blocks, String parameter) {}

    ParamSpec spec() {
        return spec;
    }

    /** The first of the blocks. */
    Optional<BlockNode> block() {
        return design.shown().block(blocks.getFirst());
    }

    /** The value of all blocks, or empty where they differ. */
    Optional<ParamValue> value() {
        List<ParamValue> values = blocks.stream()
                .flatMap(id -> design.shown().block(id).stream())
                .map(block -> Objects.requireNonNullElse(block.parameters().get(spec.name()), spec.defaultValue()))
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    /** Whether all blocks have the default. */
    boolean isDefault() {
        return value().filter(value -> value.equals(spec.defaultValue())).isPresent();
    }

    /** Why the document's own value cannot be taken, if it cannot: it came from a file. */
    String standingRefusal() {
        return value().flatMap(spec::refusal).map(ParameterText::sentence).orElse("");
    }

    /** Takes what was typed if it can be taken, and returns why not otherwise, or "". */
    String type(String text) {
        ParameterText.Typed typed = ParameterText.read(spec, text);
        if (typed.value() != null) {
            set(typed.value());
        }
        return typed.refusal();
    }

    /** Sets the value, as part of the typing that is under way. */
    void set(ParamValue value) {
        apply(value.equals(spec.defaultValue()) ? null : value, typing());
    }

    /** Sets the value as a step of its own. */
    void choose(ParamValue value) {
        design.endGesture();
        set(value);
        design.endGesture();
    }

    /** Goes back to the default, as a step of its own. */
    void reset() {
        design.endGesture();
        apply(null, null);
    }

    /** What was typed so far is one step; what follows is another. */
    void endTyping() {
        design.endGesture();
    }

    /** Takes back what was typed, as if it had not begun. */
    void cancelTyping() {
        design.cancelGesture(typing());
    }

    private Typing typing() {
        return new Typing(design.graph(), blocks, spec.name());
    }

    private void apply(@Nullable ParamValue value, @Nullable Object gesture) {
        String graph = design.graph();
        design.edit(document -> edit(document, graph, value), gesture);
    }

    private GraphEdit edit(Architecture document, String graph, @Nullable ParamValue value) {
        List<GraphEdit> edits = blocks.stream()
                .map(id -> Edits.setParameter(document, graph, id, spec.name(), value))
                .toList();
        return edits.size() == 1
                ? edits.getFirst()
                : new GraphEdit.Group("set " + spec.name() + " of " + edits.size() + " blocks", edits);
    }
}
