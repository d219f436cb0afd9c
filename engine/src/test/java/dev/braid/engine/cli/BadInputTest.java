package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.braid.engine.sweep.FolderRun;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SweepPlan;
import dev.braid.engine.train.WorkerPool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is handed in wrongly: exit code 2, a sentence that says what, no stack trace. */
class BadInputTest {
    @TempDir
    Path folder;

    private static void refused(String sentence, String... arguments) {
        Console console = Console.run(arguments);
        assertThat(console.err()).contains(sentence);
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.out() + console.err()).doesNotContain("Exception", "\tat ", "dev.braid.");
    }

    private String[] train(String design, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train", design, "--out", folder.resolve("runs").toString(), "--steps=4", "--batch=2", "--threads=1"));
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void a_command_that_does_not_exist() {
        refused("Unmatched argument", "trian");
    }

    @Test
    void options_that_are_missing_or_no_numbers() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        refused("--context-length", "describe", design);
        refused("'many' is not a whole number", "describe", design, "--context-length=many");
        refused("'1e99' is not a whole number", "describe", design, "--context-length=1e99");
        refused("--context-length: expected a whole number from 1", "describe", design, "--context-length=0");
        refused("--out", "sweep", "plan.json");
        refused("--out", "run-one", "spec.json");
        refused("--threads", "train", design, "--threads=0");
        refused("--schedule: expected cosine", train(design, "--schedule=cosin"));
        refused("--learning-rate: expected a number", train(design, "--learning-rate=-1"));
        refused("--model: expected one of", "bench", "--model=rnn");
    }

    @Test
    void a_design_that_is_not_json_is_refused_with_line_and_column() throws IOException {
        String design = file("broken.json", "{\n  \"format\": \"braid-design\",\n  \"blocks\": [}\n");
        refused("broken.json, line 3, column ", "describe", design, "--context-length=64");
        refused("broken.json, line 3, column ", train(design));
        Console console = Console.run("check", design);
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.out()).contains("broken.json, line 3, column ");
    }

    @Test
    void a_design_that_is_not_there() {
        refused("nowhere.json: there is no such file", train("nowhere.json"));
    }

    @Test
    void a_huge_file() throws IOException {
        Path huge = folder.resolve("huge.json");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 20);
        }
        refused("larger than", train(huge.toString()));
        refused(
                "larger than",
                "sweep",
                huge.toString(),
                "--out",
                folder.resolve("s").toString());
        refused("larger than", "run-one", huge.toString(), "--out", folder.toString());
        assertThat(Console.run("check", huge.toString()).out()).contains("larger than");
    }

    @Test
    void a_design_with_errors_is_refused_with_all_of_them() throws IOException {
        String design = file("faulty.json", """
                {"format": "braid-design", "version": 1, "name": "faulty",
                 "blocks": [{"id": "embedding", "type": "token-embeding"}, {"id": "head", "type": "language-model-head"}],
                 "wires": []}
                """);
        refused("token-embeding", train(design));
        Console console = Console.run("check", design, "--json");
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.out()).contains("\"sound\" : false", "token-embeding", "head");
    }

    @Test
    void a_task_that_does_not_exist() throws IOException {
        refused("There is no task 'mqr'", train(Samples.attention(folder, 8).toString(), "--task=mqr"));
    }

    @Test
    void task_parameters_that_cannot_be() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        refused(
                "MQAR with 17 pairs needs a context length of at least 68, got 64",
                train(design, "--task-parameter=pairs=17", "--context-length=64"));
        refused("needs a vocabulary above", train(design, "--task-parameter=vocabulary=64", "--context-length=64"));
        refused("no parameter 'pears'", train(design, "--task-parameter=pears=3"));
        refused("parameter 'pairs'", train(design, "--task-parameter=pairs=lots"));
    }

    @Test
    void a_run_that_does_not_fit_into_memory() throws IOException {
        refused(
                "The run would need about",
                "train",
                Samples.attention(folder, 64).toString(),
                "--out=" + folder.resolve("runs"),
                "--batch=100000",
                "--context-length=4096");
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void an_output_folder_that_is_a_file() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        String taken = file("taken", "something");
        refused("cannot be made", "train", design, "--steps=2", "--out", taken);
        refused("cannot be made", "sweep", Samples.plan(folder, 4).toString(), "--out", taken);
        refused("cannot be made", "demo", "--out", taken);
        assertThat(Path.of(taken)).hasContent("something");
    }

    @Test
    void plans_that_cannot_be_used() throws IOException {
        String out = folder.resolve("sweep").toString();
        refused("There is no file", "sweep", "nowhere.json", "--out", out);
        refused("this is not JSON", "sweep", file("a.json", "{\"format\": "), "--out", out);
        refused("expected braid-sweep", "sweep", file("b.json", "{\"format\": \"braid-design\"}"), "--out", out);
        String plan = Files.readString(Samples.plan(folder, 4));
        refused("did you mean seeds?", "sweep", file("c.json", plan.replace("\"seeds\"", "\"seed\"")), "--out", out);
        refused("no such file", "sweep", file("d.json", plan.replace("attention-8", "gone")), "--out", out);
        refused("same name", "sweep", file("e.json", plan.replace("\"wide\"", "\"narrow, 8\"")), "--out", out);
        refused(
                "wide: MQAR at context length 32 needs a vocabulary",
                "sweep",
                file("f.json", plan.replace("{\"vocabulary\": 64}", "{\"vocabulary\": 20}")),
                "--out",
                out);
        refused("learning-rate", "sweep", file("g.json", plan.replace("[0.003]", "[-3]")), "--out", out);
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void a_sweep_folder_that_is_in_use_is_left_alone_without_resume() throws IOException {
        Path sweep = folder.resolve("sweep");
        Files.createDirectories(sweep.resolve("runs/0123456789abcdef"));
        refused("Add --resume", "sweep", Samples.plan(folder, 4).toString(), "--out", sweep.toString());
        assertThat(sweep.resolve("runs/0123456789abcdef")).isDirectory();
    }

    private Path checkpointOf(String design) throws IOException {
        assertThat(Console.run(train(design, "--context-length=16", "--checkpoint-every=2"))
                        .code())
                .isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            Path run = runs.findFirst().orElseThrow();
            Files.delete(run.resolve("result.json")); // as if interrupted
            return run.resolve("checkpoint.safetensors");
        }
    }

    @Test
    void a_checkpoint_that_cannot_be_written_is_a_matter_of_the_folder_and_not_of_the_run() throws Exception {
        SweepPlan plan = SweepPlan.read(Samples.plan(folder, 20));
        RunSpec spec = plan.spec(plan.variants().getFirst(), 0, 0.003, 1);
        Path runs = folder.resolve("runs");
        try (WorkerPool pool = new WorkerPool(1)) {
            FolderRun run = new FolderRun(spec, Subcommand.blocks(), runs, pool);
            Path checkpoint = run.folder().checkpoint();
            run.watcher(trainer -> {
                try {
                    // a folder of that name that is not empty cannot be replaced by a file, as little as a full disk
                    // can hold one
                    Files.createDirectories(checkpoint.resolve("taken"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThatIOException()
                    .isThrownBy(run::run)
                    .withMessageStartingWith("The checkpoint " + checkpoint + " could not be written (");
        }
    }

    @Test
    void a_truncated_checkpoint() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        Path checkpoint = checkpointOf(design);
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, Arrays.copyOf(bytes, bytes.length / 2));
        refused(
                "checkpoint.safetensors is cut short",
                train(design, "--context-length=16", "--checkpoint-every=2", "--resume"));
        assertThat(checkpoint).hasSize(bytes.length / 2);
    }

    @Test
    void a_checkpoint_of_another_design() throws IOException {
        Path first = checkpointOf(Samples.attention(folder, 8).toString());
        Path kept = Files.move(first, folder.resolve("kept"));
        Files.delete(first.resolveSibling("spec.json"));
        String[] other = train(Samples.attention(folder, 16).toString(), "--context-length=16", "--checkpoint-every=2");
        Files.walk(first.getParent())
                .sorted((a, b) -> b.compareTo(a))
                .forEach(path -> path.toFile().delete());
        assertThat(Console.run(other).code()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            Path run = runs.findFirst().orElseThrow();
            Files.delete(run.resolve("result.json"));
            Files.copy(kept, run.resolve("checkpoint.safetensors"), StandardCopyOption.REPLACE_EXISTING);
        }
        String[] again = Arrays.copyOf(other, other.length + 1);
        again[other.length] = "--resume";
        refused("belongs to another run", again);
    }

    @Test
    void an_interrupted_run_is_not_gone_on_with_unasked() throws IOException {
        String design = Samples.attention(folder, 8).toString();
        checkpointOf(design);
        refused("add --resume", train(design, "--context-length=16", "--checkpoint-every=2"));
        assertThat(Console.run(train(design, "--context-length=16", "--checkpoint-every=2", "--resume"))
                        .code())
                .isZero();
    }
}
