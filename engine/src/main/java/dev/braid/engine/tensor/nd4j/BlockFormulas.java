package dev.braid.engine.tensor.nd4j;

import static dev.braid.engine.tensor.nd4j.Operations.extent;

import java.util.Arrays;
import org.nd4j.autodiff.samediff.SDVariable;

/** What every block but the sequence mixers computes; one method a block, all [rows, d]. */
final class BlockFormulas {
    private static final String SSM = "ssm";
    private static final String ATTENTION = "attention";

    private BlockFormulas() {}

    static SDVariable tokenEmbedding(Scope b, int[] tokens) {
        return b.ops().lookUp(b.weight("weight"), tokens);
    }

    static SDVariable learnedPositions(Scope b) {
        int[] positions = new int[b.ops().rows()];
        Arrays.setAll(positions, row -> row % b.ops().length());
        return b.in().add(b.ops().lookUp(b.weight("weight"), positions));
    }

    static SDVariable rmsNorm(Scope b, int groups) {
        return b.ops().rootMeanSquareNormed(b.in(), b.width("in"), groups).mul(b.weight("weight"));
    }

    static SDVariable layerNorm(Scope b, int groups) {
        return b.ops()
                .layerNormed(b.in(), b.width("in"), groups)
                .mul(b.weight("weight"))
                .add(b.weight("bias"));
    }

    static SDVariable branchNorm(Scope b) {
        int groups = b.whole("groups");
        return b.text("kind").equals("group") ? layerNorm(b, groups) : rmsNorm(b, groups);
    }

    static SDVariable linear(Scope b) {
        SDVariable product = b.in().mmul(b.weight("weight"));
        return b.settings().flag("bias") ? product.add(b.weight("bias")) : product;
    }

    static SDVariable scale(Scope b) {
        return b.settings().flag("learned")
                ? b.in().mul(b.weight("multiplier"))
                : b.in().mul(b.settings().real("multiplier"));
    }

    static SDVariable add(Scope b) {
        SDVariable sum = b.in("a");
        for (int i = 1; i < b.whole("inputs"); i++) {
            sum = sum.add(b.in(letter(i)));
        }
        return sum;
    }

    static SDVariable concat(Scope b) {
        SDVariable[] parts = new SDVariable[b.whole("inputs")];
        Arrays.setAll(parts, i -> b.in(letter(i)));
        return b.ops().sideBySide(parts);
    }

    private static String letter(int i) {
        return String.valueOf((char) ('a' + i));
    }

    static SDVariable fuseMean(Scope b) {
        return b.in(SSM).add(b.in(ATTENTION)).mul(0.5);
    }

    static SDVariable fuseSubtract(Scope b) {
        return b.in(SSM).sub(b.in(ATTENTION));
    }

    static SDVariable fuseConcat(Scope b) {
        SDVariable matrix = b.ops().stacked(b.weight(SSM), b.weight(ATTENTION)); // [d_m + d_a, d]
        return b.ops().sideBySide(b.in(SSM), b.in(ATTENTION)).mmul(matrix);
    }

    static SDVariable fuseGate(Scope b) {
        SDVariable matrix = b.ops().stacked(b.weight(SSM), b.weight(ATTENTION)); // [2d, d]
        SDVariable gate =
                b.ops().sigmoid(b.ops().sideBySide(b.in(SSM), b.in(ATTENTION)).mmul(matrix));
        return gate.mul(b.in(SSM)).add(gate.rsub(1.0).mul(b.in(ATTENTION)));
    }

    static SDVariable fuseWeighted(Scope b) {
        SDVariable m = b.in(SSM);
        SDVariable a = b.in(ATTENTION);
        return switch (b.text("weights")) {
            case "per-channel" -> m.mul(b.weight(SSM)).add(a.mul(b.weight(ATTENTION)));
            case "tanh" -> m.add(a.mul(b.ops().tanh(b.weight("beta"))));
            default -> {
                SDVariable weights = b.weight("weights").reshape(1, 2);
                yield m.mul(b.ops().columns(weights, 1, 0, 1)).add(a.mul(b.ops().columns(weights, 1, 1, 1)));
            }
        };
    }

    static SDVariable mlpGelu(Scope b) {
        return geluPerceptron(b, b.in(), "up", "down");
    }

    static SDVariable mlpSwiglu(Scope b) {
        return gatedPerceptron(b, b.in(), "up", "down");
    }

    private static SDVariable geluPerceptron(Scope b, SDVariable x, String up, String down) {
        return b.ops().gelu(x.mmul(b.weight(up))).mmul(b.weight(down));
    }

    /** The first F columns of the upper matrix are the gate's. */
    private static SDVariable gatedPerceptron(Scope b, SDVariable x, String up, String down) {
        int hidden = extent(b.weight(down), 0);
        SDVariable halves = x.mmul(b.weight(up));
        SDVariable gate = b.ops().silu(b.ops().columns(halves, 0, hidden));
        return b.ops().columns(halves, hidden, hidden).mul(gate).mmul(b.weight(down));
    }

    /**
     * A mixture of experts.
     *
     * @param value y, [rows, d]
     * @param balance balance · n · Σ_i f_i P_i over the whole batch
     */
    record Mixture(SDVariable value, SDVariable balance) {}

    /** All experts see all rows; those that a row did not choose weigh nothing. */
    static Mixture mixtureOfExperts(Scope b) {
        int experts = b.whole("experts");
        int active = b.whole("active");
        int rows = b.ops().rows();
        SDVariable probability = b.ops().softmax(b.in().mmul(b.weight("router"))); // [rows, n]
        double[][] chosen = mostProbable(probability.eval().toDoubleMatrix(), active);
        SDVariable among = probability.mul(b.ops().matrix(rows, experts, (i, j) -> chosen[i][j]));
        SDVariable gate = active > 1 ? among.div(among.sum(true, 1)) : among; // [rows, n]
        SDVariable sum = b.settings().flag("shared") ? expert(b, "shared") : b.in().mul(0.0);
        for (int i = 0; i < experts; i++) {
            sum = sum.add(expert(b, "experts." + i).mul(b.ops().columns(gate, i, 1)));
        }
        SDVariable share = b.ops().matrix(1, experts, (row, i) -> {
            double count =
                    Arrays.stream(chosen).mapToDouble(choice -> choice[i]).sum();
            return count / (rows * active);
        });
        SDVariable balance =
                probability.mean(0).mul(share).sum().mul(experts * b.settings().real("balance"));
        return new Mixture(sum, balance);
    }

    private static SDVariable expert(Scope b, String name) {
        return b.text("form").equals("gelu")
                ? geluPerceptron(b, b.in(), name + ".up", name + ".down")
                : gatedPerceptron(b, b.in(), name + ".up", name + ".down");
    }

    /** 1 for the k largest of each row, of equals the first; else 0. */
    private static double[][] mostProbable(double[][] probability, int active) {
        double[][] chosen = new double[probability.length][probability[0].length];
        for (int row = 0; row < chosen.length; row++) {
            for (int k = 0; k < active; k++) {
                int best = -1;
                for (int i = 0; i < chosen[row].length; i++) {
                    if (chosen[row][i] == 0 && (best < 0 || probability[row][i] > probability[row][best])) {
                        best = i;
                    }
                }
                chosen[row][best] = 1;
            }
        }
        return chosen;
    }
}
