package dev.braid.peer;

import static dev.braid.peer.Operations.releasingIntermediates;
import static dev.braid.peer.Operations.rmsNorm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** One of the four benchmark models: token embedding, layers of pre-normed residual branches, final norm, untied head. */
final class PeerModel {
    private final Parameters parameters = new Parameters();
    private final List<UnaryOperator<Tensor>> branches = new ArrayList<>();
    private final Tensor embedding; // [V, d]
    private final Tensor finalGain; // [d]
    private final Tensor head; // [V, d]

    PeerModel(Shape shape) {
        long vocabulary = shape.vocabulary();
        long width = shape.width();
        embedding = parameters.undecayed(Parameters.normal(0.02, vocabulary, width));
        for (int layer = 0; layer < shape.layers(); layer++) {
            addLayer(shape);
        }
        finalGain = parameters.ones(width);
        head = parameters.weight(0.02, vocabulary, width);
    }

    Parameters parameters() {
        return parameters;
    }

    /** Mean cross entropy over all positions; tokens and targets: [B, L] of 64-bit integers. */
    Tensor loss(Tensor tokens, Tensor targets) {
        Tensor stream = torch.embedding(embedding, tokens); // [B, L, d]
        for (UnaryOperator<Tensor> branch : branches) {
            Tensor input = stream;
            stream = releasingIntermediates(() -> torch.add(input, branch.apply(input)));
        }
        Tensor last = stream;
        return releasingIntermediates(() -> {
            Tensor logits = torch.linear(rmsNorm(last, finalGain), head); // [B, L, V]
            return torch.cross_entropy_loss(logits.flatten(0, 1), targets.flatten());
        });
    }

    private void addLayer(Shape shape) {
        switch (shape.model()) {
            case TRANSFORMER -> {
                addBranch(shape, new Attention(parameters, shape)::forward);
                addBranch(shape, new FeedForward(parameters, shape)::forward);
            }
            case MAMBA -> addBranch(shape, new Mamba(parameters, shape)::forward);
            case MAMBA_2 -> addBranch(shape, new Mamba2(parameters, shape)::forward);
            case MERGE_ATTENTION -> {
                addBranch(shape, new MergeAttention(parameters, shape)::forward);
                addBranch(shape, new FeedForward(parameters, shape)::forward);
            }
        }
    }

    private void addBranch(Shape shape, UnaryOperator<Tensor> branch) {
        Tensor gain = parameters.ones(shape.width());
        branches.add(input -> branch.apply(rmsNorm(input, gain)));
    }
}
