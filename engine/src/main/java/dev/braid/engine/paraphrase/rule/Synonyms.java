package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.judge.WordModel;
import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import dev.braid.engine.paraphrase.language.WordForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A synonym of WordNet in the place of a word: both are nearly always used in that one sense, the other is about as frequent, and the
 * corpora have seen it beside the very words that it would stand between.
 */
final class Synonyms implements WordRule {
    private static final double SIMILAR = 0.35;
    private static final int SEEN = 15;
    private static final int SHORTEST = 4;
    /** Right in WordNet's first sense and wrong in these texts. */
    private static final Set<String> NEVER = Set.of(
            "frustrate disappoint",
            "territory district",
            "district territory",
            "process procedure",
            "procedure process",
            "idea thought",
            "thought idea",
            "aside apart",
            "apart aside",
            "strategy scheme",
            "scheme strategy",
            "panic terror",
            "terror panic",
            "responsibility obligation",
            "territory dominion",
            "attempt effort",
            "effect consequence",
            "want desire",
            "committee commission",
            "commission committee",
            "acquirement skill",
            "acquirement acquisition");

    @Override
    public String id() {
        return "synonym";
    }

    @Override
    public List<Replacement> replacements(Sentence s, Grammar g) {
        List<Replacement> found = new ArrayList<>();
        for (int i = 0; i < s.size(); i++) {
            Token token = s.at(i);
            boolean open = token.is(Tag.NOUN, Tag.VERB, Tag.ADJ, Tag.ADV)
                    && !token.kept()
                    && token.text().length() >= SHORTEST
                    && (i == 0 || token.text().equals(token.lower()))
                    && token.text().chars().allMatch(Character::isLetter);
            if (!open || compound(s, i)) {
                continue;
            }
            Optional<String> lemma = g.lemma(token);
            if (lemma.isEmpty() || token.is(Tag.ADJ, Tag.ADV) && !lemma.get().equals(token.lower())) {
                continue;
            }
            for (String synonym : g.thesaurus().synonyms(lemma.get(), token.tag())) {
                Optional<String> form =
                        NEVER.contains(lemma.get() + " " + synonym) ? Optional.empty() : form(s, g, i, synonym);
                if (form.isPresent() && fits(s, g.words(), i, form.get())) {
                    String text = i == 0 ? Draft.capital(form.get()) : form.get();
                    found.add(new Replacement(i, i + 1, List.of(token.withText(text))));
                }
            }
        }
        return found;
    }

    private static boolean compound(Sentence s, int place) {
        return s.at(place).is(Tag.NOUN)
                && (s.at(place - 1).is(Tag.NOUN, Tag.PROPN) || s.at(place + 1).is(Tag.NOUN, Tag.PROPN));
    }

    private static Optional<String> form(Sentence s, Grammar g, int place, String synonym) {
        Token token = s.at(place);
        if (token.is(Tag.NOUN)) {
            return Optional.of(g.plural(token) ? g.inflector().plural(synonym) : synonym);
        }
        if (!token.is(Tag.VERB)) {
            return Optional.of(synonym);
        }
        WordForm form = g.form(s, place);
        boolean differ = !g.inflector()
                .verb(synonym, WordForm.PAST)
                .equals(g.inflector().verb(synonym, WordForm.PAST_PARTICIPLE));
        return form == WordForm.PLURAL || form == WordForm.PAST && differ
                ? Optional.empty()
                : Optional.of(g.inflector().verb(synonym, form));
    }

    private static boolean fits(Sentence s, WordModel words, int place, String form) {
        int frequency = words.count(form);
        if (frequency < SEEN || frequency < SIMILAR * words.count(s.at(place).lower())) {
            return false;
        }
        Token before = s.at(place - 1);
        Token after = s.at(place + 1);
        boolean article = before.is("a", "an");
        boolean left = place == 0
                || before.is(Tag.PUNCT, Tag.NUM)
                || article && words.count("a " + form) + words.count("an " + form) > 0
                || words.count(before.lower() + " " + form) > 0;
        boolean right = after.is(Tag.PUNCT, Tag.NUM) || words.count(form + " " + after.lower()) > 0;
        return left && right;
    }
}
