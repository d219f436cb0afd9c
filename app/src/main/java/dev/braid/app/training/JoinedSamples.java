package dev.braid.app.training;

import dev.braid.engine.train.event.MetricBuffer;
import dev.braid.engine.train.event.MetricBuffer.Column;
import dev.braid.visuals.chart.figure.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of a run that was interrupted and gone on with, as one trace. */
record JoinedSamples(Samples first, Samples second) implements Samples {
    /** A column of all buffers against another, or against the step where {@code x} is null. */
    static Samples of(List<MetricBuffer> buffers, @Nullable Column x, Column value) {
        return buffers.stream()
                .map(buffer -> Samples.of(buffer, x, value))
                .filter(samples -> samples.size() > 0)
                .reduce(JoinedSamples::new)
                .orElseGet(() -> Samples.of(List.of()));
    }

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public double x(int i) {
        return i < first.size() ? first.x(i) : second.x(i - first.size());
    }

    @Override
    public double value(int i) {
        return i < first.size() ? first.value(i) : second.value(i - first.size());
    }

    @Override
    public long step(int i) {
        return i < first.size() ? first.step(i) : second.step(i - first.size());
    }
}
