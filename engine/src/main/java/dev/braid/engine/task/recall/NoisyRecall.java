package dev.braid.engine.task.recall;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Task;
import java.util.List;

/**
 * MAD's noisy in-context recall: {@link InContextRecall} in which every pair is replaced, with a given probability, by
 * two random tokens of a noise vocabulary of its own. One pair at a random place and the last one are never replaced,
 * so that there is always something to ask.
 *
 * <p>MAD may choose the last place for the former as well and can then end up with nothing to ask; here it never is.
 */
public final class NoisyRecall implements Task {
    private static final String VOCABULARY = "vocabulary";
    private static final String NOISE_VOCABULARY = "noise-vocabulary";
    private static final String NOISE = "noise";

    @Override
    public String id() {
        return "noisy-recall";
    }

    @Override
    public String title() {
        return "Noisy recall";
    }

    @Override
    public String explanation() {
        return """
                In-context recall with pairs of meaningless tokens strewn in between. The model must look values up \
                and must not fill its memory with noise: a test of selectivity, at which linear recurrences that \
                treat every token alike fail first.

                The noise has tokens of its own. The published fractions are 0.2 to 0.8.

                Source: the MAD collection, Poli, Thomas and others, "Mechanistic Design and Scaling of Hybrid \
                Architectures", arXiv 2403.17844.""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Whole(
                        VOCABULARY,
                        "Vocabulary",
                        "Number of tokens, those of the noise included; of the rest the lower half are keys.",
                        32,
                        5,
                        1 << 20,
                        List.of(32L, 48L, 80L, 144L)),
                new ParamSpec.Whole(
                        NOISE_VOCABULARY,
                        "Noise vocabulary",
                        "Number of tokens that only noise is made of.",
                        16,
                        1,
                        1 << 20,
                        List.of(16L)),
                new ParamSpec.Real(
                        NOISE,
                        "Noise",
                        "Probability that two tokens of noise stand where a pair would.",
                        0.2,
                        0,
                        0.99,
                        List.of(0.2, 0.4, 0.6, 0.8)));
    }

    @Override
    public List<Integer> contextLengths() {
        return List.of(128, 256, 512, 1024);
    }

    @Override
    public BoundTask bind(Settings settings) {
        return new RepeatedPairs(
                this,
                settings,
                title(),
                settings.whole(VOCABULARY),
                settings.whole(NOISE_VOCABULARY),
                settings.real(NOISE));
    }
}
