package dev.braid.engine.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.braid.engine.block.ParamSpec;
import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.catalog.TaskCatalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EveryTaskTest {
    private static final String SENTENCE = "[A-Z][^\\n]*\\d[^\\n]*; use [^\\n]*\\.";

    /** All but the one that paraphrases its text before the first batch; it has a test of its own. */
    static Stream<Named<Task>> tasks() {
        return all().filter(task -> !task.getPayload().id().equals("paraphrase-training"));
    }

    static Stream<Named<Task>> all() {
        return TaskCatalog.tasks().stream().map(task -> Named.of(task.id(), task));
    }

    @ParameterizedTest
    @MethodSource("all")
    void describes_itself(Task task) {
        assertThat(task.id()).matches("[a-z]+(-[a-z]+)*");
        assertThat(TaskCatalog.task(task.id())).isSameAs(task);
        assertThat(task.title()).isNotBlank();
        assertThat(task.explanation()).contains("Source: ").hasSizeBetween(300, 1800);
        assertThat(task.contextLengths()).isNotEmpty().doesNotHaveDuplicates();
        for (ParamSpec spec : task.parameters()) {
            assertThat(spec.name()).matches("[a-z]+(-[a-z]+)*");
            assertThat(spec.refusal(spec.defaultValue())).isEmpty();
            spec.sweep().forEach(value -> assertThat(spec.refusal(value)).isEmpty());
        }
        assertThat(task.bind().task()).isSameAs(task);
        assertThat(task.bind().settings().values()).hasSameSizeAs(task.parameters());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void makes_batches_at_every_length_it_offers(Task task) {
        BoundTask bound = task.bind();
        for (int length : task.contextLengths()) {
            assertThat(bound.problems(length)).isEmpty();
            check(bound, length, 6);
        }
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void copes_with_every_length_and_any_parameters(Task task) {
        RandomStream random = RandomStream.named(17, task.id().hashCode());
        int made = 0;
        for (int round = 0; round < 400; round++) {
            Map<String, ParamValue> given = new HashMap<>();
            for (ParamSpec spec : task.parameters()) {
                // for every vocabulary of byte pairs a text is searched anew: LanguageModellingTest has some
                if (random.below(3) > 0 && !spec.name().equals("tokenizer")) {
                    given.put(spec.name(), anyValue(spec, random));
                }
            }
            assertThat(task.problems(given)).isEmpty();
            BoundTask bound = task.bind(given);
            int length = random.below(4) == 0 ? random.below(10) : random.below(300);
            List<String> problems = bound.problems(length);
            if (problems.isEmpty()) {
                check(bound, length, 3);
                made++;
            } else {
                assertThat(problems).allSatisfy(problem -> assertThat(problem).matches(SENTENCE));
                assertThatThrownBy(() -> bound.batch(Split.TRAIN, 1, 1, 1, length))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage(problems.getFirst());
            }
        }
        assertThat(made).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void a_batch_depends_on_its_arguments_and_nothing_else(Task task) throws InterruptedException, ExecutionException {
        int length = task.contextLengths().getFirst();
        BoundTask bound = task.bind();
        List<int[]> alone = new ArrayList<>();
        for (int index = 0; index < 20; index++) {
            alone.add(bound.batch(Split.TRAIN, 9, index, 4, length).tokens());
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<Batch>> together = new ArrayList<>();
            for (int index = 19; index >= 0; index--) {
                int batch = index;
                together.add(pool.submit(() -> bound.batch(Split.TRAIN, 9, batch, 4, length)));
            }
            for (int index = 0; index < 20; index++) {
                assertThat(together.get(19 - index).get().tokens()).isEqualTo(alone.get(index));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void more_sequences_leave_the_first_as_they_were(Task task) {
        int length = task.contextLengths().getFirst();
        Batch few = task.bind().batch(Split.TRAIN, 9, 3, 4, length);
        Batch many = task.bind().batch(Split.TRAIN, 9, 3, 9, length);
        assertThat(many.rows(0, 4).tokens()).isEqualTo(few.tokens());
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void splits_seeds_and_batches_share_no_sequence(Task task) {
        int length = task.contextLengths().getFirst();
        BoundTask bound = task.bind();
        Set<List<Integer>> sequences = new HashSet<>();
        int count = 0;
        for (Split split : Split.values()) {
            for (long seed = 0; seed < 3; seed++) {
                for (long index = 0; index < 3; index++) {
                    Batch batch = bound.batch(split, seed, index, 10, length);
                    for (int row = 0; row < 10; row++) {
                        sequences.add(Arrays.stream(batch.rows(row, row + 1).tokens())
                                .boxed()
                                .toList());
                        count++;
                    }
                }
            }
        }
        assertThat(sequences).hasSize(count);
    }

    /** Tasks that draw their answers; text is gone through, some answers in it are frequent, and a blank comes before each. */
    static Stream<Named<Task>> drawn() {
        Set<String> text = Set.of("language-modelling", "factbook-recall", "needle");
        return tasks().filter(task -> !text.contains(task.getPayload().id()));
    }

    @ParameterizedTest
    @MethodSource("drawn")
    void guessing_scores_about_chance_and_no_answer_is_a_favourite(Task task) {
        Map<String, ParamValue> given = new HashMap<>();
        if (task.id().equals("mqar")) {
            given.put("vocabulary", new ParamValue.Whole(130));
        }
        BoundTask bound = task.bind(given);
        int length = task.contextLengths().getFirst();
        Map<Integer, Integer> counts = new HashMap<>();
        int total = 0;
        List<Integer> labels = new ArrayList<>();
        // Position retrieval asks one question a sequence and has 200 answers: it needs the most sequences.
        for (int index = 0; index < 40; index++) {
            for (int label :
                    bound.batch(Split.VALIDATION, 2, index, 1000, length).labels()) {
                if (label != Batch.NO_LABEL) {
                    counts.merge(label, 1, Integer::sum);
                    if (total++ % 97 == 0) {
                        labels.add(label);
                    }
                }
            }
        }
        double chance = bound.chance(length);
        assertThat(counts).hasSize((int) Math.round(1 / chance));
        for (int count : counts.values()) {
            assertThat(count / (double) total).isBetween(0.6 * chance, 1.4 * chance);
        }
        int hits = 0;
        List<Integer> answers = List.copyOf(counts.keySet());
        RandomStream random = RandomStream.named(23);
        int guesses = 0;
        for (int label : labels) {
            for (int i = 0; i < 100; i++, guesses++) {
                hits += answers.get(random.below(answers.size())) == label ? 1 : 0;
            }
        }
        double deviation = Math.sqrt(guesses * chance * (1 - chance));
        assertThat((double) hits).isBetween(guesses * chance - 5 * deviation, guesses * chance + 5 * deviation);
    }

    @Test
    void batches_stay_the_same_for_ever() {
        // A run that is resumed by a later version must see the batches that it would have seen. Never change these.
        Map<String, Integer> hashes = new LinkedHashMap<>();
        for (Task task : tasks().map(Named::getPayload).toList()) {
            Batch batch = task.bind()
                    .batch(Split.TRAIN, 1, 2, 3, task.contextLengths().getFirst());
            hashes.put(task.id(), 31 * Arrays.hashCode(batch.tokens()) + Arrays.hashCode(batch.labels()));
        }
        assertThat(hashes)
                .containsExactly(
                        Map.entry("mqar", -1946032126),
                        Map.entry("in-context-recall", 1998572528),
                        Map.entry("noisy-recall", -411592609),
                        Map.entry("fuzzy-recall", -857509996),
                        Map.entry("selective-copy", -1991982717),
                        Map.entry("memorisation", -612290508),
                        Map.entry("compression", 814354048),
                        Map.entry("induction", -1755893877),
                        Map.entry("n-gram-retrieval", 312433215),
                        Map.entry("position-retrieval", 2131441834),
                        Map.entry("phone-book", -1070430861),
                        Map.entry("language-modelling", -1821635716),
                        Map.entry("factbook-recall", -767636131),
                        Map.entry("needle", 233109307));
    }

    @Test
    void an_unknown_task_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> TaskCatalog.task("mqra"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no task 'mqra'; there are mqar, in-context-recall, ")
                .hasMessageEndingWith("phone-book, language-modelling, factbook-recall, needle, paraphrase-training.");
    }

    @Test
    void wrong_parameters_are_named_with_what_was_expected() {
        Task mqar = TaskCatalog.task("mqar");
        assertThat(mqar.problems(Map.of("pears", new ParamValue.Whole(4))))
                .containsExactly("Task mqar has no parameter 'pears'; it has vocabulary, pairs, tokens-per-pair, "
                        + "gap-power, filler.");
        assertThat(mqar.problems(Map.of("vocabulary", new ParamValue.Whole(1))))
                .containsExactly(
                        "Task mqar, parameter 'vocabulary': expected a whole number from 4 to 1048576, got 1.");
        assertThat(mqar.problems(Map.of("filler", new ParamValue.Real(0.5)))).hasSize(1);
    }

    private static void check(BoundTask bound, int length, int sequences) {
        Batch batch = bound.batch(Split.TEST, 4, 2, sequences, length);
        assertThat(batch.sequences()).isEqualTo(sequences);
        assertThat(batch.length()).isEqualTo(length);
        assertThat(batch.labelCount()).isGreaterThanOrEqualTo(sequences);
        assertThat(batch.slices()).hasNumberOfRows(bound.slices().size());
        for (int i = 0; i < sequences * length; i++) {
            int token = batch.tokens()[i];
            int label = batch.labels()[i];
            if (token < 0 || token >= bound.vocabulary() || label < -1 || label >= bound.vocabulary()) {
                assertThat(List.of(token, label))
                        .as("token and label below " + bound.vocabulary())
                        .isEmpty();
            }
            if (label != Batch.NO_LABEL) {
                for (int[] slice : batch.slices()) {
                    assertThat(slice[i]).isPositive();
                }
            }
        }
        assertThat(bound.chance(length)).isGreaterThan(0).isLessThanOrEqualTo(1);
        for (int token = 0; token < Math.min(bound.vocabulary(), 500); token++) {
            assertThat(bound.symbol(token)).isNotBlank();
        }
    }

    private static ParamValue anyValue(ParamSpec spec, RandomStream random) {
        return switch (spec) {
            case ParamSpec.Whole whole ->
                new ParamValue.Whole(whole.minimum()
                        + random.below(
                                (int) Math.min(whole.maximum() - whole.minimum() + 1, 1 + (1 << random.below(10)))));
            case ParamSpec.Real real ->
                new ParamValue.Real(real.minimum() + random.unit() * (real.maximum() - real.minimum()));
            case ParamSpec.Flag flag -> new ParamValue.Flag(random.below(2) == 0);
            case ParamSpec.Choice choice ->
                new ParamValue.Text(
                        choice.options().get(random.below(choice.options().size())));
            case ParamSpec.Name name -> new ParamValue.Text("");
            case ParamSpec.FilePath path -> new ParamValue.Text("");
        };
    }
}
