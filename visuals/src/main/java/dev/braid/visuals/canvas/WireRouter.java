package dev.braid.visuals.canvas;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.geometry.Rectangle2D;

/**
 * Leads wires around blocks that are not theirs. It tries the lanes just above and below what is in the way, takes the one that leads
 * least far astray, and looks again if others are in the way there.
 */
final class WireRouter {
    /** What stays free between a lane and a block. */
    private static final double CLEAR = 14;

    /** Nearer than this is touching. */
    private static final double TOUCH = 5;

    /** Wide bends look better, narrow ones fit between columns that stand close. */
    private static final double[] BENDS = {56, 27};

    /** Touching a block is worse than any detour. */
    private static final double TOUCHED = 100_000;

    private static final int ROUNDS = 4;

    private WireRouter() {}

    /**
     * The line of a wire.
     *
     * @param start the block it comes from
     * @param end the block it leads to
     * @param others all other blocks
     */
    static WireRoute route(Point2D from, Point2D to, Rectangle2D start, Rectangle2D end, List<Rectangle2D> others) {
        WireRoute direct = WireRoute.direct(from, to);
        boolean back = to.getX() < from.getX();
        Set<Rectangle2D> inTheWay = touched(direct, others);
        if (inTheWay.isEmpty() && !back) {
            return direct;
        }
        if (back) {
            inTheWay.add(start);
            inTheWay.add(end);
        }
        WireRoute best = direct;
        double least = back ? Double.POSITIVE_INFINITY : TOUCHED * inTheWay.size();
        for (int round = 0; round < ROUNDS; round++) {
            Set<Rectangle2D> alsoInTheWay = Set.of();
            for (double lane : lanes(from, to, inTheWay)) {
                for (double bend : BENDS) {
                    if (!back && to.getX() - from.getX() < 2 * bend) {
                        continue;
                    }
                    WireRoute route = WireRoute.along(from, to, lane, bend);
                    Set<Rectangle2D> touched = touched(route, others);
                    if (back) {
                        touched.addAll(
                                touched(new WireRoute(List.of(route.curves().get(1))), List.of(start, end)));
                    }
                    double cost = Math.abs(lane - from.getY())
                            + Math.abs(lane - to.getY())
                            - bend / 10
                            + TOUCHED * touched.size();
                    if (cost < least) {
                        least = cost;
                        best = route;
                        alsoInTheWay = touched;
                    }
                }
            }
            if (least < TOUCHED || !inTheWay.addAll(alsoInTheWay)) {
                break;
            }
        }
        return best;
    }

    private static Set<Double> lanes(Point2D from, Point2D to, Collection<Rectangle2D> boxes) {
        Set<Double> lanes = new LinkedHashSet<>(List.of(from.getY(), to.getY()));
        for (Rectangle2D box : boxes) {
            lanes.add(box.getMinY() - CLEAR);
            lanes.add(box.getMaxY() + CLEAR);
        }
        return lanes;
    }

    private static Set<Rectangle2D> touched(WireRoute route, List<Rectangle2D> boxes) {
        Set<Rectangle2D> touched = new HashSet<>();
        for (int i = 0; i < boxes.size(); i++) {
            if (route.touches(boxes.get(i), TOUCH)) {
                touched.add(boxes.get(i));
            }
        }
        return touched;
    }
}
