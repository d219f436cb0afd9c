package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** Sets a random share of all numbers to zero while training. */
public final class Dropout implements BlockType {
    @Override
    public String id() {
        return "dropout";
    }

    @Override
    public String title() {
        return "Dropout";
    }

    @Override
    public Category category() {
        return Category.NORMALISATION;
    }

    @Override
    public List<String> keywords() {
        return List.of("regularise", "noise", "overfitting");
    }

    @Override
    public String explanation() {
        return """
                While the model trains, each number that passes is set to zero with the given probability, and the \
                others are enlarged so that the expected value stays the same. Outside training it passes \
                everything on unchanged.

                It keeps a model from leaning on single channels, and so from learning a small data set by heart. \
                Where every batch is fresh, as in the synthetic recall tasks, there is nothing to learn by heart \
                and dropout only slows training down; leave it out there. With few documents and many epochs a \
                rate of 0.1 is a usual choice.

                Put it behind the token embedding, or at the end of a branch just before the sum; never into the \
                residual stream itself, where the losses would add up from layer to layer.

                Which numbers are dropped depends on the run's seed, the step, the block and the number's place in \
                the batch, and on nothing else: a run repeated, resumed, or trained with another number of threads \
                drops the same ones.

                It has no parameters.""";
    }

    @Override
    public String formula() {
        return "training: y = x ∘ m / (1 − p),  m ~ Bernoulli(1 − p);  else y = x   (Srivastava et al. 2014)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(new ParamSpec.Real(
                "rate",
                "Rate p",
                "Probability with which a number is dropped while training.",
                0.1,
                0,
                0.95,
                List.of(0.0, 0.1, 0.2, 0.3)));
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return List.of(PortSpec.of("in"));
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        return Widths.asInput(site, "in", "out");
    }

    @Override
    public Cost cost(Site site) {
        return new Cost(0, site.width("in"), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        Gradient dx = Backward.inputGradient(plan, "in");
        return new Masked(
                (float) site.settings().real("rate"),
                plan.blockNumber(),
                plan.input("in"),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                dx,
                Backward.target(plan, dx));
    }

    /**
     * The layer.
     *
     * @param x [rows, d]
     * @param y [rows, d]
     * @param target where the masked gradient is written, [rows, d]
     */
    private record Masked(float rate, int block, Buffer x, Buffer y, Buffer dy, Gradient dx, Buffer target)
            implements Layer {
        @Override
        public void forward(Pass pass) {
            mask(pass, x, y);
        }

        @Override
        public void backward(Pass pass) {
            mask(pass, dy, target);
            Backward.deliver(pass, target, dx);
        }

        private void mask(Pass pass, Buffer from, Buffer to) {
            int count = pass.rows * from.width();
            if (!pass.training) {
                System.arraycopy(pass.memory, from.at(), pass.memory, to.at(), count);
                return;
            }
            long seed = pass.dropoutSeed ^ (block * 0x9E3779B97F4A7C15L); // the kernel mixes its bits further
            long first = (long) pass.firstRow() * from.width();
            Kernels.ACTIVE
                    .elementwise()
                    .dropout(count, rate, seed, first, pass.memory, from.at(), pass.memory, to.at());
        }
    }
}
