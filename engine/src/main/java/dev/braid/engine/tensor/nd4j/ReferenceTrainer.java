package dev.braid.engine.tensor.nd4j;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.TrainingMix;
import dev.braid.engine.tensor.Weight;
import dev.braid.engine.train.TrainingSettings;
import java.util.Map;

/**
 * Trains a tiny design with the reference backend: SameDiff's gradients and AdamW in double precision, on the batches and
 * from the weights that the engine's trainer would take. Fresh examples and one batch a step only; dropout is off.
 */
public final class ReferenceTrainer {
    private final Model model;
    private final TrainingMix mix;
    private final TrainingSettings settings;
    private final double[] weights;
    private final double[] firstMoment;
    private final double[] secondMoment;
    private long step;

    /**
     * @throws IllegalArgumentException if the settings ask for accumulation or a limited set of examples, in one sentence
     */
    public ReferenceTrainer(Model model, TrainingMix mix, TrainingSettings settings) {
        if (settings.accumulation() != 1 || settings.examples() != 0) {
            throw new IllegalArgumentException(
                    "the reference backend trains on one fresh batch a step; leave accumulation at 1 and examples at 0");
        }
        this.model = model;
        this.mix = mix;
        this.settings = settings;
        weights = new double[model.weightFloats()];
        firstMoment = new double[weights.length];
        secondMoment = new double[weights.length];
        float[] initial = model.initialWeights(settings.seed());
        for (int i = 0; i < weights.length; i++) {
            weights[i] = initial[i];
        }
    }

    /** Steps done. */
    public long steps() {
        return step;
    }

    /**
     * One step.
     *
     * @return the mean loss before it, in nats
     * @throws DesignException when design or batch are too large for the reference
     */
    public double step() throws DesignException {
        Batch batch = mix.batch(Split.TRAIN, settings.seed(), step, settings.sequences());
        ReferenceModel reference = ReferenceModel.of(model, weights, batch);
        double loss = reference.loss();
        Map<String, double[]> gradients = reference.gradients();
        double squares = 0;
        for (double[] gradient : gradients.values()) {
            for (double g : gradient) {
                squares += g * g;
            }
        }
        double norm = Math.sqrt(squares);
        double scale = settings.clip() > 0 && norm > settings.clip() ? settings.clip() / norm : 1;
        gradients.forEach((name, gradient) -> {
            Weight weight = model.weights().get(name);
            if (weight != null) {
                update(weight, gradient, scale);
            }
        });
        step++;
        return loss;
    }

    /** AdamW with decoupled decay (Loshchilov and Hutter, arXiv 1711.05101), the moments corrected for their start. */
    private void update(Weight weight, double[] gradient, double scale) {
        double rate = settings.learningRate() * settings.schedule().factor(step, settings.steps());
        double decay = weight.decay() ? settings.weightDecay() : 0;
        for (int i = 0; i < gradient.length; i++) {
            int at = weight.offset() + i;
            double g = scale * gradient[i];
            firstMoment[at] = settings.beta1() * firstMoment[at] + (1 - settings.beta1()) * g;
            secondMoment[at] = settings.beta2() * secondMoment[at] + (1 - settings.beta2()) * g * g;
            double mean = firstMoment[at] / (1 - Math.pow(settings.beta1(), step + 1));
            double variance = secondMoment[at] / (1 - Math.pow(settings.beta2(), step + 1));
            weights[at] -= rate * (mean / (Math.sqrt(variance) + settings.epsilon()) + decay * weights[at]);
        }
    }
}
