package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/** The mean of two branches. */
public final class FuseMean implements BlockType {
    @Override
    public String id() {
        return "fuse-mean";
    }

    @Override
    public String title() {
        return "Mean";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("average", "fusion", "hybrid", "parallel", "branches");
    }

    @Override
    public String explanation() {
        return """
                Takes the mean of the Mamba branch and the attention branch, channel by channel. It is the \
                simplest way to join two branches that read the same input side by side.

                Both branches have to be of the same width, and should be of the same size: put a branch norm into \
                each, or the louder one decides alone. With norms and a joint linear block after it, this is the \
                fusion of Hymba.

                Against the sum, the mean keeps the size of its inputs instead of growing; behind it, a learned \
                gain or projection makes the two the same. What no fixed mean can do is prefer one branch for some \
                tokens: for that there are the gate and merge-attention.

                It has no parameters, mixes no positions and is nearly free. In Braid's grid of variants it is the \
                baseline that every learned fusion has to beat.""";
    }

    @Override
    public String formula() {
        return "y = (m + a) / 2   (Dong et al. 2024, Hymba)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of();
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        return Branches.INPUTS;
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        return Branches.outputWidths(site, report, "a mean");
    }

    @Override
    public Cost cost(Site site) {
        return new Cost(0, 3.0 * site.width(Branches.SSM), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return layer(plan, 0.5f, 0.5f);
    }

    /** The layer that adds both branches with fixed factors. */
    static Layer layer(LayerPlan plan, float ssmFactor, float attentionFactor) {
        return new Combination(Branches.of(plan), ssmFactor, attentionFactor);
    }

    /** The layer. */
    private record Combination(Branches branches, float ssmFactor, float attentionFactor) implements Layer {
        @Override
        public void forward(Pass pass) {
            branches.combine(pass, ssmFactor, attentionFactor);
        }

        @Override
        public void backward(Pass pass) {
            branches.passOn(pass, ssmFactor, attentionFactor);
        }
    }
}
