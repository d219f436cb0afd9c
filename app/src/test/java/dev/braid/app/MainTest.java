package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void the_program_starts_without_a_display() {
        assertThatCode(() -> Main.main(new String[0])).doesNotThrowAnyException();
    }
}
