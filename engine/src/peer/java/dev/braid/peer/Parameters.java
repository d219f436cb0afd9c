package dev.braid.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The trainable tensors of a model, in order of creation, parted by whether weight decay applies to them. */
final class Parameters {
    private final List<Tensor> decayed = new ArrayList<>();
    private final List<Tensor> undecayed = new ArrayList<>();

    /** A weight matrix drawn from N(0, standardDeviation²); decays. */
    Tensor weight(double standardDeviation, long... shape) {
        return register(decayed, normal(standardDeviation, shape));
    }

    /** A tensor that never decays (norm gain, bias, embedding, A_log, D) with the given start value. */
    Tensor undecayed(Tensor start) {
        return register(undecayed, start);
    }

    /** A gain that starts at one; never decays. */
    Tensor ones(long... shape) {
        return undecayed(torch.torch_ones(shape));
    }

    /** A bias that starts at zero; never decays. */
    Tensor zeros(long... shape) {
        return undecayed(torch.torch_zeros(shape));
    }

    static Tensor normal(double standardDeviation, long... shape) {
        return torch.torch_randn(shape).mul_(new Scalar(standardDeviation));
    }

    /** A tensor of the default type whose element at each flat index is {@code value}. */
    static Tensor filled(IntToDoubleFunction value, long... shape) {
        int elements = 1;
        for (long extent : shape) {
            elements = Math.multiplyExact(elements, Math.toIntExact(extent));
        }
        double[] values = IntStream.range(0, elements).mapToDouble(value).toArray();
        return Tensor.create(values, shape).to(torch.get_default_dtype_as_scalartype());
    }

    List<Tensor> decayed() {
        return List.copyOf(decayed);
    }

    List<Tensor> undecayed() {
        return List.copyOf(undecayed);
    }

    /** All of them, those that decay first. */
    List<Tensor> all() {
        List<Tensor> all = new ArrayList<>(decayed);
        all.addAll(undecayed);
        return all;
    }

    /** Number of trainable scalars. */
    long count() {
        return all().stream().mapToLong(Tensor::numel).sum();
    }

    private static Tensor register(List<Tensor> group, Tensor tensor) {
        tensor.set_requires_grad(true);
        group.add(tensor);
        return tensor;
    }
}
