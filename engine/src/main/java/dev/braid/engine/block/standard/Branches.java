package dev.braid.engine.block.standard;

import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/**
 * What fusions of two branches share: their ports, and the weighted sum with its gradients.
 *
 * @param m the state-space branch [rows, d]
 * @param a the attention branch [rows, d]
 * @param y their fusion [rows, d]
 */
record Branches(Buffer m, Buffer a, Buffer y, Buffer dy, Gradient dm, Gradient da) {
    /** The port of the state-space branch. */
    static final String SSM = "ssm";
    /** The port of the attention branch. */
    static final String ATTENTION = "attention";

    /** Both ports. */
    static final List<PortSpec> INPUTS =
            List.of(new PortSpec(SSM, "Mamba", true), new PortSpec(ATTENTION, "Attention", true));

    /** The shape rule of fusions that work channel by channel. */
    static Map<String, Integer> outputWidths(Site site, ShapeReport report, String purpose) {
        return Widths.allEqual(site, report, List.of(SSM, ATTENTION), "out", purpose);
    }

    /** The values and gradients of a fusion. */
    static Branches of(LayerPlan plan) {
        return new Branches(
                plan.input(SSM),
                plan.input(ATTENTION),
                plan.output("out"),
                Backward.outputGradient(plan, "out"),
                Backward.inputGradient(plan, SSM),
                Backward.inputGradient(plan, ATTENTION));
    }

    /** y = α m + β a. */
    void combine(Pass pass, float alpha, float beta) {
        Kernels.ACTIVE
                .elementwise()
                .combine(count(pass), alpha, pass.memory, m.at(), beta, pass.memory, a.at(), pass.memory, y.at());
    }

    /** The gradients of {@link #combine}. */
    void passOn(Pass pass, float alpha, float beta) {
        Backward.passOn(pass, dy, alpha, dm);
        Backward.passOn(pass, dy, beta, da);
    }

    /** Σ dy ∘ branch: the gradient of a branch's weight. */
    float dot(Pass pass, Buffer branch) {
        return Kernels.ACTIVE.elementwise().dot(count(pass), pass.memory, dy.at(), pass.memory, branch.at());
    }

    private int count(Pass pass) {
        return pass.rows * y.width();
    }
}
