package dev.braid.engine.evaluate;

import java.util.List;

/** Goes on writing after prompts. */
public interface Answerer {
    /** What is written after each of the prompts, given as tokens; up to the first line break. */
    List<String> write(List<int[]> prompts);
}
