package dev.braid.visuals.chart;

import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds free places for words between the curves: no words on words, and on curves only where there is no other place. */
final class LabelPlacer {
    private final Box area;
    private final List<Point2D> ink = new ArrayList<>();
    private final List<Box> words = new ArrayList<>();

    LabelPlacer(Box area) {
        this.area = area;
    }

    /** Something is drawn at this point. */
    void occupy(double x, double y) {
        ink.add(new Point2D.Double(x, y));
    }

    /** Something is drawn along this line. */
    void occupy(double fromX, double fromY, double toX, double toY, double every) {
        int parts = (int) Math.ceil(Math.hypot(toX - fromX, toY - fromY) / every);
        for (int i = 0; i <= parts; i++) {
            double share = parts == 0 ? 0 : (double) i / parts;
            occupy(fromX + share * (toX - fromX), fromY + share * (toY - fromY));
        }
    }

    /** Words stand here. */
    void take(Box box) {
        words.add(box);
    }

    /** The first of these places that is inside the area and free of everything, or null; it is taken then. */
    @Nullable
    Box free(List<Box> candidates) {
        return first(candidates, true);
    }

    /** The first that is free of everything; if there is none, the first that is free of words; or null. */
    @Nullable
    Box best(List<Box> candidates) {
        Box free = first(candidates, true);
        return free != null ? free : first(candidates, false);
    }

    private @Nullable Box first(List<Box> candidates, boolean onFreeGround) {
        for (Box candidate : candidates) {
            if (area.contains(candidate)
                    && words.stream().noneMatch(candidate::overlaps)
                    && !(onFreeGround && ink.stream().anyMatch(p -> candidate.contains(p.getX(), p.getY())))) {
                words.add(candidate);
                return candidate;
            }
        }
        return null;
    }
}
