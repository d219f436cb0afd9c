package dev.braid.visuals.canvas;

import dev.braid.engine.graph.PortRef;
import dev.braid.visuals.canvas.gesture.Target;
import dev.braid.visuals.document.OpenDesign;
import java.util.OptionalInt;
import javafx.animation.PauseTransition;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/** Says what the pointer rests on: port names at once, what is wrong with a block and what it costs after a moment. */
final class Hover {
    private static final Duration MOMENT = Duration.millis(450);

    private final OpenDesign design;
    private final CanvasSurface surface;
    private final GraphLayer graph;
    private final PauseTransition pause = new PauseTransition(MOMENT);
    private @Nullable Target last;
    private @Nullable PortView port;
    private @Nullable WireView wire;

    Hover(OpenDesign design, CanvasSurface surface, GraphLayer graph) {
        this.design = design;
        this.surface = surface;
        this.graph = graph;
    }

    void moved(double sceneX, double sceneY) {
        Target target = surface.targetAt(sceneX, sceneY);
        if (target.equals(last)) {
            return;
        }
        left();
        last = target;
        switch (target) {
            case Target.Port(PortRef ref, boolean input) -> {
                port = graph.port(ref, input).orElse(null);
                if (port != null) {
                    port.setHovered(true);
                    surface.words(portWords(ref, input, port), false, sceneX, sceneY);
                }
            }
            case Target.OnWire(var ref) -> {
                wire = graph.wire(ref).orElse(null);
                if (wire != null) {
                    wire.setHovered(true);
                    surface.words(
                            ref.from().block() + " → " + ref.to().block() + "   " + shape(ref.from()),
                            wire.broken(),
                            sceneX,
                            sceneY);
                }
            }
            case Target.Plus _ -> surface.words("Add a block here", false, sceneX, sceneY);
            case Target.Block(String id) -> later(id, sceneX, sceneY);
            case Target.Parameter(String id, String _) -> later(id, sceneX, sceneY);
            case Target.Space() -> {
                // nothing to say
            }
        }
    }

    private void later(String id, double sceneX, double sceneY) {
        pause.setOnFinished(event -> graph.block(id).ifPresent(view -> {
            BlockDescription description = view.description();
            if (!description.problems().isEmpty()) {
                surface.words(String.join("\n", description.problems()), true, sceneX, sceneY);
            } else if (!description.costInWords().isEmpty()) {
                String places =
                        description.places() > 1 ? "\nIn " + description.places() + " places; each costs as much." : "";
                surface.words(description.costInWords() + places, false, sceneX, sceneY);
            }
        }));
        pause.playFromStart();
    }

    private String portWords(PortRef ref, boolean input, PortView view) {
        String words = (input ? "Input " : "Output ") + view.spec().title();
        if (input) {
            PortRef from = design.shown().wires().stream()
                    .filter(candidate -> candidate.to().equals(ref))
                    .map(candidate -> candidate.from())
                    .findFirst()
                    .orElse(null);
            return from == null
                    ? words + (view.spec().required() ? " · needs a wire" : " · may stay open")
                    : words + " · " + shape(from);
        }
        return words + " · " + shape(ref);
    }

    /** What leaves an output, as it is written on blocks. */
    String shape(PortRef output) {
        OptionalInt width = design.findingsProperty().get().width(design.graph(), output);
        return width.isPresent() ? "[B, L, " + width.getAsInt() + "]" : "width not known";
    }

    /** The pointer is elsewhere. */
    void left() {
        pause.stop();
        last = null;
        if (port != null) {
            port.setHovered(false);
            port = null;
        }
        if (wire != null) {
            wire.setHovered(false);
            wire = null;
        }
        surface.words(null, false, 0, 0);
    }
}
