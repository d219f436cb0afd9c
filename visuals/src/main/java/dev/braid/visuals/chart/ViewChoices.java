package dev.braid.visuals.chart;

import dev.braid.visuals.chart.figure.Band;
import dev.braid.visuals.chart.figure.Figure;
import dev.braid.visuals.chart.figure.Scale;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the reader of a figure has chosen about it; stays while the figure itself goes on growing. */
final class ViewChoices {
    private final Set<String> hidden = new HashSet<>();
    private @Nullable Scale x;
    private @Nullable Scale y;
    private @Nullable Band band;
    private @Nullable Double smoothing;
    private boolean exportedAsShown;

    void layOutX(Scale scale) {
        x = scale;
    }

    void layOutY(Scale scale) {
        y = scale;
    }

    void show(Band other) {
        band = other;
    }

    void smooth(double factor) {
        smoothing = factor;
    }

    void exportAsShown(boolean asShown) {
        exportedAsShown = asShown;
    }

    /** Whether files get the colours and letter sizes of the screen; those of paper if not. */
    boolean exportedAsShown() {
        return exportedAsShown;
    }

    /** Hides a curve, or shows it again. */
    void toggle(String curve) {
        if (!hidden.remove(curve)) {
            hidden.add(curve);
        }
    }

    Set<String> hidden() {
        return Set.copyOf(hidden);
    }

    /** The figure as the reader wants it. */
    Figure applied(Figure figure) {
        Figure chosen = figure.kind() == Figure.Kind.HEAT
                ? figure // the columns of a map are as wide as each other
                : figure.withAxes(
                        x == null ? figure.x() : figure.x().withScale(x),
                        y == null ? figure.y() : figure.y().withScale(y));
        if (band != null) {
            chosen = chosen.withBand(band);
        }
        return smoothing == null ? chosen : chosen.withSmoothing(smoothing);
    }
}
