package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** "If it rains, we stay." becomes "We stay if it rains.", and the other way round. */
final class SubordinateClause implements StructureRule {
    private static final Set<String> CONJUNCTIONS = Set.of(
            "if",
            "when",
            "because",
            "although",
            "though",
            "unless",
            "whenever",
            "until",
            "till",
            "after",
            "before",
            "while",
            "whilst");
    private static final String[] CONTRAST = {"although", "though", "while", "whilst"};
    private static final String[] NEGATIONS = {
        "not", "n't", "never", "no", "nor", "none", "nothing", "neither", "only", "hardly"
    };
    private static final String[] MOMENTS = {
        "day",
        "days",
        "time",
        "times",
        "moment",
        "year",
        "years",
        "hour",
        "period",
        "occasion",
        "season",
        "now",
        "case",
        "point"
    };
    private static final Set<String> THIRD =
            Set.of("he", "she", "it", "they", "this", "these", "those", "that", "there");

    @Override
    public String id() {
        return "subordinate-clause";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        if (Grammar.statement(s)) {
            if (CONJUNCTIONS.contains(s.at(0).lower())) {
                toTheEnd(s, g, found);
            } else {
                toTheFront(s, g, found);
            }
        }
        return found;
    }

    private static void toTheEnd(Sentence s, Grammar g, List<Sentence> found) {
        int comma = s.find(0, ",");
        int end = s.size() - 1;
        if (comma < 3 || comma > 14 || g.subject(s, 1) < 0 || !Grammar.unbroken(s, 0, end)) {
            return;
        }
        int start = comma + 1;
        int verb = g.subject(s, start);
        if (verb < 0 || s.has(start, end, "then")) {
            return;
        }
        toTheMiddle(s, g, comma, verb, found);
        if (!g.simpleClause(s, start, end) || s.has(start, end, "and")) {
            return;
        }
        Token subject = s.at(start);
        if (THIRD.contains(subject.lower()) && !subject.lower().equals(s.at(1).lower())) {
            return;
        }
        if (s.at(0).is("because", "until", "till", "unless") && s.has(start, end, NEGATIONS)) {
            return;
        }
        Draft draft = new Draft(s, g).part(start, end);
        if (s.at(0).is(CONTRAST)) {
            draft.comma();
        }
        found.add(draft.part(0, comma).part(end, s.size()).finish());
    }

    /** "If it rains, we shall stay." becomes "We shall, if it rains, stay." */
    private static void toTheMiddle(Sentence s, Grammar g, int comma, int verb, List<Sentence> found) {
        Token next = s.at(verb + 1);
        boolean helped = s.at(verb).is(Tag.AUX) && next.is(Tag.VERB, Tag.AUX) && !Grammar.contracted(next);
        boolean known = !THIRD.contains(s.at(comma + 1).lower())
                || s.at(comma + 1).is(s.at(1).text());
        boolean noun = !s.at(comma + 1).is(Tag.PRON);
        if ((helped || noun) && known && comma <= 10 && g.verbGroups(s, 1, comma) == 1) {
            int place = helped ? verb + 1 : verb;
            found.add(new Draft(s, g)
                    .part(comma + 1, place)
                    .comma()
                    .part(0, comma)
                    .comma()
                    .part(place, s.size())
                    .finish());
        }
    }

    private static void toTheFront(Sentence s, Grammar g, List<Sentence> found) {
        int end = s.size() - 1;
        int place = -1;
        for (int i = 2; i < end - 2 && place < 0; i++) {
            if (CONJUNCTIONS.contains(s.at(i).lower()) && s.at(i).is(Tag.SCONJ, Tag.ADV, Tag.ADP)) {
                place = i;
            }
        }
        if (place < 0 || g.subject(s, 0) < 0 || g.subject(s, place + 1) < 0) {
            return;
        }
        boolean comma = s.at(place - 1).is(",");
        int stop = comma ? place - 1 : place;
        boolean moved = g.simpleClause(s, 0, stop)
                && !s.has(0, stop, "to", "and")
                && !s.at(stop - 1).is(Tag.AUX, Tag.ADV, Tag.ADP, Tag.SCONJ, Tag.CCONJ)
                && !(s.at(place).is("if", "when", "before", "after", "while")
                        && s.at(stop - 1).is(Tag.VERB)
                        && !s.has(0, stop - 1, Tag.AUX))
                && !s.at(stop - 1).is(MOMENTS)
                && !s.has(0, stop, NEGATIONS)
                && Grammar.unbroken(s, place, end)
                && g.verbGroups(s, place, end) <= 2
                && !s.has(place, end, ",")
                && end - place <= 16;
        if (moved) {
            found.add(new Draft(s, g)
                    .part(place, end)
                    .comma()
                    .part(0, stop)
                    .part(end, s.size())
                    .finish());
        }
    }
}
