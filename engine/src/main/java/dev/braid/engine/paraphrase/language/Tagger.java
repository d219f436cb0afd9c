package dev.braid.engine.paraphrase.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.sentdetect.SentenceDetectorME;
import opennlp.tools.sentdetect.SentenceModel;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

/** Cuts a text into sentences of tagged words, with OpenNLP. Not for several threads. */
public final class Tagger {
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
        Span[] spans = words.tokenizePos(text);
        String[] tokens = Span.spansToStrings(spans, text);
        String[] found = tags.tag(tokens);
        List<Token> all = new ArrayList<>();
        int end = 0;
        for (int i = 0; i < tokens.length; i++) {
            all.add(new Token(tokens[i], text.substring(end, spans[i].getStart()), Tag.of(found[i]), false));
            end = spans[i].getEnd();
        }
        return new Sentence(all);
    }
}
