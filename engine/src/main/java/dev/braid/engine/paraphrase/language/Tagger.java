package dev.braid.engine.paraphrase.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

/** Cuts a text into sentences of tagged words, with OpenNLP. Not for several threads. */
public final class Tagger {
    /** What the tagger has learnt as two words: don't, country's, we're. */
    private static final Pattern CONTRACTION = Pattern.compile(
            "(?i)(do|does|did|is|are|was|were|has|have|had|ca|wo|would|could|should)(n['’]t)|(\\p{L}+)(['’](?:s|re|ve|ll|d|m))");

    private static final String MODEL = "/opennlp-en-ud-ewt-%s-1.2-2.5.0.bin";

    private final SentenceDetectorME sentences;
    private final TokenizerME words;
    private final POSTaggerME tags;

    /** Loads the models. */
    public Tagger() {
        try (InputStream sentence = model("sentence");
                InputStream token = model("tokens");
                InputStream tag = model("pos")) {
            sentences = new SentenceDetectorME(new SentenceModel(sentence));
            words = new TokenizerME(new TokenizerModel(token));
            tags = new POSTaggerME(new POSModel(tag));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream model(String kind) {
        InputStream stream = Tagger.class.getResourceAsStream(String.format(MODEL, kind));
        if (stream == null) {
            throw new IllegalStateException("the program was built without the language model for " + kind);
        }
        return stream;
    }

    /**
     * Where the sentences are: pairs of a first and a past-the-last place.
     *
     * @param text one paragraph
     */
    public List<int[]> sentences(String text) {
        List<int[]> places = new ArrayList<>();
        for (Span span : sentences.sentPosDetect(text)) {
            places.add(new int[] {span.getStart(), span.getEnd()});
        }
        return places;
    }

    /** A sentence as words and marks; nothing is kept yet. */
    public Sentence sentence(String text) {
        List<Span> spans = new ArrayList<>();
        for (Span span : words.tokenizePos(text)) {
            Matcher contraction = CONTRACTION.matcher(span.getCoveredText(text));
            if (contraction.matches()) {
                int border = span.getStart() + Math.max(contraction.end(1), contraction.end(3));
                spans.add(new Span(span.getStart(), border));
                spans.add(new Span(border, span.getEnd()));
            } else {
                spans.add(span);
            }
        }
        String[] tokens = Span.spansToStrings(spans.toArray(Span[]::new), text);
        String[] found = tags.tag(tokens);
        List<Token> all = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < tokens.length; i++) {
            Span span = spans.get(i);
            Tag before = i == 0 ? Tag.X : all.getLast().tag();
            all.add(new Token(
                    tokens[i], text.substring(end, span.getStart()), tag(tokens[i], found[i], before), false));
            end = span.getEnd();
        }
        return new Sentence(all);
    }

    /** What stands after an apostrophe is tagged by what it is, for the tagger has seen it written otherwise. */
    private static Tag tag(String token, String found, Tag before) {
        String plain = token.toLowerCase(Locale.ROOT).replace('’', '\'');
        return switch (plain) {
            case "n't" -> Tag.PART;
            case "'s" -> before == Tag.NOUN || before == Tag.PROPN ? Tag.PART : Tag.AUX;
            case "'re", "'ve", "'ll", "'d", "'m" -> Tag.AUX;
            default -> Tag.of(found);
        };
    }
}
