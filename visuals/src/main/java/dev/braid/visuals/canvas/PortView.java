package dev.braid.visuals.canvas;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.graph.PortRef;
import dev.braid.visuals.canvas.gesture.Verdict;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.shape.Circle;
import org.jspecify.annotations.Nullable;

/** A port: a dot on the edge of its block. */
final class PortView extends Circle {
    static final double RADIUS = 5;

    private static final PseudoClass FITS = PseudoClass.getPseudoClass("fits");
    private static final PseudoClass NEEDS_REPAIR = PseudoClass.getPseudoClass("needs-repair");
    private static final PseudoClass REFUSED = PseudoClass.getPseudoClass("refused");
    private static final PseudoClass WIRED = PseudoClass.getPseudoClass("wired");
    private static final PseudoClass BROKEN = PseudoClass.getPseudoClass("broken");
    private static final PseudoClass HOVERED = PseudoClass.getPseudoClass("hovered");

    private final PortRef port;
    private final PortSpec spec;
    private final boolean input;

    PortView(PortRef port, PortSpec spec, boolean input) {
        super(RADIUS);
        this.port = port;
        this.spec = spec;
        this.input = input;
        getStyleClass().addAll("port", input ? "input" : "output");
        setManaged(false);
        setMouseTransparent(true);
        setAccessibleRole(AccessibleRole.NODE);
        setId((input ? "in " : "out ") + port);
    }

    PortRef port() {
        return port;
    }

    PortSpec spec() {
        return spec;
    }

    boolean input() {
        return input;
    }

    void setWired(boolean wired) {
        pseudoClassStateChanged(WIRED, wired);
    }

    void setBroken(boolean broken) {
        pseudoClassStateChanged(BROKEN, broken);
    }

    void setHovered(boolean hovered) {
        pseudoClassStateChanged(HOVERED, hovered);
        setRadius(hovered ? RADIUS + 2 : RADIUS);
    }

    /** Shows whether a wire that is being drawn could end here; null when none is. */
    void setVerdict(@Nullable Verdict verdict) {
        pseudoClassStateChanged(FITS, verdict != null && verdict.kind() == Verdict.Kind.FITS);
        pseudoClassStateChanged(NEEDS_REPAIR, verdict != null && verdict.kind() == Verdict.Kind.NEEDS_REPAIR);
        pseudoClassStateChanged(REFUSED, verdict != null && verdict.kind() == Verdict.Kind.REFUSED);
        setRadius(verdict != null && verdict.fits() ? RADIUS + 2 : RADIUS);
    }
}
