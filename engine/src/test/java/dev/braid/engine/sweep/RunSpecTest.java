package dev.braid.engine.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.sweep.RunSpec.Length;
import dev.braid.engine.train.TrainingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void what_a_run_reads_counts_and_where_it_lies_does_not(@TempDir Path folder) throws IOException, SpecException {
        Path one = Files.writeString(folder.resolve("one.txt"), "a line of text\n".repeat(500));
        Path two = Files.writeString(folder.resolve("two.txt"), "a line of text\n".repeat(500));
        Path other = Files.writeString(folder.resolve("other.txt"), "a line of test\n".repeat(500));
        assertThat(on(one).id()).isEqualTo(on(two).id()).isNotEqualTo(on(other).id());
        RunSpec read = RunSpecJson.read(RunSpecJson.write(on(one)), "spec.json");
        assertThat(read).isEqualTo(on(one));
        BlockCatalog catalog = new BlockCatalog(StandardBlocks.ALL);
        assertThat(RunBuilder.job(read, catalog).prepare()).isEmpty();
        Files.writeString(one, "another line of text\n".repeat(500));
        assertThatThrownBy(() -> RunBuilder.job(read, catalog)).hasMessageContaining("has changed since");
    }

    private static RunSpec on(Path text) {
        RunSpec synthetic = spec();
        return RunInputs.noted(new RunSpec(
                "attention",
                synthetic.design(),
                "language-modelling",
                RunInputs.absolute(
                        "language-modelling", Map.of("text", new ParamValue.Text(text.toString())), Path.of("")),
                List.of(Length.of(32)),
                List.of(Length.of(32)),
                TrainingSettings.standard()));
    }

    @Test
    void of_weights_to_go_on_from_only_the_digest_counts() throws SpecException {
        RunSpec here = spec().from(new RunSpec.Start("/here", "12"));
        assertThat(here.id())
                .isEqualTo(spec().from(new RunSpec.Start("/there", "12")).id())
                .isNotEqualTo(spec().from(new RunSpec.Start("/here", "13")).id())
                .isNotEqualTo(spec().id());
        assertThat(RunSpecJson.read(RunSpecJson.write(here), "spec.json")).isEqualTo(here);
    }

    @Test
    void a_specification_for_another_engine_is_refused() {
        String other = RunSpecJson.write(spec()).replaceFirst("\"engine\" : \"[^\"]*\"", "\"engine\" : \"0\"");
        assertThatThrownBy(() -> RunSpecJson.read(other, "spec.json"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("this run was specified for engine 0");
    }
}
