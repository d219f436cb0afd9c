package dev.braid.engine.task.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.Statistics;
import dev.braid.engine.task.catalog.TaskCatalog;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules of single tasks say beyond "every question can be answered". */
class RulesTest {
    private static BoundTask bind(String id, Object... namesAndValues) {
        Map<String, ParamValue> given = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            given.put(
                    (String) namesAndValues[i],
                    namesAndValues[i + 1] instanceof Integer whole
                            ? new ParamValue.Whole(whole)
                            : new ParamValue.Real((Double) namesAndValues[i + 1]));
        }
        return TaskCatalog.task(id).bind(given);
    }

    @Test
    void in_context_recall_asks_every_key_that_comes_back_and_no_other() {
        Batch batch = bind("in-context-recall").batch(Split.TRAIN, 1, 1, 200, 128);
        for (int row = 0; row < 200; row++) {
            Map<Integer, Integer> lastAt = new HashMap<>();
            for (int position = 0; position < 128; position++) {
                int i = row * 128 + position;
                if (position % 2 == 1) {
                    assertThat(batch.labels()[i]).isEqualTo(Batch.NO_LABEL);
                    continue;
                }
                Integer before = lastAt.put(batch.tokens()[i], position);
                if (before == null) {
                    assertThat(batch.labels()[i]).isEqualTo(Batch.NO_LABEL);
                } else {
                    assertThat(batch.labels()[i]).isNotEqualTo(Batch.NO_LABEL);
                    assertThat(batch.slices()[0][i]).isEqualTo(position - before);
                    assertThat(batch.slices()[1][i]).isEqualTo(lastAt.size());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.8})
    void noise_takes_its_share_of_the_places(double noise) {
        int sequences = 400;
        int length = 129;
        Batch batch = bind("noisy-recall", "noise", noise).batch(Split.TRAIN, 1, 1, sequences, length);
        long noisy = 0;
        for (int row = 0; row < sequences; row++) {
            for (int slot = 0; slot < 64; slot++) {
                boolean first = batch.tokens()[row * length + 2 * slot] >= 16;
                boolean second = batch.tokens()[row * length + 2 * slot + 1] >= 16;
                assertThat(second).isEqualTo(first);
                noisy += first ? 1 : 0;
            }
        }
        // One of the 64 places is never noise.
        double expected = sequences * 63 * noise;
        double deviation = Math.sqrt(expected * (1 - noise));
        assertThat((double) noisy).isBetween(expected - 5 * deviation, expected + 5 * deviation);
    }

    @Test
    void fuzzy_motifs_have_all_lengths_and_never_the_same_symbol_twice() {
        int sequences = 2000;
        int length = 128;
        Batch batch = bind("fuzzy-recall").batch(Split.TRAIN, 1, 1, sequences, length);
        long[] keyLengths = new long[3];
        long[] valueLengths = new long[3];
        for (int row = 0; row < sequences; row++) {
            int[] tokens = Arrays.copyOfRange(batch.tokens(), row * length, (row + 1) * length);
            int position = 0;
            while (tokens[position] == 15) {
                position++;
            }
            assertThat(position).as("padding is shorter than a pair").isLessThan(6);
            for (int pair = 0; pair < 10; pair++) {
                int start = position;
                while (tokens[position] < 7) {
                    position++;
                }
                int middle = position;
                while (tokens[position] >= 7) {
                    assertThat(tokens[position]).isLessThan(15);
                    position++;
                }
                assertThat(Arrays.stream(tokens, start, middle).boxed().toList())
                        .doesNotHaveDuplicates();
                assertThat(Arrays.stream(tokens, middle, position).boxed().toList())
                        .doesNotHaveDuplicates();
                // Repeated keys repeat their value, so only the first pair is a free draw.
                if (pair == 0) {
                    keyLengths[middle - start - 1]++;
                    valueLengths[position - middle - 1]++;
                }
            }
        }
        double[] expected = {sequences / 3.0, sequences / 3.0, sequences / 3.0};
        assertThat(Statistics.chiSquareIsPlausible(keyLengths, expected)).isTrue();
        assertThat(Statistics.chiSquareIsPlausible(valueLengths, expected)).isTrue();
    }

    @Test
    void fuzzy_recall_always_ends_with_a_question() {
        Batch batch = bind("fuzzy-recall").batch(Split.TRAIN, 1, 1, 300, 128);
        for (int row = 0; row < 300; row++) {
            assertThat(batch.labels()[row * 128 + 127]).isNotEqualTo(Batch.NO_LABEL);
        }
    }

    @Test
    void a_motif_takes_every_order_of_its_symbols_alike() {
        // Keys of one to two of two symbols: 0, 1, 01, 10, seen at the start of an example without padding before it.
        Batch batch = bind("fuzzy-recall", "vocabulary", 5, "key-length", 2, "value-length", 1)
                .batch(Split.TRAIN, 1, 1, 20_000, 20);
        long[] counts = new long[2];
        for (int row = 0; row < 20_000; row++) {
            int position = row * 20;
            while (batch.tokens()[position] == 4) {
                position++;
            }
            if (batch.tokens()[position] < 2 && batch.tokens()[position + 1] < 2) {
                counts[batch.tokens()[position]]++;
            }
        }
        double half = (counts[0] + counts[1]) / 2.0;
        assertThat(half).isGreaterThan(1000);
        assertThat(Statistics.chiSquareIsPlausible(counts, new double[] {half, half}))
                .isTrue();
    }

    @Test
    void selective_copy_has_its_symbols_its_blanks_and_one_copy_token() {
        int sequences = 2000;
        int length = 40;
        int symbols = 4;
        Batch batch = bind("selective-copy", "symbols", symbols).batch(Split.TRAIN, 1, 1, sequences, length);
        long[] blanksBefore = new long[symbols];
        for (int row = 0; row < sequences; row++) {
            int[] tokens = Arrays.copyOfRange(batch.tokens(), row * length, (row + 1) * length);
            assertThat(tokens[length - symbols - 1]).isEqualTo(15);
            assertThat(Arrays.stream(tokens).filter(token -> token == 15).count())
                    .isEqualTo(1);
            assertThat(Arrays.stream(tokens).filter(token -> token < 14).count())
                    .isEqualTo(symbols);
            int symbol = 0;
            for (int position = 0; position < length - symbols - 1; position++) {
                if (tokens[position] == 14) {
                    blanksBefore[symbol]++;
                } else {
                    symbol++;
                }
            }
            for (int position = 0; position < length; position++) {
                assertThat(batch.labels()[row * length + position] != Batch.NO_LABEL)
                        .isEqualTo(position >= length - symbols);
            }
        }
        double each = sequences * (length - 2 * symbols - 1) / (double) symbols;
        assertThat(Statistics.chiSquareIsPlausible(blanksBefore, new double[] {each, each, each, each}))
                .isTrue();
    }

    @Test
    void the_map_to_memorise_is_one_for_all_splits_and_seeds_and_another_for_another_map_seed() {
        Map<Integer, Integer> map = learn(bind("memorisation"), Split.TRAIN, 1);
        assertThat(map).hasSize(127);
        assertThat(map.values()).doesNotHaveDuplicates().allMatch(value -> value >= 127 && value < 255);
        assertThat(learn(bind("memorisation"), Split.TEST, 99)).isEqualTo(map);
        Map<Integer, Integer> other = learn(bind("memorisation", "map-seed", 7), Split.TRAIN, 1);
        long same = map.keySet().stream()
                .filter(key -> map.get(key).equals(other.get(key)))
                .count();
        assertThat(same).isLessThan(10);
    }

    private static Map<Integer, Integer> learn(BoundTask task, Split split, long seed) {
        Map<Integer, Integer> map = new HashMap<>();
        Batch batch = task.batch(split, seed, 0, 200, 32);
        for (int i = 1; i < batch.labels().length; i += 2) {
            map.put(batch.tokens()[i - 1], batch.labels()[i]);
        }
        return map;
    }

    @Test
    void compression_shows_every_symbol_once_and_asks_for_all_of_them() {
        Batch batch = bind("compression").batch(Split.TRAIN, 1, 1, 50, 65);
        for (int row = 0; row < 50; row++) {
            for (int position = 0; position < 65; position++) {
                int i = row * 65 + position;
                if (position < 32) {
                    assertThat(batch.tokens()[i]).isLessThan(15);
                    assertThat(batch.labels()[i]).isEqualTo(Batch.NO_LABEL);
                    assertThat(batch.labels()[i + 32]).isEqualTo(batch.tokens()[i]);
                    assertThat(batch.slices()[0][i + 32]).isEqualTo(position + 1);
                } else {
                    assertThat(batch.tokens()[i]).isEqualTo(15);
                }
            }
            assertThat(batch.labels()[row * 65 + 64]).isEqualTo(Batch.NO_LABEL);
        }
    }

    @Test
    void the_special_token_stands_twice_and_first_anywhere() {
        int sequences = 20_000;
        Batch batch = bind("induction").batch(Split.TRAIN, 1, 1, sequences, 20);
        long[] places = new long[18];
        for (int row = 0; row < sequences; row++) {
            List<Integer> tokens = Arrays.stream(batch.tokens(), row * 20, row * 20 + 20)
                    .boxed()
                    .toList();
            assertThat(tokens.stream().filter(token -> token == 15).count()).isEqualTo(2);
            assertThat(tokens.getLast()).isEqualTo(15);
            places[tokens.indexOf(15)]++;
            assertThat(batch.slices()[0][row * 20 + 19]).isEqualTo(19 - tokens.indexOf(15));
        }
        double[] expected = new double[18];
        Arrays.fill(expected, sequences / 18.0);
        assertThat(Statistics.chiSquareIsPlausible(places, expected)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"induction", "n-gram-retrieval", "phone-book", "fuzzy-recall", "mqar", "noisy-recall"})
    void the_distance_leads_back_to_the_answer(String id) {
        BoundTask task = TaskCatalog.task(id).bind();
        int length = TaskCatalog.task(id).contextLengths().getFirst();
        Batch batch = task.batch(Split.TRAIN, 5, 6, 50, length);
        for (int i = 0; i < batch.labels().length; i++) {
            if (batch.labels()[i] != Batch.NO_LABEL) {
                int source = i + 1 - batch.slices()[0][i];
                assertThat(source / length).isEqualTo(i / length);
                assertThat(batch.tokens()[source]).isEqualTo(batch.labels()[i]);
            }
        }
    }

    @Test
    void a_phone_book_fills_the_context_and_asks_any_line() {
        int sequences = 10_000;
        int length = 64;
        Batch batch = bind("phone-book").batch(Split.TRAIN, 1, 1, sequences, length);
        // A line has 10 tokens, the query 9: five lines and five tokens to fill up.
        long[] asked = new long[5];
        for (int row = 0; row < sequences; row++) {
            int last = row * length + length - 1;
            int answerAt = last + 1 - batch.slices()[0][last] - row * length;
            assertThat((answerAt - 5) % 10).isEqualTo(8);
            asked[(answerAt - 5) / 10]++;
            assertThat(batch.slices()[1][last]).isEqualTo(4);
        }
        assertThat(Statistics.chiSquareIsPlausible(asked, new double[] {2000, 2000, 2000, 2000, 2000}))
                .isTrue();
    }

    @Test
    void a_short_text_for_position_retrieval_draws_from_all_symbols() {
        Batch batch = bind("position-retrieval").batch(Split.TRAIN, 1, 1, 300, 13);
        Set<Integer> symbols = new HashSet<>();
        Set<Integer> answers = new HashSet<>();
        for (int row = 0; row < 300; row++) {
            for (int position = 1; position < 11; position++) {
                symbols.add(batch.tokens()[row * 13 + position]);
            }
            answers.add(batch.labels()[row * 13 + 12]);
        }
        assertThat(symbols).hasSize(200);
        assertThat(answers).hasSize(10).allMatch(answer -> answer >= 203 && answer < 213);
    }

    @Test
    void impossible_parameters_say_what_to_change() {
        assertThat(bind("selective-copy", "symbols", 40).problems(64))
                .containsExactly("Selective copy of 40 symbols needs a context length of at least 81, got 64; "
                        + "use a longer context or at most 31 symbols.");
        assertThat(bind("noisy-recall", "vocabulary", 18).problems(64))
                .containsExactly("Noisy recall needs at least 4 tokens for keys and values beside the 16 of noise, "
                        + "got a vocabulary of 18; use at least 20.");
        assertThat(bind("fuzzy-recall", "vocabulary", 6).problems(128))
                .containsExactly("Fuzzy recall with keys of up to 3 and values of up to 3 different tokens needs a "
                        + "vocabulary of at least 7, got 6; use a larger vocabulary or shorter keys and values.");
        assertThat(bind("fuzzy-recall", "vocabulary", 7).problems(128)).isEmpty();
        assertThat(bind("position-retrieval", "symbols", 50).problems(64))
                .containsExactly("Position retrieval at context length 64 needs at least 61 symbols, got 50; "
                        + "use more symbols or a context length of at most 53.");
        assertThat(bind("n-gram-retrieval", "symbols", 5).problems(108))
                .containsExactly(
                        "N-gram retrieval at context length 108 with 5 symbols hardly ever has a query of 2 "
                                + "symbols that stands only once; use at least 8 symbols, a longer query or a shorter context.");
        assertThat(bind("n-gram-retrieval", "symbols", 8).problems(108)).isEmpty();
        assertThat(bind("phone-book", "lines", 50).problems(256))
                .containsExactly("A phone book of 50 lines with names of 4 letters and numbers of 4 digits needs a "
                        + "context length of at least 509, got 256; use a longer context or fewer lines.");
        assertThat(bind("phone-book", "syllables", 1).problems(1024))
                .containsExactly("A phone book of 127 lines needs more different names than the 90 of 1 syllable; "
                        + "use more syllables or at most 45 lines.");
    }
}
