package dev.braid.engine.task.text;

import dev.braid.engine.task.Split;
import java.util.Optional;

/** Where a text comes from: with Braid, or from the user. */
interface TextSource {
    /** Two documents are apart by two empty lines, here and in the user's texts. */
    String SEPARATOR = "\n\n\n";

    /** What sentences call it. */
    String title();

    /** Why it cannot be used at all, in a sentence, as far as can be seen at once. */
    Optional<String> problem();

    /** Equal for equal contents, as far as can be seen at once. */
    String fingerprint();

    /** The text of a split; only without a {@link #problem}. */
    ByteText split(Split split);

    /** Reads all of it to see whether it is a text; why it is not, in a sentence. */
    Optional<String> defect();
}
