package dev.braid.engine.paraphrase.judge;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.train.Decoder;
import java.nio.charset.StandardCharsets;

/** A model trained with Braid on bytes as the judge. Slower than counted words, and it knows more. Not for several threads. */
public final class ModelJudge implements Judge {
    private static final int BYTES = 256;

    private final Decoder decoder;
    private final int longest;

    /**
     * Judges by a model whose tokens are bytes.
     *
     * @param longest bytes of the longest text; what stands beyond does not count
     */
    public ModelJudge(Model model, float[] weights, int longest) throws DesignException {
        this.longest = longest;
        decoder = new Decoder(model, weights, 1, longest);
        if (decoder.vocabulary() < BYTES) {
            throw new IllegalArgumentException(
                    "a judge must know all " + BYTES + " bytes, this model knows " + decoder.vocabulary() + " tokens");
        }
    }

    @Override
    public double bits(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        decoder.reset();
        decoder.read('\n');
        double bits = 0;
        for (int i = 0; i < Math.min(bytes.length, longest - 1); i++) {
            int next = bytes[i] & 0xff;
            bits += surprise(decoder.logits(), next);
            decoder.read(next);
        }
        return bits;
    }

    private static double surprise(float[] logits, int token) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return (Math.log(sum) + largest - logits[token]) / Math.log(2);
    }
}
