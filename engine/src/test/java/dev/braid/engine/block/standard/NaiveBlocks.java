package dev.braid.engine.block.standard;

import static dev.braid.engine.block.standard.Naive.columns;
import static dev.braid.engine.block.standard.Naive.product;
import static dev.braid.engine.block.standard.NaiveMixers.slice;

import dev.braid.engine.block.Site;
import dev.braid.engine.block.standard.LayerCheck.Values;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What every block computes, in double precision and written for reading: loops over positions and channels, recurrences
 * step by step. Finite differences of these are what the engine's gradients are held to, block by block and in whole
 * designs. Dropout is off here and the head gives logits; who needs more does it himself.
 */
final class NaiveBlocks {
    private static final String SSM = "ssm";
    private static final String ATTENTION = "attention";

    private NaiveBlocks() {}

    /** The output of a block of that type, [rows, width]. */
    static double[] forward(String type, Site site, Values v) {
        return switch (type) {
            case "token-embedding" -> tokenEmbedding(v);
            case "learned-positions" -> learnedPositions(v);
            case "rms-norm" -> Naive.rmsNorm(v.input("in"), v.weight("weight"), 1);
            case "layer-norm" -> Naive.layerNorm(v.input("in"), v.weight("weight"), v.weight("bias"), 1);
            case "branch-norm" -> branchNorm(site, v);
            case "linear" -> linear(site, v);
            case "scale" -> scale(site, v);
            case "dropout" -> v.input("in").clone();
            case "add" -> Naive.sum(letters(site).map(v::input).toArray(double[][]::new));
            case "concat" -> concat(site, v);
            case "fuse-mean" -> columns(Naive.sum(v.input(SSM), v.input(ATTENTION)), 1, (x, j) -> x / 2);
            case "fuse-subtract" -> blended(site, v, (m, a, j) -> m - a);
            case "fuse-concat" ->
                Naive.sum(
                        product(v.input(SSM), site.width(SSM), v.weight(SSM)),
                        product(v.input(ATTENTION), site.width(ATTENTION), v.weight(ATTENTION)));
            case "fuse-gate" -> fuseGate(site, v);
            case "fuse-weighted" -> fuseWeighted(site, v);
            case "mlp-gelu" -> perceptron(v, "", site.width("in"), false);
            case "mlp-swiglu" -> perceptron(v, "", site.width("in"), true);
            case "mixture-of-experts" -> mixtureOfExperts(site, v);
            case "short-convolution" -> shortConvolution(site, v);
            case ATTENTION -> attention(site, v);
            case "merge-attention" -> mergeAttention(site, v);
            case "mamba" -> mamba(site, v);
            case "mamba-2" -> mamba2(site, v);
            case "language-model-head" -> product(v.input("in"), site.width("in"), v.weight("weight"));
            default -> throw new IllegalArgumentException("no formula for " + type);
        };
    }

    private static double[] tokenEmbedding(Values v) {
        double[] table = v.weight("weight");
        int width = table.length / v.vocabulary();
        double[] out = new double[v.rows() * width];
        for (int row = 0; row < v.rows(); row++) {
            System.arraycopy(table, v.tokens()[row] * width, out, row * width, width);
        }
        return out;
    }

    private static double[] learnedPositions(Values v) {
        int sequence = v.input("in").length / v.sequences();
        double[] out = v.input("in").clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += v.weight("weight")[i % sequence];
        }
        return out;
    }

    private static double[] branchNorm(Site site, Values v) {
        int groups = site.settings().whole("groups");
        return site.settings().text("kind").equals("group")
                ? Naive.layerNorm(v.input("in"), v.weight("weight"), v.weight("bias"), groups)
                : Naive.rmsNorm(v.input("in"), v.weight("weight"), groups);
    }

    private static double[] linear(Site site, Values v) {
        double[] out = product(v.input("in"), site.width("in"), v.weight("weight"));
        return site.settings().flag("bias")
                ? columns(out, v.weight("bias").length, (x, j) -> x + v.weight("bias")[j])
                : out;
    }

    private static double[] scale(Site site, Values v) {
        double factor = site.settings().flag("learned")
                ? v.weight("multiplier")[0]
                : site.settings().real("multiplier");
        return columns(v.input("in"), 1, (x, j) -> factor * x);
    }

    private static java.util.stream.Stream<String> letters(Site site) {
        return IntStream.range(0, site.settings().whole("inputs")).mapToObj(i -> String.valueOf((char) ('a' + i)));
    }

    private static double[] concat(Site site, Values v) {
        List<String> ports = letters(site).toList();
        int total = ports.stream().mapToInt(site::width).sum();
        double[] out = new double[v.rows() * total];
        int at = 0;
        for (int row = 0; row < v.rows(); row++) {
            for (String port : ports) {
                int width = site.width(port);
                System.arraycopy(v.input(port), row * width, out, at, width);
                at += width;
            }
        }
        return out;
    }

    /** A fusion of one channel. */
    private interface Blend {
        double of(double m, double a, int channel);
    }

    private static double[] blended(Site site, Values v, Blend blend) {
        double[] a = v.input(ATTENTION);
        double[] out = new double[a.length];
        Arrays.setAll(out, i -> blend.of(v.input(SSM)[i], a[i], i % site.width(SSM)));
        return out;
    }

    private static double[] fuseGate(Site site, Values v) {
        double[] logits = Naive.sum(
                product(v.input(SSM), site.width(SSM), v.weight(SSM)),
                product(v.input(ATTENTION), site.width(ATTENTION), v.weight(ATTENTION)));
        double[] out = new double[logits.length];
        for (int i = 0; i < out.length; i++) {
            double gate = Naive.sigmoid(logits[i]);
            out[i] = gate * v.input(SSM)[i] + (1 - gate) * v.input(ATTENTION)[i];
        }
        return out;
    }

    private static double[] fuseWeighted(Site site, Values v) {
        return switch (site.settings().text("weights")) {
            case "per-channel" -> blended(site, v, (m, a, j) -> v.weight(SSM)[j] * m + v.weight(ATTENTION)[j] * a);
            case "tanh" -> blended(site, v, (m, a, j) -> m + Math.tanh(v.weight("beta")[0]) * a);
            default -> blended(site, v, (m, a, j) -> v.weight("weights")[0] * m + v.weight("weights")[1] * a);
        };
    }

    /** Two matrices with a curve between; where it is gated, the first half of the hidden channels is the gate. */
    private static double[] perceptron(Values v, String prefix, int width, boolean gated) {
        double[] up = product(v.input("in"), width, v.weight(prefix + "up"));
        int hidden = v.weight(prefix + "down").length / width;
        double[] gate = gated ? slice(up, 2 * hidden, 0, hidden) : up;
        double[] inner = gated ? slice(up, 2 * hidden, hidden, hidden) : new double[up.length];
        Arrays.setAll(inner, i -> gated ? inner[i] * Naive.silu(gate[i]) : Naive.gelu(up[i]));
        return product(inner, hidden, v.weight(prefix + "down"));
    }

    private static double[] mixtureOfExperts(Site site, Values v) {
        int width = site.width("in");
        int experts = site.settings().whole("experts");
        int active = site.settings().whole("active");
        boolean gated = !site.settings().text("form").equals("gelu");
        double[] p = softmax(product(v.input("in"), width, v.weight("router")), experts);
        double[][] results = new double[experts][];
        Arrays.setAll(results, i -> perceptron(v, "experts." + i + ".", width, gated));
        double[] out = site.settings().flag("shared")
                ? perceptron(v, "shared.", width, gated)
                : new double[v.input("in").length];
        for (int row = 0; row < v.rows(); row++) {
            int[] chosen = best(p, row, experts, active);
            double sum = 0;
            for (int i : chosen) {
                sum += p[row * experts + i];
            }
            for (int i : chosen) {
                double share = active == 1 ? p[row * experts + i] : p[row * experts + i] / sum;
                for (int j = row * width; j < (row + 1) * width; j++) {
                    out[j] += share * results[i][j];
                }
            }
        }
        return out;
    }

    /** n · Σ_i f_i P_i of the rows: f_i the share of the choices that fell on expert i, P_i its mean probability. */
    static double imbalance(double[] x, int width, double[] router, int experts, int active) {
        double[] p = softmax(product(x, width, router), experts);
        int rows = x.length / width;
        double[] share = new double[experts];
        double[] mean = new double[experts];
        for (int row = 0; row < rows; row++) {
            for (int expert : best(p, row, experts, active)) {
                share[expert] += 1.0 / (rows * active);
            }
            for (int i = 0; i < experts; i++) {
                mean[i] += p[row * experts + i] / rows;
            }
        }
        return experts
                * IntStream.range(0, experts)
                        .mapToDouble(i -> share[i] * mean[i])
                        .sum();
    }

    /** The softmax of each row of {@code count} numbers. */
    static double[] softmax(double[] logits, int count) {
        double[] p = new double[logits.length];
        for (int from = 0; from < p.length; from += count) {
            double sum = 0;
            for (int i = from; i < from + count; i++) {
                sum += Math.exp(logits[i]);
            }
            for (int i = from; i < from + count; i++) {
                p[i] = Math.exp(logits[i]) / sum;
            }
        }
        return p;
    }

    private static int[] best(double[] p, int row, int count, int active) {
        return IntStream.range(0, count)
                .boxed()
                .sorted((i, j) -> Double.compare(p[row * count + j], p[row * count + i]))
                .limit(active)
                .mapToInt(i -> i)
                .toArray();
    }

    private static double[] shortConvolution(Site site, Values v) {
        double[] out = NaiveMixers.convolution(
                v.input("in"), site.width("in"), v.length(), v.weight("conv"), v.weight("conv_bias"));
        return site.settings().flag("silu") ? columns(out, 1, (x, j) -> Naive.silu(x)) : out;
    }

    private static double[] attention(Site site, Values v) {
        HeadSettings heads = HeadSettings.of(site.settings(), site.width("in"));
        int queryWidth = heads.queryWidth();
        int keyValueWidth = heads.keyValueWidth();
        int all = queryWidth + 2 * keyValueWidth;
        double[] qkv = product(v.input("in"), site.width("in"), v.weight("qkv"));
        double[] context = NaiveMixers.attention(
                heads,
                1,
                NaiveMixers.sight(site.settings()),
                slice(qkv, all, 0, queryWidth),
                slice(qkv, all, queryWidth, keyValueWidth),
                slice(qkv, all, queryWidth + keyValueWidth, keyValueWidth),
                v.sequences(),
                v.length());
        return product(context, queryWidth, v.weight("out"));
    }

    private static double[] mergeAttention(Site site, Values v) {
        return switch (site.settings().text("reading")) {
            case "point-wise" -> pointWise(site, v);
            case "ssm-queries" -> cross(site, v, SSM, site.width(SSM), ATTENTION);
            case "both" -> cross(site, v, "in", site.width(ATTENTION), SSM, ATTENTION);
            default -> cross(site, v, ATTENTION, site.width(ATTENTION), SSM);
        };
    }

    /** One asks, the others answer. */
    private static double[] cross(Site site, Values v, String asking, int outWidth, String... answering) {
        HeadSettings heads = HeadSettings.of(site.settings(), outWidth);
        int keyValueWidth = heads.keyValueWidth();
        double[] q = product(v.input(asking), site.width(asking), v.weight("q"));
        double[] keys = new double[v.rows() * answering.length * keyValueWidth];
        double[] values = new double[keys.length];
        for (int i = 0; i < answering.length; i++) {
            double[] kv = product(v.input(answering[i]), site.width(answering[i]), v.weight("kv"));
            for (int row = 0; row < v.rows(); row++) {
                int from = row * 2 * keyValueWidth;
                int to = (row * answering.length + i) * keyValueWidth;
                System.arraycopy(kv, from, keys, to, keyValueWidth);
                System.arraycopy(kv, from + keyValueWidth, values, to, keyValueWidth);
            }
        }
        NaiveMixers.Sight sight = NaiveMixers.sight(site.settings());
        double[] context =
                NaiveMixers.attention(heads, answering.length, sight, q, keys, values, v.sequences(), v.length());
        return product(context, heads.queryWidth(), v.weight("out"));
    }

    private static double[] pointWise(Site site, Values v) {
        int width = site.width(ATTENTION);
        double[] keysM = product(v.input(SSM), width, v.weight("key"));
        double[] keysA = product(v.input(ATTENTION), width, v.weight("key"));
        double[] valuesM = product(v.input(SSM), width, v.weight("value"));
        double[] valuesA = product(v.input(ATTENTION), width, v.weight("value"));
        double[] out = new double[valuesM.length];
        for (int row = 0; row < v.rows(); row++) {
            double scoreM = 0;
            double scoreA = 0;
            for (int i = 0; i < width; i++) {
                scoreM += v.weight("query")[i] * keysM[row * width + i] / Math.sqrt(width);
                scoreA += v.weight("query")[i] * keysA[row * width + i] / Math.sqrt(width);
            }
            double share = Math.exp(scoreM) / (Math.exp(scoreM) + Math.exp(scoreA));
            for (int i = row * width; i < (row + 1) * width; i++) {
                out[i] = share * valuesM[i] + (1 - share) * valuesA[i];
            }
        }
        return out;
    }

    private static double[] mamba(Site site, Values v) {
        return mamba(site, v, steps -> steps);
    }

    /** With the steps Δ [rows, D] changed before they are used. */
    static double[] mamba(Site site, Values v, UnaryOperator<double[]> changed) {
        int width = site.width("in");
        int inner = v.weight("out_proj").length / width;
        int states = v.weight("A_log").length / inner;
        int rank = v.weight("dt_proj").length / inner;
        int selective = rank + 2 * states;
        double[] xz = product(v.input("in"), width, v.weight("in_proj"));
        double[] z = slice(xz, 2 * inner, inner, inner);
        double[] x = NaiveMixers.convolution(
                slice(xz, 2 * inner, 0, inner), inner, v.length(), v.weight("conv"), v.weight("conv_bias"));
        Arrays.setAll(x, i -> Naive.silu(x[i]));
        double[] dbc = product(x, inner, v.weight("x_proj"));
        double[] delta = changed.apply(columns(
                product(slice(dbc, selective, 0, rank), rank, v.weight("dt_proj")),
                inner,
                (raw, d) -> NaiveMixers.softplus(raw + v.weight("dt_bias")[d])));
        double[] y = new double[x.length];
        for (int s = 0; s < v.sequences(); s++) {
            for (int d = 0; d < inner; d++) {
                double[] h = new double[states];
                for (int t = 0; t < v.length(); t++) {
                    int row = s * v.length() + t;
                    int at = row * inner + d;
                    int bc = row * selective + rank;
                    y[at] = v.weight("D")[d] * x[at];
                    for (int n = 0; n < states; n++) {
                        double a = -Math.exp(v.weight("A_log")[n * inner + d]);
                        h[n] = Math.exp(delta[at] * a) * h[n] + delta[at] * x[at] * dbc[bc + n];
                        y[at] += h[n] * dbc[bc + states + n];
                    }
                }
            }
        }
        Arrays.setAll(y, i -> y[i] * Naive.silu(z[i]));
        return product(y, inner, v.weight("out_proj"));
    }

    private static double[] mamba2(Site site, Values v) {
        int width = site.width("in");
        int inner = v.weight("out_proj").length / width;
        int heads = v.weight("A_log").length;
        int headDimension = inner / heads;
        int states = site.settings().whole("state-size");
        int groups = site.settings().whole("groups");
        int convolved = inner + 2 * groups * states;
        int projected = inner + convolved + heads;
        double[] projection = product(v.input("in"), width, v.weight("in_proj"));
        double[] z = slice(projection, projected, 0, inner);
        double[] xbc = NaiveMixers.convolution(
                slice(projection, projected, inner, convolved),
                convolved,
                v.length(),
                v.weight("conv"),
                new double[convolved]);
        Arrays.setAll(xbc, i -> Naive.silu(xbc[i]));
        double[] dt = columns(
                slice(projection, projected, inner + convolved, heads),
                heads,
                (raw, h) -> NaiveMixers.softplus(raw + v.weight("dt_bias")[h]));
        double[] y = new double[v.rows() * inner];
        for (int s = 0; s < v.sequences(); s++) {
            for (int d = 0; d < inner; d++) {
                int head = d / headDimension;
                int group = head / (heads / groups);
                double a = -Math.exp(v.weight("A_log")[head]);
                double[] state = new double[states];
                for (int t = 0; t < v.length(); t++) {
                    int row = s * v.length() + t;
                    double step = dt[row * heads + head];
                    double x = xbc[row * convolved + d];
                    double sum = v.weight("D")[head] * x;
                    for (int n = 0; n < states; n++) {
                        int b = row * convolved + inner + group * states + n;
                        state[n] = Math.exp(step * a) * state[n] + step * x * xbc[b];
                        sum += state[n] * xbc[b + groups * states];
                    }
                    y[row * inner + d] = sum;
                }
            }
        }
        Arrays.setAll(y, i -> y[i] * Naive.silu(z[i]));
        return product(Naive.rmsNorm(y, v.weight("norm"), 1), inner, v.weight("out_proj"));
    }
}
