package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps from point to point with the keyboard. */
final class Walk {
    private Walk() {}

    /** The next point of the same curve; the first point of all if there was none. */
    static Spot along(DrawnFigure drawn, @Nullable Spot from, int direction) {
        if (from == null) {
            return drawn.spots().getFirst();
        }
        List<Spot> same = curve(drawn, from.curve().id());
        return same.get(Math.clamp(same.indexOf(from) + direction, 0, same.size() - 1));
    }

    /** The point of the next curve that is nearest in x. */
    static Spot across(DrawnFigure drawn, @Nullable Spot from, int direction) {
        if (from == null) {
            return drawn.spots().getFirst();
        }
        List<String> curves =
                drawn.spots().stream().map(spot -> spot.curve().id()).distinct().toList();
        int next = Math.floorMod(curves.indexOf(from.curve().id()) + direction, curves.size());
        return curve(drawn, curves.get(next)).stream()
                .min(Comparator.comparingDouble(spot -> Math.abs(spot.x() - from.x())))
                .orElse(from);
    }

    private static List<Spot> curve(DrawnFigure drawn, String id) {
        return drawn.spots().stream()
                .filter(spot -> spot.curve().id().equals(id))
                .toList();
    }
}
