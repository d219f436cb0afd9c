package dev.braid.engine.paraphrase.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line "Key: value" of a table of facts, and the sentences that say the same: "Geography / Climate: tropical" becomes "The climate is
 * tropical." What stands before the first slash is a heading and left out.
 *
 * @param key the key with its headings, apart by " / "
 * @param value what it is
 */
public record KeyValueLine(String key, String value) {
    private static final Pattern LINE = Pattern.compile("([A-Z][^:.;?!\"“]{1,90}): (\\S.*)");
    private static final int MOST_WORDS_OF_KEY = 7;
    private static final int LONGEST_VALUE = 240;
    private static final int LONGEST_FIGURE = 60;
    private static final Pattern FIGURE = Pattern.compile("(?:[$€£]|about |less than |more than |-)?\\d.*");
    private static final Pattern CAPITALISED = Pattern.compile("\\b[A-Z][a-z]+\\b");

    /** Sentences that read better than the ones for any key; by the key without its first heading, in lower case. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("location", "The location is as follows: %s."),
            Map.entry("geographic coordinates", "The geographic coordinates are %s."),
            Map.entry("area / total", "The total area is %s."),
            Map.entry("area / land", "The land area is %s."),
            Map.entry("area / water", "The water area is %s."),
            Map.entry("area - comparative", "By comparison, the area is %s."),
            Map.entry("illicit drugs", "The following is known of illicit drugs: %s."),
            Map.entry("national holiday", "The national holiday is %s."),
            Map.entry("natural hazards", "The natural hazards are %s."),
            Map.entry("legal system", "The legal system is as follows: %s."),
            Map.entry("exports - partners", "The partners in exports are %s."),
            Map.entry("imports - partners", "The partners in imports are %s."),
            Map.entry("exports - commodities", "The commodities exported are %s."),
            Map.entry("imports - commodities", "The commodities imported are %s."),
            Map.entry("coastline", "The length of the coastline is %s."),
            Map.entry("climate", "The climate is %s."),
            Map.entry("terrain", "The terrain is as follows: %s."),
            Map.entry("natural resources", "The natural resources are %s."),
            Map.entry("elevation extremes / lowest point", "The lowest point is %s."),
            Map.entry("elevation extremes / highest point", "The highest point is %s."),
            Map.entry("irrigated land", "The irrigated land amounts to %s."),
            Map.entry("population", "The population is %s."),
            Map.entry("population growth rate", "The rate of population growth is %s."),
            Map.entry("birth rate", "The birth rate is %s."),
            Map.entry("death rate", "The death rate is %s."),
            Map.entry("capital / name", "The name of the capital is %s."),
            Map.entry("capital / geographic coordinates", "The geographic coordinates of the capital are %s."),
            Map.entry("government type", "The type of government is %s."),
            Map.entry("national anthem / name", "The name of the national anthem is %s."),
            Map.entry("languages", "The languages are %s."),
            Map.entry("religions", "The religions are %s."),
            Map.entry("ethnic groups", "The ethnic groups are %s."),
            Map.entry("industries", "The industries are %s."),
            Map.entry("agriculture - products", "The products of agriculture are %s."),
            Map.entry("labor force", "The labor force numbers %s."),
            Map.entry("unemployment rate", "The rate of unemployment is %s."),
            Map.entry("inflation rate (consumer prices)", "The rate of inflation (consumer prices) is %s."),
            Map.entry("country name / conventional long form", "The conventional long form of the name is %s."),
            Map.entry("country name / conventional short form", "The conventional short form of the name is %s."),
            Map.entry("internet country code", "The country code on the Internet is %s."),
            Map.entry("suffrage", "The rule of suffrage is %s."),
            Map.entry("fiscal year", "The fiscal year is the %s."),
            Map.entry("median age / total", "The median age of all is %s."),
            Map.entry(
                    "life expectancy at birth / total population",
                    "The life expectancy at birth of the total population is %s."));

    /** The line as key and value, if it has that form. */
    public static Optional<KeyValueLine> of(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches() && matcher.group(1).split(" ").length <= MOST_WORDS_OF_KEY + 8
                ? Optional.of(new KeyValueLine(matcher.group(1), matcher.group(2)))
                : Optional.empty();
    }

    /** Whether the key has headings, so that it cannot be the beginning of a sentence. */
    public boolean certain() {
        return key.contains(" / ");
    }

    /** Whether the value is prose, which has sentences of its own. */
    public boolean prose() {
        return value.length() > LONGEST_VALUE || value.matches(".*[a-z)][.] [A-Z].*") || value.contains("++ ");
    }

    /** Sentences that say the same; none for notes, which say nothing without their heading. */
    public List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        String[] parts = key.split(" / ");
        String last = parts[parts.length - 1].toLowerCase(Locale.ROOT);
        if (prose() || last.contains("note") || value.endsWith(":")) {
            return sentences;
        }
        String ended = value.endsWith(".") ? value.substring(0, value.length() - 1) : value;
        String plain = parts.length > 1 ? key.substring(parts[0].length() + 3) : key;
        String known = KNOWN.get(plain.toLowerCase(Locale.ROOT));
        boolean nothing = ended.matches("(?i)(none|na|n/a|nil)\\b.*");
        if (known != null && !nothing) {
            sentences.add(String.format(Locale.ROOT, known, ended));
        }
        String name = name(plain.split(" / "));
        if (FIGURE.matcher(ended).matches() && ended.length() <= LONGEST_FIGURE) {
            sentences.add("The figure for " + name + " is " + ended + ".");
            sentences.add("For " + name + ", the figure given is " + ended + ".");
        } else {
            sentences.add("The entry for " + name + " is: " + ended + ".");
            sentences.add("Under " + name + ", the entry reads: " + ended + ".");
        }
        return sentences;
    }

    /** "Area", "total" is the area (total). */
    private static String name(String... parts) {
        StringBuilder name = new StringBuilder(lower(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            name.append(i == 1 ? " (" : ", ").append(lower(parts[i]));
        }
        return parts.length > 1 ? name + ")" : name.toString();
    }

    private static String lower(String part) {
        if (!part.startsWith("Internet") && CAPITALISED.matcher(part).results().count() > 1) {
            return part; // a name
        }
        String first =
                CAPITALISED.matcher(part).replaceFirst(match -> match.group().toLowerCase(Locale.ROOT));
        return part.startsWith("Internet") ? part : first;
    }
}
