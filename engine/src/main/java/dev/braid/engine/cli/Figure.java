package dev.braid.engine.cli;

import dev.braid.engine.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Path;

/** Draws what a sweep has found. The engine itself draws nothing: whoever has a drawing library lends it one. */
@FunctionalInterface
public interface Figure {
    /** Writes a measure against context length as a PNG file; the message of an exception is a sentence. */
    void write(SweepResult result, SweepResult.Measure measure, Path file) throws IOException;
}
