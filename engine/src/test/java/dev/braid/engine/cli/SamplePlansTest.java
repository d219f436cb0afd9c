package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.braid.engine.sweep.SamplePlans;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.sweep.SweepPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans that come with the program. */
class SamplePlansTest {
    private static final Path SAMPLES = Path.of("..", "sample-configs");
    private static final Schema SCHEMA;

    static {
        try {
            SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(SAMPLES.resolve("schemas/sweep.schema.json")));
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @TempDir
    Path folder;

    private static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES.resolve("sweeps"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("plans")
    void a_plan_obeys_its_schema(Path plan) throws IOException {
        assertThat(SCHEMA.validate(Files.readString(plan), InputFormat.JSON)).isEmpty();
    }

    @Test
    void the_schema_knows_what_the_reader_refuses() throws IOException {
        String plan = Files.readString(SAMPLES.resolve("sweeps/demo.json"));
        assertThat(SCHEMA.validate(plan.replace("\"seeds\"", "\"sedes\""), InputFormat.JSON))
                .isNotEmpty();
        assertThat(SCHEMA.validate(plan.replace("\"cosine\"", "\"cosin\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void every_run_of_a_plan_can_start(Path file) throws SpecException {
        SweepSession session = new SweepSession(
                SweepPlan.read(file), folder, (result, measure, picture) -> {}, new PrintWriter(System.out), true);
        assertThatCode(() -> session.checkAllRuns(2L << 30)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void the_plan_in_the_program_is_the_plan_in_the_folder(Path file) throws SpecException {
        String name = SAMPLES.resolve("sweeps").relativize(file).toString();
        assertThat(SamplePlans.read(name)).isEqualTo(SweepPlan.read(file));
    }
}
