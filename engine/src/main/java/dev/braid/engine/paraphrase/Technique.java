package dev.braid.engine.paraphrase;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A way to say the same otherwise; each alone, or several together. */
public enum Technique {
    /** Words and set phrases give way to others. */
    SYNONYMS,
    /** The parts of a sentence change place or relation. */
    STRUCTURE,
    /** Facts are told in another order. */
    FACTS,
    /** A language model behind an endpoint is asked. */
    ENDPOINT,
    /** The user's own pairs. */
    OWN_PAIRS;

    /** What works without anything from outside. */
    public static final Set<Technique> RULES = Set.of(SYNONYMS, STRUCTURE, FACTS);

    /** Its name in files and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Techniques from their names, apart by commas or plus signs.
     *
     * @throws IllegalArgumentException with a sentence that lists the names there are
     */
    public static Set<Technique> parse(String names) {
        Set<Technique> techniques = EnumSet.noneOf(Technique.class);
        for (String name : names.split("[,+]", -1)) {
            techniques.add(Arrays.stream(values())
                    .filter(technique -> technique.id().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no technique '" + name.strip()
                            + "'; there are "
                            + Arrays.stream(values()).map(Technique::id).collect(Collectors.joining(", ")) + ".")));
        }
        return techniques;
    }
}
