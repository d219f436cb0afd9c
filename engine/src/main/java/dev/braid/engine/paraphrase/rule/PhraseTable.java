package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import dev.braid.engine.paraphrase.language.WordForm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Set phrases and words that say the same wherever their conditions hold: "in order to" and "to", "each other" and "one another".
 * The table is the resource phrases.tsv, which explains its own format.
 */
final class PhraseTable implements WordRule {
    private static final String FILE = "phrases.tsv";

    private final Map<String, List<Entry>> byFirst = new HashMap<>();
    private final Set<String> sources = new HashSet<>();

    /**
     * A line of the table.
     *
     * @param from its words; with ~ before a verb and # before a noun that may be inflected
     * @param to what may stand there instead
     * @param conditions on the words around
     */
    private record Entry(List<String> from, List<String> to, List<String> conditions) {}

    PhraseTable() {
        try (InputStream stream = PhraseTable.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException("the program was built without " + FILE);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            for (String line : reader.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("%")) {
                    add(line.split("\t", -1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String... columns) {
        List<String> from = List.of(columns[0].strip().split(" "));
        List<String> to = List.of(columns[1].strip().split(" "));
        List<String> conditions = columns.length > 2 && !columns[2].isBlank()
                ? List.of(columns[2].strip().split(" "))
                : List.of();
        byFirst.computeIfAbsent(from.getFirst(), key -> new ArrayList<>()).add(new Entry(from, to, conditions));
        for (int i = 0; i < from.size(); i++) {
            for (int j = i + 2; j <= from.size(); j++) {
                sources.add(
                        String.join(" ", from.subList(i, j)).replace("~", "").replace("#", ""));
            }
        }
    }

    @Override
    public String id() {
        return "set-phrase";
    }

    /** All phrases of the table, and the parts of them, which therefore need no protection from it. */
    Set<String> sources() {
        return Set.copyOf(sources);
    }

    @Override
    public List<Replacement> replacements(Sentence s, Grammar g) {
        List<Replacement> found = new ArrayList<>();
        for (int i = 0; i < s.size(); i++) {
            Token token = s.at(i);
            for (Entry entry : byFirst.getOrDefault(token.lower(), List.of())) {
                match(s, g, i, entry).ifPresent(found::add);
            }
            if (token.is(Tag.VERB, Tag.NOUN)) {
                String sign = token.is(Tag.VERB) ? "~" : "#";
                for (Entry entry : g.lemma(token)
                        .map(lemma -> byFirst.getOrDefault(sign + lemma, List.of()))
                        .orElse(List.of())) {
                    match(s, g, i, entry).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private Optional<Replacement> match(Sentence s, Grammar g, int place, Entry entry) {
        int end = place + entry.from.size();
        if (end > s.size()) {
            return Optional.empty();
        }
        for (int i = place; i < end; i++) {
            String wanted = entry.from.get(i - place);
            Token token = s.at(i);
            boolean same = wanted.startsWith("~") || wanted.startsWith("#") ? i == place : token.is(wanted);
            if (!same || token.kept() || i > 0 && !token.text().equals(token.lower()) && !token.is("I")) {
                return Optional.empty();
            }
        }
        if (!entry.conditions.stream().allMatch(condition -> holds(s, place, end, condition))) {
            return Optional.empty();
        }
        boolean noun = entry.from.getFirst().startsWith("#");
        if (noun && (s.at(place - 1).is(Tag.NOUN, Tag.PROPN) || s.at(end).is(Tag.NOUN, Tag.PROPN, Tag.PART))) {
            return Optional.empty();
        }
        return replaced(s, g, place, entry).map(tokens -> new Replacement(place, end, tokens));
    }

    private static Optional<List<Token>> replaced(Sentence s, Grammar g, int place, Entry entry) {
        List<Token> tokens = new ArrayList<>();
        Token first = s.at(place);
        for (String word : entry.to) {
            String text = word;
            Tag tag = first.tag();
            if (word.startsWith("~")) {
                Optional<String> form = inflected(s, g, place, word.substring(1));
                if (form.isEmpty()) {
                    return Optional.empty();
                }
                text = form.get();
                tag = Tag.VERB;
            } else if (word.startsWith("#")) {
                text = g.plural(first) ? g.inflector().plural(word.substring(1)) : word.substring(1);
                tag = Tag.NOUN;
            } else if (entry.to.size() > 1) {
                tag = Tag.X;
            }
            if (word.length() == 1 && !Character.isLetter(word.charAt(0))) {
                tokens.add(Token.mark(word));
                continue;
            }
            text = text.equals("i") ? "I" : text;
            boolean start = tokens.isEmpty();
            boolean capital = start && Character.isUpperCase(first.text().charAt(0)) && !first.is("I");
            tokens.add(
                    new Token(capital ? Draft.capital(text) : text, start ? spaceBefore(s, place) : " ", tag, false));
        }
        return Optional.of(tokens);
    }

    /** A word that was written together with the one before, such as "n't", leaves a blank behind. */
    private static String spaceBefore(Sentence s, int place) {
        return place == 0
                ? ""
                : s.at(place).space().isEmpty() ? " " : s.at(place).space();
    }

    private static Optional<String> inflected(Sentence s, Grammar g, int place, String lemma) {
        WordForm form = g.form(s, place);
        boolean differ =
                !g.inflector().verb(lemma, WordForm.PAST).equals(g.inflector().verb(lemma, WordForm.PAST_PARTICIPLE));
        if (form == WordForm.PAST && differ && !g.personal(s.at(place - 1)) || form == WordForm.PLURAL) {
            return Optional.empty();
        }
        return Optional.of(g.inflector().verb(lemma, form));
    }

    private static boolean holds(Sentence s, int place, int end, String condition) {
        int sign = condition.indexOf('=');
        boolean not = condition.charAt(sign - 1) == '!';
        Token token = switch (condition.substring(0, not ? sign - 1 : sign)) {
            case "tag" -> s.at(place);
            case "next" -> s.at(end);
            case "after" -> s.at(end + 1);
            case "prev" -> s.at(place - 1);
            default -> throw new IllegalStateException("no such condition: " + condition);
        };
        boolean any = false;
        for (String wanted : condition.substring(sign + 1).split("\\|")) {
            any |= switch (wanted) {
                case "^" -> place == 0;
                case "ING" -> token.lower().endsWith("ing");
                case "BASE" ->
                    token.is(Tag.VERB)
                            && !token.lower().endsWith("ed")
                            && !token.lower().endsWith("ing");
                default ->
                    wanted.equals(wanted.toUpperCase(Locale.ROOT)) && wanted.length() > 1
                            ? token.tag().name().equals(wanted)
                            : token.is(wanted);
            };
        }
        return any != not;
    }
}
