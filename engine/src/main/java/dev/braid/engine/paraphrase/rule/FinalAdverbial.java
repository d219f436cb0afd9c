package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.List;
import java.util.regex.Pattern;

/** "The law was passed in 1985." becomes "In 1985, the law was passed."; only times, which belong to the verb wherever they stand. */
final class FinalAdverbial implements StructureRule {
    private static final String[] PREPOSITIONS = {
        "in", "on", "during", "after", "before", "since", "by", "until", "at", "within"
    };
    private static final Pattern YEAR = Pattern.compile("1[5-9]\\d\\d|20\\d\\d");
    private static final String[] MONTHS = {
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December"
    };
    private static final String[] TIMES = {
        "year",
        "years",
        "month",
        "months",
        "week",
        "weeks",
        "day",
        "days",
        "century",
        "centuries",
        "decade",
        "decades",
        "morning",
        "evening",
        "night",
        "afternoon",
        "summer",
        "winter",
        "spring",
        "autumn",
        "hour",
        "hours",
        "session"
    };
    private static final String[] BARE = {"today", "tonight", "yesterday", "tomorrow"};

    @Override
    public String id() {
        return "final-adverbial";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        int end = s.size() - 1;
        if (!Grammar.statement(s)) {
            return List.of();
        }
        int start = start(s, end, g);
        int verb = g.subject(s, 0);
        if (start < 0
                || verb < 0
                || start <= verb + 1
                || !g.simpleClause(s, 0, start)
                || s.has(0, start, "to", "and", "from", "between")
                || s.at(start - 1).is(Tag.ADP, Tag.ADV, Tag.NUM, Tag.ADJ, Tag.AUX)
                || s.has(verb, start, TIMES)) {
            return List.of();
        }
        return List.of(new Draft(s, g)
                .part(start, end)
                .comma()
                .part(0, start)
                .part(end, s.size())
                .finish());
    }

    private static int start(Sentence s, int end, Grammar g) {
        if (s.at(end - 1).is(BARE)) {
            return end - 1;
        }
        if (s.at(end - 1).is("year", "month", "week", "session", "decade", "century")
                && s.at(end - 2).is("this", "last", "next", "every")
                && !s.at(end - 3).is(Tag.ADP, Tag.DET)) {
            return end - 2;
        }
        for (int i = end - 2; i > Math.max(1, end - 7); i--) {
            if (s.at(i).is(Tag.ADP)) {
                boolean phrase = g.nounPhrase(s, i + 1) == end || i + 2 == end;
                return s.at(i).is(PREPOSITIONS) && phrase && time(s, i + 1, end) ? i : -1;
            }
        }
        return -1;
    }

    private static boolean time(Sentence s, int from, int to) {
        Token last = s.at(to - 1);
        return YEAR.matcher(last.text()).matches()
                || last.is(TIMES)
                || s.has(from, to, MONTHS) && last.is(Tag.NUM, Tag.PROPN);
    }
}
