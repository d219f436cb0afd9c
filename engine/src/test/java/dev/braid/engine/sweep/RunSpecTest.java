package dev.braid.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.train.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunSpecTest {
    private static RunSpec spec(Map<String, ParamValue> parameters) {
        return new RunSpec(
                "attention",
                Architecture.of(
                        "attention",
                        new GraphBuilder()
                                .block("embedding", "token-embedding", "width", 8)
                                .block("head", "language-model-head")
                                .wire("embedding", "head")
                                .build()),
                "mqar",
                parameters,
                List.of(Length.of(64)),
                List.of(Length.of(64), Length.of(128)),
                TrainingSettings.standard());
    }

    private static RunSpec spec() {
        return spec(Map.of("vocabulary", new ParamValue.Whole(256), "pairs", new ParamValue.Whole(8)));
    }

    @Test
    void the_id_of_a_specification_stays_what_it_was() {
        // whoever changes this number makes every finished run of every user count for nothing
        assertThat(spec().id()).isEqualTo("3047739d67f57d98");
    }

    @Test
    void the_order_in_which_parameters_were_set_does_not_matter() {
        Map<String, ParamValue> other = new LinkedHashMap<>();
        other.put("pairs", new ParamValue.Whole(8));
        other.put("vocabulary", new ParamValue.Whole(256));
        Map<String, ParamValue> same = new LinkedHashMap<>();
        same.put("vocabulary", new ParamValue.Whole(256));
        same.put("pairs", new ParamValue.Whole(8));
        assertThat(spec(other).id()).isEqualTo(spec(same).id()).isEqualTo(spec().id());
    }

    @Test
    void every_setting_counts() {
        TrainingSettings s = TrainingSettings.standard();
        TrainingSettings seeded = new TrainingSettings(
                s.steps(),
                s.sequences(),
                s.accumulation(),
                s.examples(),
                s.learningRate(),
                s.schedule(),
                s.beta1(),
                s.beta2(),
                s.epsilon(),
                s.weightDecay(),
                s.clip(),
                s.seed() + 1,
                s.evaluateEvery(),
                s.evaluationExamples(),
                s.testExamples(),
                s.stopAt(),
                s.patience(),
                s.checkpointEvery());
        assertThat(spec().with(seeded).id()).isNotEqualTo(spec().id());
        assertThat(spec(Map.of()).id()).isNotEqualTo(spec().id());
    }

    @Test
    void a_specification_survives_its_file() throws SpecException {
        RunSpec read = RunSpecJson.read(RunSpecJson.write(spec()), "spec.json");
        assertThat(read).isEqualTo(spec());
        assertThat(read.id()).isEqualTo(spec().id());
    }

    @Test
    void a_specification_for_another_engine_is_refused() {
        String other = RunSpecJson.write(spec()).replaceFirst("\"engine\" : \"[^\"]*\"", "\"engine\" : \"0\"");
        assertThatThrownBy(() -> RunSpecJson.read(other, "spec.json"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("this run was specified for engine 0");
    }
}
