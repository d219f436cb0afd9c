package dev.braid.engine.task;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a model is measured on: one task at several context lengths, below, at and beyond those it was trained at, or
 * several variants of it.
 *
 * @param points in the order of the report; at least one
 */
public record EvaluationPlan(List<Point> points) {
    public EvaluationPlan {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("an evaluation plan needs at least one point");
        }
    }

    /**
     * One point of a curve.
     *
     * @param name what tells it from the others where the context length does not, such as "32 pairs"; else ""
     * @param task what is asked
     * @param contextLength L
     */
    public record Point(String name, BoundTask task, int contextLength) {}

    /** One task at several context lengths. */
    public static EvaluationPlan of(BoundTask task, List<Integer> contextLengths) {
        return new EvaluationPlan(contextLengths.stream()
                .map(length -> new Point("", task, length))
                .toList());
    }

    /** What makes a point impossible; empty if all can be measured. */
    public List<String> problems() {
        Set<String> problems = new LinkedHashSet<>();
        points.forEach(point -> problems.addAll(point.task().problems(point.contextLength())));
        return List.copyOf(problems);
    }

    /** How many token ids all points together need. */
    public int vocabulary() {
        return points.stream()
                .mapToInt(point -> point.task().vocabulary())
                .max()
                .orElseThrow();
    }

    /** The longest context length among the points. */
    public int longestContext() {
        return points.stream().mapToInt(Point::contextLength).max().orElseThrow();
    }
}
