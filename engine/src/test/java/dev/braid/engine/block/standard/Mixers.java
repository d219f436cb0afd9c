package dev.braid.engine.block.standard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Site;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What several tests of blocks that mix positions need. */
final class Mixers {
    private Mixers() {}

    /** Parameters by name and value, each of which the block must take. */
    static Map<String, ParamValue> settings(BlockType type, Object... namesAndValues) {
        Map<String, ParamValue> given = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = (String) namesAndValues[i];
            ParamValue value = switch (namesAndValues[i + 1]) {
                case Integer whole -> new ParamValue.Whole(whole);
                case Double real -> new ParamValue.Real(real);
                case Boolean flag -> new ParamValue.Flag(flag);
                case String text -> new ParamValue.Text(text);
                default -> throw new IllegalArgumentException(name);
            };
            assertThat(type.parameters())
                    .as("%s takes %s = %s", type.id(), name, value)
                    .anyMatch(spec ->
                            spec.name().equals(name) && spec.refusal(value).isEmpty());
            given.put(name, value);
        }
        return given;
    }

    /** What the shape rule says. */
    static List<Problem> problems(BlockType type, Map<String, Integer> widths, Object... settings) {
        RecordedProblems report = new RecordedProblems();
        type.outputWidths(LayerCheck.site(type, settings(type, settings), widths), report);
        return report.problems;
    }

    /** The positions whose output changes when the token at {@code changed} does. */
    static List<Integer> positionsThatSee(
            BlockType type, Map<String, Integer> widths, int changed, int length, Object... settings) {
        Site site = LayerCheck.site(type, settings(type, settings), widths);
        LayerHarness harness = new LayerHarness(type, site, Mode.EVALUATE, 1, length, length, false, false);
        harness.initialise(1, 0.3);
        Random random = new Random(17);
        Map<String, float[]> inputs = new LinkedHashMap<>();
        widths.forEach((port, width) -> {
            float[] values = new float[length * width];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            inputs.put(port, values);
        });
        harness.forward(1, inputs);
        float[] before = harness.valueOfOutput("out");
        widths.forEach((port, width) -> {
            for (int i = 0; i < width; i++) {
                inputs.get(port)[changed * width + i] += 1 + i;
            }
        });
        harness.forward(1, inputs);
        float[] after = harness.valueOfOutput("out");
        int width = after.length / length;
        List<Integer> positions = new ArrayList<>();
        for (int t = 0; t < length; t++) {
            if (!Arrays.equals(before, t * width, (t + 1) * width, after, t * width, (t + 1) * width)) {
                positions.add(t);
            }
        }
        return positions;
    }
}
