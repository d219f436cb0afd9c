package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.judge.WordModel;
import dev.braid.engine.paraphrase.language.Inflector;
import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Thesaurus;
import dev.braid.engine.paraphrase.language.Token;
import dev.braid.engine.paraphrase.language.WordForm;
import java.util.Optional;
import java.util.Set;

/**
 * What rules ask about a sentence: where a noun phrase ends, whether a clause is simple, how a verb is inflected. All answers are
 * on the safe side: in doubt a phrase has no end and a clause is not simple.
 */
public final class Grammar {
    private static final Set<String> SUBJECTS = Set.of("i", "we", "you", "he", "she", "it", "they");
    private static final Set<String> POSSESSIVES = Set.of("my", "our", "your", "his", "her", "its", "their");
    private static final Set<String> DEMONSTRATIVES = Set.of("this", "that", "these", "those", "there", "each", "all");
    private static final Set<String> PLURALS = Set.of("people", "men", "women", "children");
    private static final String[] SUBORDINATORS = {
        "that",
        "which",
        "who",
        "whom",
        "whose",
        "what",
        "where",
        "when",
        "why",
        "how",
        "if",
        "whether",
        "because",
        "while",
        "whilst",
        "although",
        "though",
        "unless",
        "until",
        "till",
        "as",
        "than",
        "since",
        "before",
        "after",
        "so",
        "lest",
        "whatever",
        "whoever",
        "wherever",
        "whenever",
        "wherein",
        "whereby",
        "whereof",
        "whereas",
        "for",
        "but",
        "nor",
        "or",
        "yet"
    };
    private static final String[] BREAKS = {
        ";", ":", "--", "—", "–", "-", "(", ")", "[", "]", "\"", "“", "”", "``", "''", "…", "..."
    };

    private final Thesaurus thesaurus;
    private final Inflector inflector;
    private final WordModel words;

    /** Asks these three. */
    public Grammar(Thesaurus thesaurus, Inflector inflector, WordModel words) {
        this.thesaurus = thesaurus;
        this.inflector = inflector;
        this.words = words;
    }

    Thesaurus thesaurus() {
        return thesaurus;
    }

    Inflector inflector() {
        return inflector;
    }

    /** What was seen in the corpora, and how often. */
    WordModel words() {
        return words;
    }

    /** The first word of a sentence as it is written inside one. */
    Token inside(Token token) {
        String text = token.text();
        boolean stays = token.is(Tag.PROPN)
                || text.equals("I")
                || text.length() > 1 && Character.isUpperCase(text.charAt(1))
                || words.capital(text);
        return stays || text.isEmpty()
                ? token
                : token.withText(Character.toLowerCase(text.charAt(0)) + text.substring(1));
    }

    boolean personal(Token token) {
        return SUBJECTS.contains(token.lower());
    }

    boolean possessive(Token token) {
        return POSSESSIVES.contains(token.lower());
    }

    /** Past the end of the simple noun phrase that starts at a place, or -1: a determiner, adjectives, nouns, and "'s" between. */
    int nounPhrase(Sentence s, int from) {
        if (personal(s.at(from))) {
            return from + 1;
        }
        int i = from;
        if (s.at(i).is(Tag.DET) || possessive(s.at(i))) {
            i++;
        }
        int nouns = 0;
        while (i < s.size()) {
            Token token = s.at(i);
            if (token.is(Tag.NOUN, Tag.PROPN)) {
                nouns++;
            } else if (token.is("'s", "’s", "'", "’") && token.is(Tag.PART) && nouns > 0) {
                nouns = 0;
            } else if (!(token.is(Tag.ADJ, Tag.NUM) && nouns == 0)) {
                break;
            }
            i++;
        }
        return nouns > 0
                ? i
                : i == from + 1
                                && DEMONSTRATIVES.contains(s.at(from).lower())
                                && s.at(from).is(Tag.PRON)
                        ? i
                        : -1;
    }

    /** The same, with phrases of "of" after it. */
    int longNounPhrase(Sentence s, int from) {
        int end = nounPhrase(s, from);
        while (end > 0 && s.at(end).is("of") && nounPhrase(s, end + 1) > 0 && !personal(s.at(end + 1))) {
            end = nounPhrase(s, end + 1);
        }
        return end;
    }

    /** Past the end of the subject that starts at a place, if its verb follows at once or after one adverb, or -1. */
    int subject(Sentence s, int from) {
        int end = longNounPhrase(s, from);
        int verb = s.at(end).is(Tag.ADV) ? end + 1 : end;
        return end > 0
                        && s.at(verb).is(Tag.AUX, Tag.VERB)
                        && !s.at(verb).lower().endsWith("ing")
                        && !contracted(s.at(verb))
                ? end
                : -1;
    }

    /** Whether a token is written together with the word before. */
    static boolean contracted(Token token) {
        return token.text().startsWith("'")
                || token.text().startsWith("’")
                || token.text().endsWith("n't");
    }

    /** Groups of verbs; an infinitive after "to", or a participle before its noun, is none. */
    int verbGroups(Sentence s, int from, int to) {
        int groups = 0;
        boolean inside = false;
        for (int i = from; i < to; i++) {
            Token token = s.at(i);
            if (token.is(Tag.AUX, Tag.VERB)) {
                boolean infinitive = s.at(i - 1).is("to");
                boolean attribute = token.is(Tag.VERB)
                        && s.at(i + 1).is(Tag.NOUN)
                        && s.at(i - 1).is(Tag.DET, Tag.ADJ, Tag.ADP);
                if (!inside && !infinitive && !attribute) {
                    groups++;
                }
                inside = true;
            } else if (!token.is(Tag.ADV, Tag.PART)) {
                inside = false;
            }
        }
        return groups;
    }

    /** Whether what stands there is one clause with one verb: nothing subordinate, no marks within. */
    boolean simpleClause(Sentence s, int from, int to) {
        return verbGroups(s, from, to) == 1 && !s.has(from, to, ",") && plain(s, from, to);
    }

    /** Whether there are no marks that divide, and no words that begin another clause. */
    boolean plain(Sentence s, int from, int to) {
        if (s.has(from, to, BREAKS) || s.has(from, to, Tag.SCONJ)) {
            return false;
        }
        for (int i = from; i < to; i++) {
            boolean harmless =
                    s.at(i).is(Tag.DET) || s.at(i).is(Tag.ADP) && !s.at(i).is("as", "than", "but");
            if (!harmless && s.at(i).is(SUBORDINATORS)) {
                return false;
            }
        }
        return true;
    }

    /** Whether there are no brackets, quotes or dashes. */
    static boolean unbroken(Sentence s, int from, int to) {
        return !s.has(from, to, BREAKS);
    }

    /** Whether the sentence ends with a full stop. */
    static boolean statement(Sentence s) {
        return s.size() > 3 && s.at(s.size() - 1).is(".");
    }

    /** The dictionary form. */
    Optional<String> lemma(Token token) {
        return thesaurus.lemma(token.text(), token.tag());
    }

    /** What a noun is mostly about, such as "noun.person". */
    String field(Token token) {
        return lemma(token).map(lemma -> thesaurus.field(lemma, token.tag())).orElse("");
    }

    /** Whether a noun stands in the plural; a name does if it is a noun's plural, as "States" is. */
    boolean plural(Token noun) {
        String lower = noun.lower();
        return PLURALS.contains(lower)
                || thesaurus
                        .lemma(lower, Tag.NOUN)
                        .map(lemma -> !lemma.equals(lower))
                        .orElse(noun.is(Tag.NOUN) && lower.endsWith("s"));
    }

    /** The verb's form, of those that look alike the one that the words before ask for. */
    WordForm form(Sentence s, int place) {
        Token verb = s.at(place);
        String lemma = lemma(verb).orElse(verb.lower());
        WordForm form = inflector.formOf(lemma, verb.text());
        boolean both = inflector.verb(lemma, WordForm.PAST).equals(inflector.verb(lemma, WordForm.PAST_PARTICIPLE));
        return form == WordForm.PAST && both && afterAuxiliary(s, place) ? WordForm.PAST_PARTICIPLE : form;
    }

    private static boolean afterAuxiliary(Sentence s, int place) {
        int i = place - 1;
        while (s.at(i).is(Tag.ADV) || s.at(i).is("not", "n't")) {
            i--;
        }
        return s.at(i).is(Tag.AUX)
                || s.at(i).is("have", "has", "had", "having", "be", "been", "being", "is", "are", "was", "were");
    }
}
