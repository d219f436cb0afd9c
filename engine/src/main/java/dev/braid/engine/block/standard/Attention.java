package dev.braid.engine.block.standard;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Cost;
import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.ShapeReport;
import dev.braid.engine.block.Site;
import dev.braid.engine.block.standard.HeadAttention.Columns;
import dev.braid.engine.tensor.Buffer;
import dev.braid.engine.tensor.Gradient;
import dev.braid.engine.tensor.Initialiser;
import dev.braid.engine.tensor.Layer;
import dev.braid.engine.tensor.LayerPlan;
import dev.braid.engine.tensor.Pass;
import java.util.List;
import java.util.Map;

/**
 * Causal multi-head softmax attention (Vaswani et al. 2017; grouped queries: Ainslie et al. 2023; RoPE: Su et al. 2021;
 * sinks: Xiao et al. 2023).
 */
public final class Attention implements BlockType {
    @Override
    public String id() {
        return "attention";
    }

    @Override
    public String title() {
        return "Attention";
    }

    @Override
    public Category category() {
        return Category.MIXER;
    }

    @Override
    public List<String> keywords() {
        return List.of(
                "transformer",
                "self-attention",
                "softmax",
                "heads",
                "RoPE",
                "sliding window",
                "SWA",
                "sinks",
                "GQA",
                "grouped query",
                "local");
    }

    @Override
    public String explanation() {
        return """
                Every position asks a question (its query) and compares it with the keys of all positions up to itself; the \
                answers (values) of the best matches flow in, weighted by a softmax. Several heads do this side by side.

                Nothing is forgotten within its span, so attention recalls exactly: a stored pair is found again however \
                many others there are. The price grows with the context: the work of a token and the memory kept while \
                decoding (a key and a value for every visible position) are proportional to the positions it sees.

                The span bounds that price. A window of w positions makes work and memory independent of the context \
                length, and what lies further back is out of reach for this layer; sinks keep the first positions visible \
                beside the window, which steadies training. A chunk looks back only to the start of its own block of c \
                positions. Fewer key-value heads shrink the memory, not the work.

                RoPE tells positions apart by rotating queries and keys. Without it attention sees only a causal set; next \
                to a Mamba block, which knows order by itself, that is often enough.

                The output is as wide as the input. Put a norm before it and a residual add behind it.""";
    }

    @Override
    public String formula() {
        return """
                q, k, v = x·W_qkv   (H query heads, H_kv key-value heads of width P; RoPE: angle t·θ^(−2i/P), rotate-half)
                o_i = Σ_j softmax_j(q_i·k_j / √P) v_j   over the visible j ≤ i
                visible: full j ≥ 0 · window j > i − w or j < S · chunk j ≥ c⌊i/c⌋
                y = o·W_out
                (Vaswani et al. 2017; Su et al. 2021)""";
    }

    @Override
    public List<ParamSpec> parameters() {
        return HeadSettings.PARAMETERS;
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
        Integer width = site.inputWidths().get("in");
        HeadSettings.check(site.settings(), width, "in", report);
        return width == null ? Map.of() : Map.of("out", width);
    }

    @Override
    public Cost cost(Site site) {
        int width = site.width("in");
        HeadSettings heads = HeadSettings.of(site.settings(), width);
        int contextLength = site.context().contextLength();
        // W_qkv [d, (H + 2 H_kv) P] and W_out [H P, d]
        long parameters = 2L * width * (heads.queryWidth() + heads.keyValueWidth());
        return new Cost(
                parameters,
                2.0 * parameters + heads.flopsPerToken(contextLength, 1),
                heads.stateBytes(contextLength, 1));
    }

    @Override
    public Layer build(Site site, LayerPlan plan) {
        int width = site.width("in");
        return new AttentionLayer(width, HeadSettings.of(site.settings(), width), plan);
    }

    /** The layer; dQ, dK, dV and the like are the gradients of what they are named after, in the same shape. */
    private static final class AttentionLayer implements Layer {
        private final Projection toQkv; // [d, (H + 2 H_kv) P]
        private final Projection toOut; // [H P, d]
        private final HeadAttention attention;
        private final Buffer in; // [rows, d]
        private final Buffer qkv; // [rows, (H + 2 H_kv) P], q and k rotated
        private final Columns q; // [rows, H P] of qkv
        private final Columns k; // [rows, H_kv P] of qkv
        private final Columns v; // [rows, H_kv P] of qkv
        private final Buffer context; // [rows, H P]
        private final Buffer out; // [rows, d]
        private final Gradient dIn;
        private final Buffer dQkv;
        private final Columns dQ;
        private final Columns dK;
        private final Columns dV;
        private final Gradient dContext;
        private final Buffer dOut;

        AttentionLayer(int width, HeadSettings heads, LayerPlan plan) {
            int queryWidth = heads.queryWidth();
            int keyValueWidth = heads.keyValueWidth();
            int qkvWidth = queryWidth + 2 * keyValueWidth;
            Initialiser start = Initialiser.linear(queryWidth).times(1 / Math.sqrt(plan.residualLayers()));
            toQkv = Projection.of(plan, "qkv", width, qkvWidth, Initialiser.linear(width));
            toOut = Projection.of(plan, "out", queryWidth, width, start);
            attention = new HeadAttention(plan, heads, 1);
            in = plan.input("in");
            qkv = plan.saved(qkvWidth);
            q = new Columns(qkv, 0, qkvWidth);
            k = new Columns(qkv, queryWidth, qkvWidth);
            v = new Columns(qkv, queryWidth + keyValueWidth, qkvWidth);
            context = plan.saved(queryWidth);
            out = plan.output("out");
            dIn = Backward.inputGradient(plan, "in");
            dQkv = Backward.scratch(plan, qkvWidth);
            dQ = new Columns(dQkv, 0, qkvWidth);
            dK = new Columns(dQkv, queryWidth, qkvWidth);
            dV = new Columns(dQkv, queryWidth + keyValueWidth, qkvWidth);
            dContext = new Gradient(Backward.scratch(plan, queryWidth), false);
            dOut = Backward.outputGradient(plan, "out");
        }

        @Override
        public void forward(Pass pass) {
            toQkv.forward(pass, in, qkv);
            attention.forward(pass, q, k, v, context);
            toOut.forward(pass, context, out);
        }

        @Override
        public void backward(Pass pass) {
            toOut.backward(pass, context, dOut, dContext);
            attention.backward(pass, q, k, v, context, dContext.buffer(), dQ, dK, dV);
            toQkv.backward(pass, in, dQkv, dIn);
        }

        @Override
        public void decode(Pass pass) {
            toQkv.forward(pass, in, qkv);
            attention.decode(pass, q, k, v, context);
            toOut.forward(pass, context, out);
        }
    }
}
