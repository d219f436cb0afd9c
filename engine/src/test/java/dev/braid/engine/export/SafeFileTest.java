package dev.braid.engine.export;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SafeFileTest {
    @Test
    void a_full_disk_is_reported_in_words() {
        Path full = Path.of("/dev/full");
        assumeThat(full).exists();

        // The device refuses every byte, but its folder takes new files: write to it directly.
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> SafeFile.writeThrough(full, "x".getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("No space left on device");
    }
}
