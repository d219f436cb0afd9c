package dev.braid.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
    @Test
    void help_is_there() {
        assertThat(Main.run("--help")).isZero();
    }

    @Test
    void an_unknown_command_is_bad_input() {
        assertThat(Main.run("brayd")).isEqualTo(2);
    }
}
