package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.block.standard.HeadAttention.Columns;
import dev.braid.engine.kernel.Kernels;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import dev.braid.engine.tensor.Weight;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Two branches merged by attention, the fusion that Lee et al. 2025 (arXiv 2510.26912) found best among parallel hybrids. What
 * exactly it is, their text leaves open: this block offers four readings.
 */
public final class MergeAttention implements BlockType {
    private static final String IN = "in";

    @Override
    public String id() {
        return "merge-attention";
    }

    @Override
    public String title() {
        return "Merge-attention";
    }

    @Override
    public Category category() {
        return Category.FUSION;
    }

    @Override
    public List<String> keywords() {
        return List.of("fusion", "cross-attention", "hybrid", "parallel", "merge", "combine", "branches");
    }

    @Override
    public String explanation() {
        return """
                Merges a state-space branch m and an attention branch a by letting one attend to the other. In the study \
                that introduced it (Lee et al. 2025), parallel hybrids merged like this did best. [reading] The study does \
                not say which attention it is; the four readings here are ours, to be compared side by side:

                attention-queries: the attention branch asks, the state-space branch answers (keys and values).
                ssm-queries: the other way round.
                both: the block's input asks, and both branches answer, two keys for every position; wire the input of the \
                branches to the third port.
                point-wise: at each position by itself, one learned query weighs the two branches; nothing moves between \
                positions.

                The first three readings add a second attention over the whole context, with its work and its cache. A gain \
                may simply come from that: compare with a control of the same number of parameters. If the branches see a \
                window only, these readings bring global attention back, unless a span is set here as well. The point-wise \
                reading is as cheap as a linear layer and keeps no state; heads, positions and span do not concern it.

                The output is as wide as the branch that asks; it already carries its output projection, so that an add \
                block can follow. For the readings both and point-wise the two branches must be equally wide.""";
    }

    @Override
    public String formula() {
        return """
                attention-queries: y = softmax(q(a)·k(m)ᵀ/√P) v(m)·W_out, causal, H heads    ssm-queries: m and a exchanged
                both: q(x), keys and values over [m; a], causal in both halves
                point-wise: w = softmax(q·W_k{m_t, a_t}/√d), y_t = Σ w_i W_v{·}, q ∈ R^d learned
                ([reading] of Lee et al. 2025)""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return Stream.concat(
                        Stream.of(new ParamSpec.Choice(
                                "reading",
                                "Reading",
                                "Which branch asks and which answers; see the explanation.",
                                List.of("attention-queries", "ssm-queries", "both", "point-wise"))),
                        HeadSettings.PARAMETERS.stream())
                .toList();
    }

    @Override
    public List<PortSpec> inputs(Settings settings) {
        // the third port stays in all readings, so that one wiring serves for comparing them
        return Stream.concat(
                        Branches.INPUTS.stream(),
                        Stream.of(new PortSpec(
                                IN, "Block input", settings.text("reading").equals("both"))))
                .toList();
    }

    @Override
    public List<PortSpec> outputs(Settings settings) {
        return List.of(PortSpec.of("out"));
    }

    @Override
    public Map<String, Integer> outputWidths(Site site, ShapeReport report) {
        Settings settings = site.settings();
        String reading = settings.text("reading");
        String widthFrom = reading.equals("ssm-queries") ? Branches.SSM : Branches.ATTENTION;
        Integer width = site.inputWidths().get(widthFrom);
        if (!reading.equals("point-wise")) {
            HeadSettings.check(settings, width, widthFrom, report);
        }
        if (reading.equals("point-wise") || reading.equals("both")) {
            return Branches.outputWidths(site, report, "merging both branches with one matrix");
        }
        return width == null ? Map.of() : Map.of("out", width);
    }

    @Override
    public Cost cost(Site site) {
        Settings settings = site.settings();
        if (settings.text("reading").equals("point-wise")) {
            long width = site.width(Branches.ATTENTION);
            // two scores and a weighted mean besides the product; W_k·q is computed once a pass
            return new Cost(2 * width * width + width, 2.0 * width * width + 7.0 * width, 0);
        }
        Wiring wiring = Wiring.of(site);
        HeadSettings heads = HeadSettings.of(settings, wiring.outWidth);
        int contextLength = site.context().contextLength();
        int keys = wiring.keyPorts.size();
        long queryProducts = (long) heads.queryWidth() * (wiring.queryWidth + wiring.outWidth);
        long keyValueProduct = 2L * heads.keyValueWidth() * wiring.keyWidth;
        return new Cost(
                queryProducts + keyValueProduct,
                2.0 * queryProducts + 2.0 * keys * keyValueProduct + heads.flopsPerToken(contextLength, keys),
                heads.stateBytes(contextLength, keys));
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        if (site.settings().text("reading").equals("point-wise")) {
            return new PointWise(site, plan);
        }
        return new Cross(site, plan);
    }

    /**
     * Who asks and who answers in a reading with heads.
     *
     * @param keyPorts the ports that give keys and values
     */
    private record Wiring(String queryPort, List<String> keyPorts, int queryWidth, int keyWidth, int outWidth) {
        static Wiring of(Site site) {
            int m = site.width(Branches.SSM);
            int a = site.width(Branches.ATTENTION);
            return switch (site.settings().text("reading")) {
                case "ssm-queries" -> new Wiring(Branches.SSM, List.of(Branches.ATTENTION), m, a, m);
                case "both" -> new Wiring(IN, List.of(Branches.SSM, Branches.ATTENTION), site.width(IN), a, a);
                default -> new Wiring(Branches.ATTENTION, List.of(Branches.SSM), a, m, a);
            };
        }
    }

    /** The third port, where it is wired but not read: its gradient is zero. */
    private record Unread(@Nullable Gradient gradient) {
        static Unread of(Site site, LayerPlan plan) {
            boolean unread = site.inputWidths().containsKey(IN)
                    && !site.settings().text("reading").equals("both");
            return new Unread(unread ? Backward.inputGradient(plan, IN) : null);
        }

        void serve(Pass pass) {
            if (gradient != null && !gradient.accumulate()) {
                int at = gradient.buffer().at();
                Arrays.fill(pass.memory, at, at + pass.rows * gradient.buffer().width(), 0);
            }
        }
    }

    /** The readings with heads; dQ, dKv and the like are the gradients of what they are named after, in the same shape. */
    private static final class Cross implements Layer {
        private final Projection toQ; // [d_q, H P]
        private final Projection toKv; // [d_k, k | v of H_kv P each], one for both branches
        private final Projection toOut; // [H P, d]
        private final HeadAttention attention;
        private final Buffer asking; // [rows, d_q]
        private final List<Buffer> answering; // c times [rows, d_k]
        private final Columns q; // [rows, H P], rotated
        private final Columns k; // [rows, c, k | v], the keys rotated
        private final Columns v; // in the same buffer
        private final Buffer context; // [rows, H P]
        private final Buffer out; // [rows, d]
        private final Gradient dAsking;
        private final List<Gradient> dAnswering;
        private final Columns dQ;
        private final Columns dK;
        private final Columns dV;
        private final Gradient dContext;
        private final Buffer dOut;
        private final Unread unread;

        Cross(Site site, LayerPlan plan) {
            Wiring wiring = Wiring.of(site);
            HeadSettings heads = HeadSettings.of(site.settings(), wiring.outWidth);
            int queryWidth = heads.queryWidth();
            int keyValueWidth = heads.keyValueWidth();
            int pair = 2 * keyValueWidth; // a key and its value
            int branches = wiring.keyPorts.size(); // c
            Initialiser start = Initialiser.linear(queryWidth).times(1 / Math.sqrt(plan.residualLayers()));
            toQ = Projection.of(plan, "q", wiring.queryWidth, queryWidth, Initialiser.linear(wiring.queryWidth));
            toKv = Projection.of(plan, "kv", wiring.keyWidth, pair, Initialiser.linear(wiring.keyWidth));
            toOut = Projection.of(plan, "out", queryWidth, wiring.outWidth, start);
            attention = new HeadAttention(plan, heads, branches);
            asking = plan.input(wiring.queryPort);
            answering = wiring.keyPorts.stream().map(plan::input).toList();
            q = new Columns(plan.saved(queryWidth), 0, queryWidth);
            Buffer kv = plan.saved(branches * pair);
            k = new Columns(kv, 0, pair);
            v = new Columns(kv, keyValueWidth, pair);
            context = plan.saved(queryWidth);
            out = plan.output("out");
            dAsking = Backward.inputGradient(plan, wiring.queryPort);
            dAnswering = new ArrayList<>();
            wiring.keyPorts.forEach(port -> dAnswering.add(Backward.inputGradient(plan, port)));
            dQ = new Columns(Backward.scratch(plan, queryWidth), 0, queryWidth);
            Buffer dKv = Backward.scratch(plan, branches * pair);
            dK = new Columns(dKv, 0, pair);
            dV = new Columns(dKv, keyValueWidth, pair);
            dContext = new Gradient(Backward.scratch(plan, queryWidth), false);
            dOut = Backward.outputGradient(plan, "out");
            unread = Unread.of(site, plan);
        }

        @Override
        public void forward(Pass pass) {
            project(pass);
            attention.forward(pass, q, k, v, context);
            toOut.forward(pass, context, out);
        }

        @Override
        public void backward(Pass pass) {
            toOut.backward(pass, context, dOut, dContext);
            attention.backward(pass, q, k, v, context, dContext.buffer(), dQ, dK, dV);
            toQ.backward(pass, asking, dQ.buffer(), dAsking);
            Buffer dKv = dK.buffer();
            for (int i = 0; i < answering.size(); i++) {
                Buffer branch = answering.get(i);
                Gradient dBranch = dAnswering.get(i);
                int at = dKv.at() + i * dK.stride();
                toKv.weightGradient(pass, branch.at(), branch.width(), at, dKv.width());
                toKv.inputGradient(pass, at, dKv.width(), dBranch.buffer().at(), branch.width(), dBranch.accumulate());
            }
            unread.serve(pass);
        }

        @Override
        public void decode(Pass pass) {
            project(pass);
            attention.decode(pass, q, k, v, context);
            toOut.forward(pass, context, out);
        }

        private void project(Pass pass) {
            toQ.forward(pass, asking, q.buffer());
            Buffer kv = k.buffer();
            for (int i = 0; i < answering.size(); i++) {
                Buffer branch = answering.get(i);
                toKv.forward(pass, branch.at(), branch.width(), kv.at() + i * k.stride(), kv.width(), false);
            }
        }
    }

    /**
     * The point-wise reading. Since q·(W_k x) = (W_kᵀ q)·x and the weighted sum may be taken before W_v, one product a token
     * remains; scores are inner products with the one vector u = W_k q.
     */
    private static final class PointWise implements Layer {
        private final int width; // d
        private final float scale; // 1/√d
        private final Weight query; // [d], q
        private final Weight key; // [d, d], W_k
        private final Projection value; // [d, d], W_v
        private final Buffer m; // [rows, d]
        private final Buffer a; // [rows, d]
        private final Buffer direction; // [d], u
        private final Buffer share; // [rows, 1], weight of m; that of a is 1 − share
        private final Buffer mixed; // [rows, d]
        private final Buffer out; // [rows, d]
        private final Gradient dM;
        private final Gradient dA;
        private final Buffer dDirection;
        private final Gradient dMixed;
        private final Buffer dOut;
        private final Unread unread;

        PointWise(Site site, LayerPlan plan) {
            width = site.width(Branches.ATTENTION);
            scale = (float) (1 / Math.sqrt(width));
            query = plan.weight("query", Initialiser.normal(0.02), false, width);
            key = plan.weight("key", Initialiser.linear(width), true, width, width);
            value = Projection.of(
                    plan, "value", width, width, Initialiser.linear(width).times(1 / Math.sqrt(plan.residualLayers())));
            m = plan.input(Branches.SSM);
            a = plan.input(Branches.ATTENTION);
            direction = plan.scratchFloats(width);
            share = plan.saved(1);
            mixed = plan.saved(width);
            out = plan.output("out");
            dM = Backward.inputGradient(plan, Branches.SSM);
            dA = Backward.inputGradient(plan, Branches.ATTENTION);
            dDirection = Backward.scratchFloats(plan, width);
            dMixed = new Gradient(Backward.scratch(plan, width), false);
            dOut = Backward.outputGradient(plan, "out");
            unread = Unread.of(site, plan);
        }

        @Override
        public void forward(Pass pass) {
            float[] memory = pass.memory;
            findDirection(pass);
            for (int row = 0; row < pass.rows; row++) {
                int mRow = m.at() + row * width;
                int aRow = a.at() + row * width;
                float scoreM = scale * Kernels.ACTIVE.elementwise().dot(width, memory, mRow, memory, direction.at());
                float scoreA = scale * Kernels.ACTIVE.elementwise().dot(width, memory, aRow, memory, direction.at());
                float shareM = (float) (1 / (1 + Math.exp(scoreA - scoreM)));
                memory[share.at() + row] = shareM;
                Kernels.ACTIVE
                        .elementwise()
                        .combine(
                                width,
                                shareM,
                                memory,
                                mRow,
                                1 - shareM,
                                memory,
                                aRow,
                                memory,
                                mixed.at() + row * width);
            }
            value.forward(pass, mixed, out);
        }

        /** u = W_k q. */
        private void findDirection(Pass pass) {
            for (int i = 0; i < width; i++) {
                pass.memory[direction.at() + i] = Kernels.ACTIVE
                        .elementwise()
                        .dot(width, pass.weights, key.offset() + i * width, pass.weights, query.offset());
            }
        }

        @Override
        public void backward(Pass pass) {
            float[] memory = pass.memory;
            findDirection(pass);
            value.backward(pass, mixed, dOut, dMixed);
            Arrays.fill(memory, dDirection.at(), dDirection.at() + width, 0);
            for (int row = 0; row < pass.rows; row++) {
                int mRow = m.at() + row * width;
                int aRow = a.at() + row * width;
                int dRow = dMixed.buffer().at() + row * width;
                float shareM = memory[share.at() + row];
                float dShare = Kernels.ACTIVE.elementwise().dot(width, memory, dRow, memory, mRow)
                        - Kernels.ACTIVE.elementwise().dot(width, memory, dRow, memory, aRow);
                float dScore = scale * shareM * (1 - shareM) * dShare; // of m; that of a is its negative
                Kernels.ACTIVE.elementwise().addScaled(width, dScore, memory, mRow, memory, dDirection.at());
                Kernels.ACTIVE.elementwise().addScaled(width, -dScore, memory, aRow, memory, dDirection.at());
                serve(memory, dM, row, shareM, dRow, dScore);
                serve(memory, dA, row, 1 - shareM, dRow, -dScore);
            }
            // dW_k = du ⊗ q, dq = W_kᵀ du
            for (int i = 0; i < width; i++) {
                float du = memory[dDirection.at() + i];
                int keyRow = key.offset() + i * width;
                Kernels.ACTIVE.elementwise().addScaled(width, du, pass.weights, query.offset(), pass.gradients, keyRow);
                Kernels.ACTIVE.elementwise().addScaled(width, du, pass.weights, keyRow, pass.gradients, query.offset());
            }
            unread.serve(pass);
        }

        /** One row of a branch's gradient: share · dMixed + dScore · u. */
        private void serve(float[] memory, Gradient gradient, int row, float share, int dRow, float dScore) {
            int at = gradient.buffer().at() + row * width;
            if (gradient.accumulate()) {
                Kernels.ACTIVE.elementwise().addScaled(width, share, memory, dRow, memory, at);
                Kernels.ACTIVE.elementwise().addScaled(width, dScore, memory, direction.at(), memory, at);
            } else {
                Kernels.ACTIVE
                        .elementwise()
                        .combine(width, share, memory, dRow, dScore, memory, direction.at(), memory, at);
            }
        }
    }
}
