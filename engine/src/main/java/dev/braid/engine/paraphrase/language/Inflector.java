package dev.braid.engine.paraphrase.language;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import simplenlg.features.Feature;
import simplenlg.features.Form;
import simplenlg.features.NumberAgreement;
import simplenlg.features.Person;
import simplenlg.features.Tense;
import simplenlg.framework.InflectedWordElement;
import simplenlg.framework.LexicalCategory;
import simplenlg.lexicon.Lexicon;
import simplenlg.realiser.english.Realiser;

/** Puts words into another form, with SimpleNLG. Not for several threads. */
public final class Inflector {
    private final Lexicon lexicon = Lexicon.getDefaultLexicon();
    private final Realiser realiser = new Realiser(lexicon);
    private final Map<String, Map<WordForm, String>> verbs = new HashMap<>();
    private final Map<String, String> plurals = new HashMap<>();

    /** A verb in a form. */
    public String verb(String lemma, WordForm form) {
        return verbs.computeIfAbsent(lemma, this::verbForms).getOrDefault(form, lemma);
    }

    /** A noun in the plural. */
    public String plural(String lemma) {
        return plurals.computeIfAbsent(lemma, noun -> {
            InflectedWordElement word = new InflectedWordElement(lexicon.getWord(noun, LexicalCategory.NOUN));
            word.setPlural(true);
            return realised(word, noun);
        });
    }

    /** Which form of the verb a word is; of several that look alike the first in the order of {@link WordForm}. */
    public WordForm formOf(String lemma, String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (Map.Entry<WordForm, String> form :
                verbs.computeIfAbsent(lemma, this::verbForms).entrySet()) {
            if (form.getValue().equals(lower)) {
                return form.getKey();
            }
        }
        return WordForm.PLURAL;
    }

    private Map<WordForm, String> verbForms(String lemma) {
        Map<WordForm, String> forms = new EnumMap<>(WordForm.class);
        forms.put(WordForm.BASE, lemma);
        InflectedWordElement third = verb(lemma);
        third.setFeature(Feature.TENSE, Tense.PRESENT);
        third.setFeature(Feature.PERSON, Person.THIRD);
        third.setFeature(Feature.NUMBER, NumberAgreement.SINGULAR);
        forms.put(WordForm.THIRD_PERSON, realised(third, lemma));
        InflectedWordElement past = verb(lemma);
        past.setFeature(Feature.TENSE, Tense.PAST);
        forms.put(WordForm.PAST, realised(past, lemma));
        InflectedWordElement participle = verb(lemma);
        participle.setFeature(Feature.FORM, Form.PAST_PARTICIPLE);
        forms.put(WordForm.PAST_PARTICIPLE, realised(participle, lemma));
        InflectedWordElement gerund = verb(lemma);
        gerund.setFeature(Feature.FORM, Form.PRESENT_PARTICIPLE);
        forms.put(WordForm.GERUND, realised(gerund, lemma));
        return forms;
    }

    private InflectedWordElement verb(String lemma) {
        return new InflectedWordElement(lexicon.getWord(lemma, LexicalCategory.VERB));
    }

    private String realised(InflectedWordElement word, String otherwise) {
        String text = realiser.realise(word).getRealisation();
        return text == null || text.isBlank() ? otherwise : text;
    }
}
