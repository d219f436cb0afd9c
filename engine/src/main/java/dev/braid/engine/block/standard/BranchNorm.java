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

/** Normalises one branch of a hybrid before fusion, over groups of its channels if wanted. */
public final class BranchNorm implements BlockType {
    @Override
    public String id() {
        return "branch-norm";
    }

    @Override
    public String title() {
        return "Branch norm";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("group norm", "branch", "hybrid", "normalise", "fusion", "rms", "per head");
    }

    @Override
    public String explanation() {
        return """
                Normalises one branch before it is fused with the other. Put one in the Mamba branch and one in \
                the attention branch, right in front of the fusion.

                Two branches that read the same input rarely answer equally loudly: in measured hybrids the \
                outputs of Mamba and attention differed in size by more than ten times. In a plain sum the quieter \
                branch then has nothing to say, and the fusion learns to ignore it. After the branch norms both \
                speak at the same size, each channel with a gain of its own, and the model decides by these gains.

                The channels can be divided into groups that are normalised apart from each other; with as many \
                groups as heads, each head keeps its own size. The kind rms only scales. The kind group also \
                subtracts each group's mean and adds a learned bias: with one group it is LayerNorm, with more it \
                is group normalisation, taken token by token so that no token sees a later one.

                Of the fusions that study B compares at one billion parameters, group norm followed by subtraction \
                and separate output projections was best, and leaving the norm out was among the worst. Hymba \
                takes the mean of two RMS-normalised branches.

                It costs d parameters (rms) or 2·d (group), without weight decay.""";
    }

    @Override
    public String formula() {
        return "rms: y = γ ∘ x_g / √(mean(x_g²) + ε);  group: y = γ ∘ (x_g − mean) / √(var + ε) + β, for each group g   (Wu and He 2018)";
    }

    @Override
    public List<ParamSpec> parameters() {
        return List.of(
                new ParamSpec.Choice(
                        "kind",
                        "Kind",
                        "rms scales; group also subtracts each group's mean and adds a bias.",
                        List.of("rms", "group")),
                new ParamSpec.Whole(
                        "groups",
                        "Groups",
                        "Into how many equal parts the channels are divided; each is normalised by itself.",
                        1,
                        1,
                        4_096,
                        List.of(1L, 2L, 4L, 8L)));
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
        Map<String, Integer> widths = Widths.asInput(site, "in", "out");
        Integer width = widths.get("out");
        if (width != null) {
            Widths.divides(report, "in", "groups", "groups", site.settings().whole("groups"), width, "the input");
        }
        return widths;
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        return subtractsMean(site) ? new Cost(2L * width, 7.0 * width, 0) : new Cost(width, 4.0 * width, 0);
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int groups = site.settings().whole("groups");
        return subtractsMean(site) ? LayerNorm.layer(plan, groups) : RmsNorm.layer(plan, groups);
    }

    private static boolean subtractsMean(Site site) {
        return site.settings().text("kind").equals("group");
    }
}
