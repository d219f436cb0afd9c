package dev.braid.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FuzzyTest {
    private static List<String> ranked(String typed, String... titles) {
        return Stream.of(titles)
                .filter(title -> Fuzzy.score(typed, title).isPresent())
                .sorted(Comparator.comparingInt(
                                (String title) -> Fuzzy.score(typed, title).orElseThrow())
                        .reversed())
                .toList();
    }

    @Test
    void letters_must_occur_in_their_order() {
        assertThat(ranked("zf", "Zoom to fit", "Fit to zoom", "Undo")).containsExactly("Zoom to fit");
    }

    @Test
    void first_letters_of_words_count_more_than_letters_within() {
        assertThat(ranked("sa", "Select all", "Close tab", "Show all")).startsWith("Show all");
        assertThat(ranked("sas", "Discard layout, aside", "Save as")).startsWith("Save as");
    }

    @Test
    void a_whole_word_beats_scattered_letters() {
        assertThat(ranked("dark", "Draw all ranks", "Dark theme")).startsWith("Dark theme");
    }

    @Test
    void capitals_and_blanks_do_not_matter() {
        assertThat(Fuzzy.score("Zoom FIT", "zoom to fit")).isPresent();
    }

    @Test
    void nothing_typed_fits_everything() {
        assertThat(ranked("", "Undo", "Redo")).hasSize(2);
    }
}
