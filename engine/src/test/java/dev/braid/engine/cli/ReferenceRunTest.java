package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceRunTest {
    @TempDir
    Path folder;

    private Console train(String... more) throws Exception {
        String design = Samples.attention(folder, 8).toString();
        String[] fixed = {
            "train", design, "--out", folder.resolve("runs").toString(), "--steps=2", "--backend=reference"
        };
        String[] all = Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return Console.run(all);
    }

    @Test
    void the_reference_prints_a_loss_for_each_step_and_keeps_nothing() throws Exception {
        Console console =
                train("--batch=2", "--context-length=16", "--task-parameter=vocabulary=32", "--task-parameter=pairs=2");
        assertThat(console.code()).as(console.err()).isEqualTo(0);
        assertThat(console.out()).containsPattern("\\Astep 1 +loss 3\\.\\d{6}\\Rstep 2 +loss 3\\.\\d{6}\\R\\z");
        assertThat(Files.exists(folder.resolve("runs"))).isFalse();
    }

    @Test
    void a_batch_too_large_for_the_reference_is_refused() throws Exception {
        Console console = train("--batch=8", "--context-length=64");
        assertThat(console.code()).isEqualTo(2);
        assertThat(console.err())
                .contains("too large for the reference backend: the batch has 512 tokens and may have 256");
    }
}
