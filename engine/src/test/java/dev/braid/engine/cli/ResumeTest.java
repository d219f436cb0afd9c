package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.sweep.JavaChild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that is killed without warning, in a process of its own. */
class ResumeTest {
    private static final int STEPS = 400;

    @TempDir
    Path folder;

    /** The child process: a sweep as from the launcher. */
    public static final class Child {
        private Child() {}

        /** Runs one command. */
        public static void main(String[] arguments) {
            Console console = Console.run(arguments);
            System.err.print(console.err());
            System.exit(console.code());
        }
    }

    private static Map<Path, FileTime> finished(Path sweep) throws IOException {
        Map<Path, FileTime> finished = new HashMap<>();
        Path runs = sweep.resolve("runs");
        if (Files.exists(runs)) {
            try (Stream<Path> all = Files.list(runs)) {
                for (Path run : all.toList()) {
                    Path result = run.resolve("result.json");
                    if (Files.exists(result)) {
                        finished.put(result, Files.getLastModifiedTime(result));
                    }
                }
            }
        }
        return finished;
    }

    private void killAndResume(String... more) throws IOException, InterruptedException {
        String plan = Samples.plan(folder, STEPS).toString();
        Path whole = folder.resolve("whole");
        assertThat(Console.run("sweep", plan, "--out", whole.toString(), "--in-process", "--workers=2")
                        .code())
                .isZero();

        Path killed = folder.resolve("killed");
        String[] sweep = Stream.concat(
                        Stream.of("sweep", plan, "--out", killed.toString(), "--workers=1"), Stream.of(more))
                .toArray(String[]::new);
        Process child = new ProcessBuilder(JavaChild.command(Child.class.getName(), List.of(), List.of(sweep)))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (finished(killed).isEmpty() && child.isAlive()) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        child.destroyForcibly().waitFor();
        Map<Path, FileTime> before = finished(killed);
        assertThat(before.size()).as(Files.readString(folder.resolve("log"))).isBetween(1, 3);
        assertThat(killed.resolve("recall.csv")).doesNotExist();

        Console resumed =
                Console.run("sweep", plan, "--out", killed.toString(), "--in-process", "--workers=2", "--resume");
        assertThat(resumed.err()).isEmpty();
        assertThat(resumed.code()).isZero();
        assertThat(killed.resolve("recall.csv")).hasSameTextualContentAs(whole.resolve("recall.csv"));
        assertThat(finished(killed)).containsAllEntriesOf(before).hasSize(4);
        assertThat(resumed.out()).contains("known already");
    }

    @Test
    void a_killed_sweep_ends_as_if_it_had_never_been_interrupted() throws IOException, InterruptedException {
        killAndResume("--in-process");
    }

    @Test
    void so_does_one_whose_worker_process_outlives_it_for_a_moment() throws IOException, InterruptedException {
        killAndResume();
    }
}
