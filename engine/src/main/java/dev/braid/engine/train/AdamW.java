package dev.braid.engine.train;

import dev.braid.engine.compile.Model;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Weight;
import java.util.ArrayList;
import java.util.List;

/** AdamW with decoupled decay (Loshchilov and Hutter, arXiv 1711.05101) over the flat arrays of a model. */
final class AdamW {
    /** A stretch of the flat arrays that decays, or does not. */
    private record Stretch(int from, int to, boolean decay) {}

    final float[] firstMoment;
    final float[] secondMoment;
    private final TrainingSettings settings;
    private final List<Stretch> stretches = new ArrayList<>();

    AdamW(Model model, TrainingSettings settings) {
        this.settings = settings;
        firstMoment = new float[model.weightFloats()];
        secondMoment = new float[model.weightFloats()];
        List<Weight> weights = List.copyOf(model.weights().values());
        int from = 0;
        for (int i = 0; i < weights.size(); i++) {
            boolean last = i + 1 == weights.size();
            if (last || weights.get(i + 1).decay() != weights.get(i).decay()) {
                int to = last ? model.weightFloats() : weights.get(i + 1).offset();
                stretches.add(new Stretch(from, to, weights.get(i).decay()));
                from = to;
            }
        }
    }

    /**
     * One update.
     *
     * @param executor holds weights and the reduced gradient
     * @param step steps done before this one
     * @param scale factor on the gradient (clipping)
     */
    void update(ShardExecutor executor, long step, double learningRate, double scale) {
        float correction1 = (float) -Math.expm1((step + 1) * Math.log(settings.beta1()));
        float correction2 = (float) -Math.expm1((step + 1) * Math.log(settings.beta2()));
        executor.forRanges((from, to) -> {
            for (Stretch stretch : stretches) {
                int begin = Math.max(from, stretch.from);
                int end = Math.min(to, stretch.to);
                if (begin < end) {
                    Kernels.ACTIVE
                            .optimiser()
                            .adamW(
                                    begin,
                                    end,
                                    executor.weights(),
                                    executor.gradients(),
                                    (float) scale,
                                    firstMoment,
                                    secondMoment,
                                    (float) learningRate,
                                    (float) settings.beta1(),
                                    (float) settings.beta2(),
                                    (float) settings.epsilon(),
                                    stretch.decay ? (float) settings.weightDecay() : 0f,
                                    correction1,
                                    correction2);
                }
            }
        });
        executor.weightsChanged();
    }
}
