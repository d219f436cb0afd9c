package dev.braid.engine.task.text;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.text.TextChoice.Tokenization;
import dev.braid.engine.task.token.Tokenizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tokens in which a task reads its text: bytes, byte pairs that are found in a text, or the byte pairs of a folder. */
public final class TextTokens {
    private final TextChoice choice;
    private final int vocabulary;
    private volatile @Nullable Tokenizer known;

    TextTokens(TextChoice choice) {
        this.choice = choice;
        vocabulary = choice.vocabulary();
    }

    private TextTokens(Tokenizer tokenizer) {
        choice = new TextChoice(Corpus.FACTBOOK, new Tokenization.Bytes(), false);
        vocabulary = tokenizer.vocabulary();
        known = tokenizer;
    }

    /** The parameters that choose tokens, in the order of the form. */
    public static List<ParamSpec> parameters() {
        return TextChoice.tokenParameters();
    }

    /**
     * Those that parameters choose.
     *
     * @param foundIn the corpus in which byte pairs are found
     */
    public static TextTokens of(Settings settings, Corpus foundIn) {
        return new TextTokens(new TextChoice(foundIn, TextChoice.tokenization(settings), false));
    }

    /** Those of a tokenizer. */
    public static TextTokens of(Tokenizer tokenizer) {
        return new TextTokens(tokenizer);
    }

    /** How many token ids there are; those of a published vocabulary that cannot be read count as bytes. */
    public int vocabulary() {
        return vocabulary;
    }

    /** Why there are none, in a sentence, as far as can be seen at once; what has been read once is no longer looked for. */
    public Optional<String> problem() {
        return known == null ? choice.tokenizerProblem() : Optional.empty();
    }

    /** Finds them, which may take long; why there are none, in a sentence, or empty. */
    public Optional<String> prepare() {
        try {
            tokenizer();
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(e.sentence());
        }
    }

    /**
     * What makes them of text. The first call may take long.
     *
     * @throws DataException with the sentence that says why there is none
     */
    public Tokenizer tokenizer() {
        Tokenizer tokenizer = known;
        if (tokenizer == null) {
            tokenizer = find();
            known = tokenizer;
        }
        return tokenizer;
    }

    private Tokenizer find() {
        return choice.tokenizer() instanceof Tokenization.Trained
                ? PreparedText.of(choice).tokenizer()
                : PreparedText.tokenizer(choice.tokenizer(), ByteText.of(new byte[0]));
    }

    /** What to print for a token; a vocabulary may be larger than what was found. */
    public String symbol(int token) {
        return token < tokenizer().vocabulary() ? tokenizer().symbol(token) : "unused";
    }

    /** How many bytes of text a token stands for. */
    public int bytes(int token) {
        return token < tokenizer().vocabulary() ? tokenizer().bytes(token).length : 0;
    }

    /** Equal where equal parameters give equal tokens; empty for bytes. */
    public String fingerprint() {
        String tokens = choice.tokenizerFingerprint();
        return tokens.isEmpty() ? "" : choice.fingerprint();
    }
}
