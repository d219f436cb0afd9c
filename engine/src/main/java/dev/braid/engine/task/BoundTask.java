package dev.braid.engine.task;

import dev.braid.engine.block.Settings;
import dev.braid.engine.task.token.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A task whose parameters are chosen: it makes batches. Immutable and without state, so that any thread may ask for
 * any batch at any time and a resumed run goes on exactly where it stopped.
 */
public interface BoundTask {
    /** The task whose parameters were chosen. */
    Task task();

    /** The parameters as chosen; with the task's id they say everything, so this is what a file keeps. */
    Settings settings();

    /** How many token ids there are: every token and every label is below. */
    int vocabulary();

    /** What to print for a token: a letter, a digit, or a short word such as {@code key 17}. */
    String symbol(int token);

    /** What makes tokens of text, where tokens are pieces of text; such a model can be asked questions on text. */
    default Optional<Tokenizer> textTokenizer() {
        return Optional.empty();
    }

    /** How many bytes of text a token stands for, for bits a byte; 0 where tokens are no text. */
    default int bytes(int token) {
        return 0;
    }

    /**
     * On text that comes with Braid: bits a byte of the test split by the baseline that only counts, an order-6 Witten-Bell
     * n-gram of the training split; empty elsewhere.
     */
    default OptionalDouble ngramBitsPerByte() {
        return OptionalDouble.empty();
    }

    /** The accuracy of guessing among the answers that are possible at all at that context length, in (0, 1]. */
    double chance(int contextLength);

    /**
     * Why there can be no batch of that context length with these parameters: one sentence each, with what to change;
     * empty if there can.
     */
    List<String> problems(int contextLength);

    /**
     * Reads what must be there before the first batch, such as a text of gigabytes; may take long, and is asked before a run
     * begins. Why there can be no batch, in a sentence, or empty.
     */
    default Optional<String> prepare() {
        return Optional.empty();
    }

    /**
     * What batches depend on beside the parameters, such as the contents of files, so that a run's id says it too; empty if
     * nothing.
     */
    default String fingerprint() {
        return "";
    }

    /** By what accuracy can be broken down; {@link Batch#slices()} follows this order. */
    List<Slice> slices();

    /**
     * Makes a batch: a pure function of its arguments.
     *
     * @param split what it is for; different splits have unrelated streams
     * @param seed the run's data seed
     * @param index which batch, from 0 upwards
     * @param sequences B, at least 1
     * @param contextLength L, without {@link #problems}
     * @throws IllegalArgumentException with the first of the problems, if there are any
     * @throws DataException if what it reads can no longer be read
     */
    Batch batch(Split split, long seed, long index, int sequences, int contextLength);
}
