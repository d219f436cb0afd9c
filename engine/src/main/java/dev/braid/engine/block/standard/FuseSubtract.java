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
import java.util.List;
import java.util.Map;

/** The difference of two branches. */
public final class FuseSubtract implements BlockType {
    @Override
    public String id() {
        return "fuse-subtract";
    }

    @Override
    public String title() {
        return "Subtract";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("difference", "minus", "fusion", "hybrid", "parallel", "branches", "study B");
    }

    @Override
    public String explanation() {
        return """
                Subtracts the attention branch from the Mamba branch, channel by channel.

                That sounds odd, for a model could learn the sign. But it is what study B found best for parallel \
                hybrids at one billion parameters: group norm in each branch, subtraction, and a separate output \
                projection for each branch. Adding in place of subtracting was nearly as good; fusing without \
                norms was clearly worse. The differences are small, and no seeds were published, so repeat the \
                comparison before building on it.

                Both branches have to be of the same width, and should be normalised by a branch norm each.

                Where each branch ends in a projection of its own, subtracting and adding can express the same; \
                they differ in where training starts and in what weight decay pulls towards.

                It has no parameters, mixes no positions and is nearly free.""";
    }

    @Override
    public String formula() {
        return "y = m − a   (Bae et al. 2025, study B)";
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
        return Branches.outputWidths(site, report, "a difference");
    }

    @Override
    public Cost cost(Site site) {
        return new Cost(0, site.width(Branches.SSM), 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        return FuseMean.layer(plan, 1, -1);
    }
}
