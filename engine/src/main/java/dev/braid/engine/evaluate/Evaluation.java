package dev.braid.engine.evaluate;

import dev.braid.engine.compile.Model;
import dev.braid.engine.task.token.Tokenizer;
import dev.braid.engine.train.ShardExecutor;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** A trained model that is asked sets of questions, with the threads to do so. One thread at a time may use it. */
public final class Evaluation implements AutoCloseable {
    private final WorkerPool pool;
    private final Examiner examiner;
    private @Nullable Unigram unigram;

    /**
     * @param weights flat, as the model lays them out
     * @param longest tokens that it reads at most
     * @param answerTokens that it writes at most
     */
    public Evaluation(Model model, float[] weights, Tokenizer tokenizer, int longest, int answerTokens, int threads) {
        pool = new WorkerPool(threads);
        examiner = new Examiner(
                new ModelScorer(new ShardExecutor(model, pool, weights), longest),
                new GreedyAnswerer(model, weights, tokenizer, pool, answerTokens),
                tokenizer,
                longest,
                text -> unigram().logProbability(text));
    }

    /** Counted when the first choice is asked. */
    private Unigram unigram() {
        Unigram counted = unigram;
        if (counted == null) {
            counted = Unigram.ofCorpora();
            unigram = counted;
        }
        return counted;
    }

    /** Asks a set; see {@link Examiner#examine}. */
    public Outcome examine(QuestionSet set, LongConsumer progress) throws IOException {
        return examiner.examine(set, progress);
    }

    @Override
    public void close() {
        pool.close();
    }
}
