package dev.braid.peer;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW by libtorch's fused kernel, one call for each of the two groups. The class {@code torch::optim::AdamW} makes a dozen small
 * operations of every parameter instead. The kernel has no generated Java method and is reached through the dispatcher.
 */
final class FusedAdamW {
    private static final double LEARNING_RATE = 1e-3;
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;
    private static final double WEIGHT_DECAY = 0.01;

    private final OperatorHandle kernel = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
    private final List<Group> groups;

    FusedAdamW(Parameters parameters) {
        groups = List.of(new Group(parameters.decayed(), WEIGHT_DECAY), new Group(parameters.undecayed(), 0));
    }

    /** Updates every parameter from its gradient, then drops the gradients. */
    void step() {
        for (Group group : groups) {
            group.step(kernel);
        }
    }

    private static final class Group {
        private static final Scalar ONE = Operations.permanent(new Scalar(1));

        private final List<Tensor> parameters;
        private final double weightDecay;
        private final List<Tensor> firstMoments;
        private final List<Tensor> secondMoments;
        private final Tensor stepsTaken = torch.torch_zeros(new long[0]); // the kernel reads it, we count

        Group(List<Tensor> parameters, double weightDecay) {
            this.parameters = parameters;
            this.weightDecay = weightDecay;
            firstMoments = zerosLike(parameters);
            secondMoments = zerosLike(parameters);
        }

        void step(OperatorHandle kernel) {
            try (PointerScope arguments = new PointerScope()) {
                stepsTaken.add_(ONE);
                kernel.callBoxed(new IValueVector(
                        list(parameters),
                        list(parameters.stream().map(Tensor::grad).toList()),
                        list(firstMoments),
                        list(secondMoments),
                        list(List.of()), // maxima, for AMSGrad only
                        list(parameters.stream().map(parameter -> stepsTaken).toList()),
                        new IValue(LEARNING_RATE),
                        new IValue(BETA_1),
                        new IValue(BETA_2),
                        new IValue(weightDecay),
                        new IValue(EPSILON),
                        new IValue(false), // AMSGrad
                        new IValue(false), // maximise
                        new IValue(), // gradient scale
                        new IValue())); // infinity found
            }
            parameters.forEach(parameter -> parameter.mutable_grad().reset());
        }

        private static List<Tensor> zerosLike(List<Tensor> parameters) {
            return parameters.stream()
                    .map(parameter -> torch.zeros_like(parameter.detach()))
                    .toList();
        }

        private static IValue list(List<Tensor> tensors) {
            GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
            tensors.forEach(tensor -> list.push_back(new IValue(tensor)));
            return new IValue(list);
        }
    }
}
