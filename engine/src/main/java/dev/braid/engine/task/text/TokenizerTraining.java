package dev.braid.engine.task.text;

import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.token.BytePairTokenizer;
import dev.braid.engine.task.token.BytePairTrainer;
import dev.braid.engine.task.token.Tokenizer;
import java.nio.file.Path;
import java.util.List;

/** Makes a tokenizer for texts: the training split of each is shown to it, so that it knows nothing of the others. */
public final class TokenizerTraining {
    private static final int MEASURED = 4 << 20;

    private TokenizerTraining() {}

    /**
     * A tokenizer with at most that many tokens.
     *
     * @param corpora that come with Braid
     * @param texts files or folders of the user's
     * @throws DataException if one of them cannot be read, or is no text
     */
    public static BytePairTokenizer train(List<Corpus> corpora, List<Path> texts, int vocabulary) {
        BytePairTrainer trainer = new BytePairTrainer();
        corpora.forEach(corpus -> PreparedText.learn(trainer, corpus.split(Split.TRAIN)));
        for (Path path : texts) {
            PreparedText.learn(trainer, checked(path).split(Split.TRAIN));
        }
        return trainer.train(vocabulary);
    }

    private static UserText checked(Path path) {
        UserText text = UserText.of(path);
        text.problem().or(text::defect).ifPresent(why -> {
            throw new DataException(why);
        });
        return text;
    }

    /** How many bytes a token stands for on average, on the beginning of the first text's validation split. */
    public static double bytesPerToken(Tokenizer tokenizer, List<Corpus> corpora, List<Path> texts) {
        TextSource source = corpora.isEmpty() ? UserText.of(texts.getFirst()) : corpora.getFirst();
        ByteText text = source.split(Split.VALIDATION);
        byte[] bytes = PreparedText.bytes(text, 0, (int) Math.min(MEASURED, text.size()));
        return bytes.length / (double) Math.max(1, tokenizer.encode(bytes, 0, bytes.length).length);
    }
}
