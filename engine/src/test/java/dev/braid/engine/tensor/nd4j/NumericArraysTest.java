package dev.braid.engine.tensor.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.compile.Model;
import dev.braid.engine.task.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NumericArraysTest {
    @TempDir
    Path folder;

    private static INDArray numbers() {
        return NumericArrays.of(new float[] {9, 1, 2, 3, 4, 5, 6}, 1, 2, 3);
    }

    @Test
    void a_weight_keeps_its_shape_and_numbers_on_the_way_out_and_back() throws Exception {
        Model model = TinyDesigns.compile(TinyDesigns.around("linear", "width", 5), 4);
        float[] weights = TinyDesigns.weights(model, 3);
        float[] others = new float[weights.length];
        for (String name : model.weights().keySet()) {
            INDArray array = NumericArrays.weight(model, weights, name);
            assertThat(array.shape())
                    .isEqualTo(NumericArrays.shape(model.weights().get(name)));
            NumericArrays.setWeight(model, others, name, array);
        }
        assertThat(others).isEqualTo(weights);
    }

    @Test
    void a_transposed_array_is_copied_in_the_order_of_its_rows() {
        float[] values = new float[8];
        NumericArrays.copy(numbers().transpose(), values, 2);
        assertThat(values).containsExactly(0, 0, 1, 4, 2, 5, 3, 6);
    }

    @Test
    void a_part_of_an_array_is_copied_without_the_rest() {
        float[] values = new float[3];
        NumericArrays.copy(numbers().getRow(1), values, 0);
        assertThat(values).containsExactly(4, 5, 6);
    }

    @Test
    void a_weight_of_another_shape_or_name_is_refused() throws Exception {
        Model model = TinyDesigns.compile(TinyDesigns.around("linear", "width", 5), 4);
        float[] weights = new float[model.weightFloats()];
        assertThatThrownBy(() -> NumericArrays.setWeight(model, weights, "block/weight", numbers()))
                .hasMessage("weight block/weight has the shape [8, 5], the array [2, 3]");
        assertThatThrownBy(() -> NumericArrays.weight(model, weights, "block/wait"))
                .hasMessage("the model has no weight block/wait");
    }

    @Test
    void a_batch_is_the_same_on_its_way_back() {
        Batch batch = TinyDesigns.batch(3, 5, 1);
        Batch back = NumericArrays.batch(NumericArrays.tokens(batch), NumericArrays.labels(batch));
        assertThat(back.sequences()).isEqualTo(3);
        assertThat(back.tokens()).isEqualTo(batch.tokens());
        assertThat(back.labels()).isEqualTo(batch.labels());
    }

    @Test
    void an_array_is_the_same_after_a_file() throws Exception {
        Path file = folder.resolve("array.npy");
        NumpyFiles.write(file, numbers().transpose());
        assertThat(NumpyFiles.read(file)).isEqualTo(numbers().transpose());
    }

    @Test
    void named_arrays_are_the_same_after_a_file() throws Exception {
        Path file = folder.resolve("arrays.npz");
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("tokens", NumericArrays.tokens(TinyDesigns.batch(2, 3, 1)));
        arrays.put("norm/weight", numbers());
        arrays.put("double", Nd4j.createFromArray(1.5, -2.5));
        NumpyFiles.writeAll(file, arrays);
        assertThat(NumpyFiles.readAll(file)).isEqualTo(arrays);
        assertThat(Nd4j.createFromNpzFile(file.toFile())).isEqualTo(arrays); // as others read it
    }

    @Test
    void a_file_of_another_kind_is_refused_in_one_sentence() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.npy"), "no array");
        assertThatThrownBy(() -> NumpyFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": this is no .npy file of numbers");
        assertThatThrownBy(() -> NumpyFiles.readAll(file)).hasMessage(file + ": this is no .npz file");
        Path cut = folder.resolve("cut.npy");
        NumpyFiles.write(cut, numbers());
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), 140));
        assertThatThrownBy(() -> NumpyFiles.read(cut))
                .hasMessage(cut + ": the array is cut off or damaged; write it again");
        Path missing = folder.resolve("missing.npy");
        assertThatThrownBy(() -> NumpyFiles.read(missing)).hasMessage(missing + ": there is no such file");
    }
}
