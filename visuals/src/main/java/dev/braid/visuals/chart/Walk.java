package dev.braid.visuals.chart;

import dev.braid.visuals.chart.DrawnFigure.Spot;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps from point to point, or from cell to cell, with the keyboard. */
final class Walk {
    private Walk() {}

    /** The next point of the same curve; the first point of all if there was none. */
    static Spot along(DrawnFigure drawn, @Nullable Spot from, int direction) {
        if (from == null) {
            return drawn.spots().getFirst();
        }
        if (from.cell() != null) {
            return cell(drawn, from, direction, 0);
        }
        List<Spot> same = curve(drawn, from.curve().id());
        return same.get(Math.clamp(same.indexOf(from) + direction, 0, same.size() - 1));
    }

    /** The point of the next curve that is nearest in x. */
    static Spot across(DrawnFigure drawn, @Nullable Spot from, int direction) {
        if (from == null) {
            return drawn.spots().getFirst();
        }
        if (from.cell() != null) {
            return cell(drawn, from, 0, direction);
        }
        List<String> curves =
                drawn.spots().stream().map(spot -> spot.curve().id()).distinct().toList();
        int next = Math.floorMod(curves.indexOf(from.curve().id()) + direction, curves.size());
        return curve(drawn, curves.get(next)).stream()
                .min(Comparator.comparingDouble(spot -> Math.abs(spot.x() - from.x())))
                .orElse(from);
    }

    /** The next cell to the right or left, or below or above, of this map or of the one that lies there. */
    private static Spot cell(DrawnFigure drawn, Spot from, int right, int down) {
        return drawn.spots().stream()
                .filter(spot -> right == 0
                        ? Math.abs(spot.x() - from.x()) < 1
                        : Math.signum(Math.rint(spot.x() - from.x())) == right)
                .filter(spot -> down == 0
                        ? Math.abs(spot.y() - from.y()) < 1
                        : Math.signum(Math.rint(spot.y() - from.y())) == down)
                .min(Comparator.comparingDouble(spot -> Math.hypot(spot.x() - from.x(), spot.y() - from.y())))
                .orElse(from);
    }

    private static List<Spot> curve(DrawnFigure drawn, String id) {
        return drawn.spots().stream()
                .filter(spot -> spot.curve().id().equals(id))
                .toList();
    }
}
