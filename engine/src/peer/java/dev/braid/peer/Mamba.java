package dev.braid.peer;

import java.util.Random;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The Mamba-1 block: expand 2, state size 16, convolution width 4, time-step rank ⌈d/16⌉. */
final class Mamba {
    static final int STATE_SIZE = 16; // N

    private final int rank; // R
    private final int chunks;
    private final Tensor inProjection; // [2 D, d]
    private final CausalConvolution convolution;
    private final Tensor xProjection; // [R + 2 N, D]
    private final Tensor stepProjection; // [D, R]
    private final Tensor stepBias; // [D]
    private final Tensor logTransition; // [N, D], the transpose of the paper's A_log: channels are contiguous
    private final Tensor skip; // [D]
    private final Tensor outProjection; // [d, D]

    Mamba(Parameters parameters, Shape shape) {
        int width = shape.width();
        int inner = 2 * width; // D
        rank = Math.ceilDiv(width, 16);
        chunks = shape.scanChunks() > 0
                ? shape.scanChunks()
                : SelectiveScan.preferredChunks(shape.batch(), shape.contextLength(), inner, STATE_SIZE);
        inProjection = parameters.weight(0.02, 2L * inner, width);
        convolution = new CausalConvolution(parameters, inner);
        xProjection = parameters.weight(0.02, rank + 2L * STATE_SIZE, inner);
        stepProjection = parameters.weight(1 / Math.sqrt(3.0 * rank), inner, rank);
        stepBias = parameters.undecayed(stepBiases(inner));
        logTransition =
                parameters.undecayed(Parameters.filled(index -> Math.log(1 + index / inner), STATE_SIZE, inner));
        skip = parameters.ones(inner);
        outProjection = parameters.weight(0.02 / Math.sqrt(shape.layers()), width, inner);
    }

    /** input and result: [B, L, d] */
    Tensor forward(Tensor input) {
        TensorVector branches = torch.linear(input, inProjection).chunk(2, -1);
        Tensor x = convolution.forward(branches.get(0)); // [B, L, D]
        TensorVector parts =
                torch.linear(x, xProjection).split_with_sizes(new long[] {rank, STATE_SIZE, STATE_SIZE}, -1);
        Tensor dt = torch.softplus(torch.add(torch.linear(parts.get(0), stepProjection), stepBias)); // [B, L, D]
        Tensor transition = torch.exp(logTransition).neg();
        Tensor y = Operations.releasingIntermediates(
                () -> SelectiveScan.scan(dt, transition, x, parts.get(1), parts.get(2), chunks));
        Tensor gated = torch.mul(torch.addcmul(y, x, skip), torch.silu(branches.get(1)));
        return torch.linear(gated, outProjection);
    }

    /** Biases whose softplus, the time steps, are log-uniform in [0.001, 0.1]: [channels] */
    static Tensor stepBiases(int channels) {
        Random random = new Random(7);
        return Parameters.filled(
                channel -> {
                    double step = Math.exp(random.nextDouble() * Math.log(100) + Math.log(0.001));
                    return step + Math.log(-Math.expm1(-step));
                },
                channels);
    }
}
