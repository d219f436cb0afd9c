package dev.braid.engine.compile;

import dev.braid.engine.block.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A design that cannot run; the message lists its errors, one a line. */
public final class DesignException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** All problems that were found, errors among them. */
    public DesignException(List<Problem> problems) {
        super(problems.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .map(Problem::toString)
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything the checker said. */
    public List<Problem> problems() {
        return problems;
    }
}
