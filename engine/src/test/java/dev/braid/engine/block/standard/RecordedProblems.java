package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.Problem;
import dev.braid.engine.block.ShapeReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report that keeps what shape rules say of a block called "block". */
final class RecordedProblems implements ShapeReport {
    final List<Problem> problems = new ArrayList<>();

    /** A report that no error may reach. */
    static ShapeReport none() {
        return new ShapeReport() {
            @Override
            public void error(@Nullable String port, String text, @Nullable FixProposal fix) {
                assertThat(text).as("no error is expected").isNull();
            }

            @Override
            public void warning(@Nullable String port, String text, @Nullable FixProposal fix) {}
        };
    }

    @Override
    public void error(@Nullable String port, String text, @Nullable FixProposal fix) {
        problems.add(Problem.error("block", port, text, fix == null ? null : fix.at("block")));
    }

    @Override
    public void warning(@Nullable String port, String text, @Nullable FixProposal fix) {
        problems.add(Problem.warning("block", port, text, fix == null ? null : fix.at("block")));
    }
}
