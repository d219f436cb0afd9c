package dev.braid.engine.paraphrase.rule;

import dev.braid.engine.paraphrase.language.Sentence;
import dev.braid.engine.paraphrase.language.Tag;
import dev.braid.engine.paraphrase.language.Token;
import java.util.ArrayList;
import java.util.List;

/** "It has greatly increased." becomes "It has increased greatly.", and the other way round; adverbs of manner and degree only. */
final class AdverbShift implements StructureRule {
    private static final String[] SHIFTING = {
        "greatly",
        "rapidly",
        "quickly",
        "slowly",
        "steadily",
        "carefully",
        "quietly",
        "silently",
        "suddenly",
        "gradually",
        "freely",
        "directly",
        "successfully",
        "faithfully",
        "effectively",
        "efficiently",
        "peacefully",
        "significantly",
        "dramatically",
        "substantially",
        "considerably",
        "materially",
        "sharply",
        "swiftly",
        "openly",
        "promptly",
        "vigorously",
        "thoroughly",
        "cheerfully",
        "eagerly",
        "earnestly",
        "solemnly",
        "loudly",
        "calmly",
        "patiently",
        "voluntarily",
        "willingly",
        "seriously"
    };

    /** These stand before the auxiliary as well as after it. */
    private static final String[] EARLY = {
        "also",
        "now",
        "already",
        "recently",
        "always",
        "generally",
        "usually",
        "hitherto",
        "heretofore",
        "thus",
        "therefore",
        "long",
        "constantly",
        "accordingly",
        "consequently",
        "frequently",
        "often",
        "likewise"
    };

    @Override
    public String id() {
        return "adverb-shift";
    }

    @Override
    public List<Sentence> rewrite(Sentence s, Grammar g) {
        List<Sentence> found = new ArrayList<>();
        for (int i = 1; i < s.size() - 1; i++) {
            Token adverb = s.at(i);
            if (adverb.is(EARLY) && !adverb.kept() && early(s, g, i)) {
                found.add(swapped(s, g, i - 1));
                continue;
            }
            if (!adverb.is(SHIFTING)
                    || adverb.kept()
                    || s.at(i - 1).is(Tag.ADV)
                    || s.at(i + 1).is(Tag.ADV)) {
                continue;
            }
            if (s.at(i - 1).is(Tag.AUX)
                    && s.at(i + 1).is(Tag.VERB)
                    && s.at(i + 2).is(".", ",", ";", "in", "by", "during", "since")) {
                found.add(swapped(s, g, i));
            } else if (s.at(i - 1).is(Tag.VERB)
                    && s.at(i - 2).is(Tag.AUX)
                    && !s.at(i - 1).lower().endsWith("ing")
                    && s.at(i + 1).is(".", ",", ";")) {
                found.add(swapped(s, g, i - 1));
            }
        }
        return found;
    }

    /** "It has also been" becomes "It also has been"; never in a question, whose subject stands behind the auxiliary. */
    private static boolean early(Sentence s, Grammar g, int place) {
        return s.at(place - 1)
                        .is("has", "have", "had", "will", "can", "may", "must", "should", "would", "shall", "could")
                && (s.at(place - 2).is(Tag.NOUN, Tag.PROPN) || g.personal(s.at(place - 2)))
                && s.at(place + 1).is(Tag.VERB, Tag.AUX);
    }

    private static Sentence swapped(Sentence s, Grammar g, int first) {
        return new Draft(s, g)
                .part(0, first)
                .part(first + 1, first + 2)
                .part(first, first + 1)
                .part(first + 2, s.size())
                .finish();
    }
}
