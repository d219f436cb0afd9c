package dev.braid.engine.tensor.nd4j;

import static dev.braid.engine.tensor.nd4j.Operations.extent;

import dev.braid.engine.block.Settings;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/** What the sequence mixers compute: recurrences step by step, attention with its full matrix. */
final class MixerFormulas {
    private static final String SSM = "ssm";
    private static final String ATTENTION = "attention";

    private MixerFormulas() {}

    /** The common parameters of attention; 0 for no window and no chunk. */
    private record Heads(int heads, int keyValueHeads, int width, int window, int sinks, int chunk) {
        static Heads of(Settings settings, int outputWidth) {
            int heads = settings.whole("heads");
            int keyValueHeads = settings.whole("key-value-heads");
            int width = settings.whole("head-dimension");
            boolean window = settings.text("span").equals("window");
            return new Heads(
                    heads,
                    keyValueHeads == 0 ? heads : keyValueHeads,
                    width == 0 ? outputWidth / heads : width,
                    window ? settings.whole("window") : 0,
                    window ? settings.whole("sinks") : 0,
                    settings.text("span").equals("chunk") ? settings.whole("chunk") : 0);
        }

        /** Whether the query at position i sees the keys at position j. */
        boolean sees(int i, int j) {
            boolean near = window == 0 || j > i - window || j < sinks;
            boolean inChunk = chunk == 0 || j / chunk == i / chunk;
            return j <= i && near && inChunk;
        }

        int queryWidth() {
            return heads * width;
        }

        int keyWidth() {
            return keyValueHeads * width;
        }
    }

    static SDVariable attention(Scope b) {
        Heads heads = Heads.of(b.settings(), b.width("in"));
        SDVariable qkv = b.in().mmul(b.weight("qkv"));
        int keys = heads.queryWidth();
        int values = keys + heads.keyWidth();
        SDVariable q = positioned(b, b.ops().columns(qkv, 0, heads.queryWidth()), heads.queryWidth(), heads);
        SDVariable k = positioned(b, b.ops().columns(qkv, keys, heads.keyWidth()), heads.keyWidth(), heads);
        SDVariable v = b.ops().columns(qkv, values, heads.keyWidth());
        return attend(b, heads, q, k, v, 1).mmul(b.weight("out"));
    }

    static SDVariable mergeAttention(Scope b) {
        return switch (b.text("reading")) {
            case "point-wise" -> pointWise(b);
            case "ssm-queries" -> cross(b, b.in(SSM), b.width(SSM), b.in(ATTENTION));
            case "both" -> cross(b, b.in(), b.width(ATTENTION), b.in(SSM), b.in(ATTENTION));
            default -> cross(b, b.in(ATTENTION), b.width(ATTENTION), b.in(SSM));
        };
    }

    /** One asks, the others answer. */
    private static SDVariable cross(Scope b, SDVariable asking, int outputWidth, SDVariable... answering) {
        Heads heads = Heads.of(b.settings(), outputWidth);
        SDVariable[] k = new SDVariable[answering.length];
        SDVariable[] v = new SDVariable[answering.length];
        for (int i = 0; i < answering.length; i++) {
            SDVariable kv = answering[i].mmul(b.weight("kv"));
            k[i] = positioned(b, b.ops().columns(kv, 0, heads.keyWidth()), heads.keyWidth(), heads);
            v[i] = b.ops().columns(kv, heads.keyWidth(), heads.keyWidth());
        }
        SDVariable q = positioned(b, asking.mmul(b.weight("q")), heads.queryWidth(), heads);
        return attend(b, heads, q, b.ops().stacked(k), b.ops().stacked(v), k.length)
                .mmul(b.weight("out"));
    }

    /** w = softmax(q·W_k{m, a} / √d); o = Σ w_i W_v{·}. */
    private static SDVariable pointWise(Scope b) {
        SDVariable m = b.in(SSM);
        SDVariable a = b.in(ATTENTION);
        int width = b.width(ATTENTION);
        SDVariable query = b.weight("query").reshape(width, 1);
        SDVariable scores = b.ops()
                .sideBySide(
                        m.mmul(b.weight("key")).mmul(query),
                        a.mmul(b.weight("key")).mmul(query));
        SDVariable w = b.ops().softmax(scores.mul(1 / Math.sqrt(width))); // [rows, 2]
        SDVariable fromM = m.mmul(b.weight("value")).mul(b.ops().columns(w, 0, 1));
        SDVariable fromA = a.mmul(b.weight("value")).mul(b.ops().columns(w, 1, 1));
        return fromM.add(fromA);
    }

    /** q [rows, H·P] against keys and values [c·rows, H_kv·P]. */
    private static SDVariable attend(Scope b, Heads heads, SDVariable q, SDVariable k, SDVariable v, int c) {
        int rows = b.ops().rows();
        int length = b.ops().length();
        SDVariable unseen = b.ops().matrix(rows, c * rows, (i, key) -> {
            int j = key % rows;
            boolean sameSequence = i / length == j / length;
            return sameSequence && heads.sees(i % length, j % length) ? 0 : Operations.UNSEEN;
        });
        int width = heads.width;
        SDVariable[] contexts = new SDVariable[heads.heads];
        for (int head = 0; head < heads.heads; head++) {
            int shared = head / (heads.heads / heads.keyValueHeads);
            SDVariable ownQ = b.ops().columns(q, head * width, width);
            SDVariable ownK = b.ops().columns(k, c * rows, shared * width, width);
            SDVariable ownV = b.ops().columns(v, c * rows, shared * width, width);
            SDVariable scores = b.ops().timesTransposed(ownQ, ownK).mul(1 / Math.sqrt(width));
            contexts[head] = b.ops().softmax(scores.add(unseen)).mmul(ownV);
        }
        return b.ops().sideBySide(contexts);
    }

    /** RoPE, where it is wanted: the pair (x_i, x_{i+P/2}) of each head is turned by the angle t·θ^(−2i/P). */
    private static SDVariable positioned(Scope b, SDVariable x, int columns, Heads heads) {
        if (!b.text("position").equals("rope")) {
            return x;
        }
        int half = heads.width / 2;
        double theta = b.settings().real("rope-theta");
        SDVariable cosine =
                b.ops().matrix(b.ops().rows(), columns, (row, j) -> Math.cos(angle(b, heads, theta, row, j)));
        SDVariable sine = b.ops().matrix(b.ops().rows(), columns, (row, j) -> Math.sin(angle(b, heads, theta, row, j)));
        SDVariable partner = b.ops().matrix(columns, columns, (i, j) -> {
            boolean first = j % heads.width < half;
            return first ? (i == j + half ? -1 : 0) : (i == j - half ? 1 : 0);
        });
        return x.mul(cosine).add(x.mmul(partner).mul(sine));
    }

    private static double angle(Scope b, Heads heads, double theta, int row, int column) {
        int i = column % heads.width % (heads.width / 2);
        return row % b.ops().length() * Math.pow(theta, -2.0 * i / heads.width);
    }

    static SDVariable shortConvolution(Scope b) {
        SDVariable y = convolved(b, b.in(), b.weight("conv_bias"));
        return b.settings().flag("silu") ? b.ops().silu(y) : y;
    }

    /** y_t = bias + Σ_k w_k ∘ x_{t−(K−1)+k}. */
    private static SDVariable convolved(Scope b, SDVariable x, @Nullable SDVariable bias) {
        SDVariable weight = b.weight("conv"); // [K, channels]
        int taps = extent(weight, 0);
        SDVariable y = x.mul(b.ops().lookUp(weight, new int[] {taps - 1}));
        for (int k = 0; k < taps - 1; k++) {
            y = y.add(b.ops().delayed(x, taps - 1 - k).mul(b.ops().lookUp(weight, new int[] {k})));
        }
        return bias == null ? y : y.add(bias);
    }

    static SDVariable mamba(Scope b) {
        int rows = b.ops().rows();
        int inner = extent(b.weight("out_proj"), 0); // D
        int states = extent(b.weight("A_log"), 0); // N
        int rank = extent(b.weight("dt_proj"), 0); // R
        SDVariable xz = b.in().mmul(b.weight("in_proj"));
        SDVariable x = b.ops().silu(convolved(b, b.ops().columns(xz, 0, inner), b.weight("conv_bias")));
        SDVariable z = b.ops().columns(xz, inner, inner);
        SDVariable selective = x.mmul(b.weight("x_proj")); // [rows, δ | B | C]
        SDVariable write = b.ops().columns(selective, rank, states).reshape(rows, states, 1);
        SDVariable read = b.ops().columns(selective, rank + states, states).reshape(rows, states, 1);
        SDVariable delta = b.ops()
                .softplus(b.ops()
                        .columns(selective, 0, rank)
                        .mmul(b.weight("dt_proj"))
                        .add(b.weight("dt_bias")));
        SDVariable a = b.ops().exp(b.weight("A_log")).neg().reshape(1, states, inner);
        SDVariable decay = b.ops().exp(delta.reshape(rows, 1, inner).mul(a));
        SDVariable taken = delta.mul(x).reshape(rows, 1, inner).mul(write);
        SDVariable h = b.ops().recurrence(decay, inner, taken, states, inner); // [rows, N, D]
        SDVariable y = h.mul(read).sum(1).add(x.mul(b.weight("D")));
        return y.mul(b.ops().silu(z)).mmul(b.weight("out_proj"));
    }

    static SDVariable mamba2(Scope b) {
        int rows = b.ops().rows();
        int inner = extent(b.weight("out_proj"), 0); // D
        int heads = extent(b.weight("A_log"), 0); // H
        int headWidth = inner / heads; // P
        int groups = b.whole("groups");
        int states = b.whole("state-size"); // N
        int convolvedWidth = inner + 2 * groups * states;
        SDVariable projected = b.in().mmul(b.weight("in_proj")); // [rows, z | xBC | dt]
        SDVariable z = b.ops().columns(projected, 0, inner);
        SDVariable xbc = b.ops().silu(convolved(b, b.ops().columns(projected, inner, convolvedWidth), null));
        SDVariable x = b.ops().columns(xbc, 0, inner).reshape(rows, heads, headWidth);
        SDVariable write = forEachHead(b, xbc, inner, heads);
        SDVariable read = forEachHead(b, xbc, inner + groups * states, heads);
        SDVariable dt = b.ops()
                .softplus(b.ops()
                        .columns(projected, inner + convolvedWidth, heads)
                        .add(b.weight("dt_bias")));
        SDVariable a = b.ops().exp(b.weight("A_log")).neg();
        SDVariable decay = b.ops().exp(dt.mul(a)).reshape(rows, heads, 1);
        SDVariable taken = x.mul(dt.reshape(rows, heads, 1))
                .reshape(rows, heads, 1, headWidth)
                .mul(write)
                .reshape(rows, heads, states * headWidth);
        SDVariable h =
                b.ops().recurrence(decay, 1, taken, heads, states * headWidth).reshape(rows, heads, states, headWidth);
        SDVariable skipped = x.mul(b.weight("D").reshape(1, heads, 1));
        SDVariable y = h.mul(read).sum(2).add(skipped).reshape(rows, inner);
        SDVariable normed =
                b.ops().rootMeanSquareNormed(y.mul(b.ops().silu(z)), inner, 1).mul(b.weight("norm"));
        return normed.mmul(b.weight("out_proj"));
    }

    /** The B or C of each head's group: [rows, H, N, 1]. */
    private static SDVariable forEachHead(Scope b, SDVariable xbc, int from, int heads) {
        int states = b.whole("state-size");
        int headsOfGroup = heads / b.whole("groups");
        SDVariable[] own = new SDVariable[heads];
        for (int head = 0; head < heads; head++) {
            own[head] = b.ops().columns(xbc, from + head / headsOfGroup * states, states);
        }
        return b.ops().sideBySide(own).reshape(b.ops().rows(), heads, states, 1);
    }
}
