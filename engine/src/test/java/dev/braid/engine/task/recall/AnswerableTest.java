package dev.braid.engine.task.recall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.graph.ParamValue;
import dev.braid.engine.task.Batch;
import dev.braid.engine.task.BoundTask;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.catalog.TaskCatalog;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every labelled position can be answered from its prefix alone, by a solver that knows the rule and no generator. */
class AnswerableTest {
    /** Names the token that the output at the prefix's end must predict. */
    interface Solver {
        int answer(int[] prefix);
    }

    record Case(String name, BoundTask task, int contextLength, Solver solver) {
        @Override
        public String toString() {
            return name + " at " + contextLength;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                mqar(64, 4, "zero"),
                mqar(129, 32, "random"),
                inContext("in-context-recall", 16, 8, 128, Map.of()),
                inContext("in-context-recall", 9, 4, 3, Map.of("vocabulary", whole(9))),
                inContext("in-context-recall", 64, 32, 77, Map.of("vocabulary", whole(64))),
                inContext("noisy-recall", 16, 8, 128, Map.of()),
                inContext("noisy-recall", 16, 8, 255, Map.of("noise", new ParamValue.Real(0.8))),
                inContext("noisy-recall", 16, 8, 3, Map.of("noise", new ParamValue.Real(0.99))),
                fuzzy(128, 16, 3, 3),
                fuzzy(11, 16, 3, 3),
                fuzzy(90, 9, 2, 4),
                fuzzy(300, 4, 1, 1),
                copy(256, 16, 16),
                copy(33, 16, 5),
                copy(3, 1, 16),
                memorisation(32, 256),
                memorisation(7, 6),
                new Case("compression", TaskCatalog.task("compression").bind(), 64, AnswerableTest::compression),
                new Case("compression", TaskCatalog.task("compression").bind(), 2, AnswerableTest::compression),
                induction(256, 1),
                induction(3, 1),
                induction(64, 5),
                ngram(108, 30, 2, 3),
                ngram(408, 30, 2, 3),
                ngram(40, 6, 3, 1),
                position(203, 200),
                position(20, 200),
                position(5, 2),
                phoneBook(128, 2, 4),
                phoneBook(500, 3, 7),
                phoneBook(19, 1, 4));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_label_follows_from_its_prefix(Case one) {
        int length = one.contextLength();
        assertThat(one.task().problems(length)).isEmpty();
        for (Split split : Split.values()) {
            Batch batch = one.task().batch(split, 77, 1, 40, length);
            for (int row = 0; row < 40; row++) {
                int asked = 0;
                for (int position = 0; position < length; position++) {
                    int label = batch.labels()[row * length + position];
                    if (label != Batch.NO_LABEL) {
                        int[] prefix = Arrays.copyOfRange(batch.tokens(), row * length, row * length + position + 1);
                        assertThat(one.solver().answer(prefix))
                                .as("row %d, position %d of %s", row, position, Arrays.toString(prefix))
                                .isEqualTo(label);
                        asked++;
                    }
                }
                assertThat(asked).isPositive();
            }
        }
    }

    private static ParamValue whole(long value) {
        return new ParamValue.Whole(value);
    }

    private static Case mqar(int length, int pairs, String filler) {
        BoundTask task = TaskCatalog.task("mqar")
                .bind(Map.of("vocabulary", whole(200), "pairs", whole(pairs), "filler", new ParamValue.Text(filler)));
        return new Case("mqar " + filler, task, length, prefix -> {
            for (int pair = 0; pair < pairs; pair++) {
                if (prefix[2 * pair] == prefix[prefix.length - 1]) {
                    return prefix[2 * pair + 1];
                }
            }
            return -2;
        });
    }

    private static Case inContext(String id, int symbols, int keys, int length, Map<String, ParamValue> given) {
        return new Case(id, TaskCatalog.task(id).bind(given), length, prefix -> {
            Map<Integer, Integer> values = new HashMap<>();
            for (int i = 0; i + 1 < prefix.length; i += 2) {
                if (prefix[i] < keys) {
                    assertThat(prefix[i + 1]).isBetween(keys, symbols - 1);
                    Integer before = values.put(prefix[i], prefix[i + 1]);
                    assertThat(before == null || before == prefix[i + 1]).isTrue();
                }
            }
            return values.getOrDefault(prefix[prefix.length - 1], -2);
        });
    }

    private static Case fuzzy(int length, int vocabulary, int keyLength, int valueLength) {
        BoundTask task = TaskCatalog.task("fuzzy-recall")
                .bind(Map.of(
                        "vocabulary", whole(vocabulary),
                        "key-length", whole(keyLength),
                        "value-length", whole(valueLength)));
        int keys = (vocabulary - 1) / 2;
        return new Case("fuzzy-recall", task, length, prefix -> {
            // The question: the last run of key symbols and what follows it.
            int end = prefix.length;
            int from = end;
            while (from > 0 && prefix[from - 1] >= keys) {
                from--;
            }
            while (from > 0 && prefix[from - 1] < keys) {
                from--;
            }
            int[] question = Arrays.copyOfRange(prefix, from, end);
            for (int start = 0; start + question.length < from + 1 && start < from; start++) {
                boolean startsKey = start == 0 || prefix[start - 1] >= keys;
                int next = prefix[start + question.length];
                if (startsKey
                        && next >= keys
                        && Arrays.equals(Arrays.copyOfRange(prefix, start, start + question.length), question)) {
                    return next;
                }
            }
            return -2;
        });
    }

    private static Case copy(int length, int symbols, int vocabulary) {
        BoundTask task = TaskCatalog.task("selective-copy")
                .bind(Map.of("symbols", whole(symbols), "vocabulary", whole(vocabulary)));
        int copy = vocabulary - 1;
        return new Case("selective-copy", task, length, prefix -> {
            int copyAt = -1;
            for (int i = 0; i < prefix.length; i++) {
                copyAt = prefix[i] == copy ? i : copyAt;
            }
            int[] seen = Arrays.stream(prefix, 0, copyAt)
                    .filter(token -> token < copy - 1)
                    .toArray();
            assertThat(seen).hasSize(symbols);
            return seen[prefix.length - 2 - copyAt];
        });
    }

    private static Case memorisation(int length, int vocabulary) {
        BoundTask task = TaskCatalog.task("memorisation").bind(Map.of("vocabulary", whole(vocabulary)));
        Map<Integer, Integer> learnt = new HashMap<>();
        for (int index = 0; index < 50; index++) {
            Batch batch = task.batch(Split.TRAIN, 1, index, 20, length);
            for (int i = 0; i < batch.labels().length; i++) {
                if (batch.labels()[i] != Batch.NO_LABEL) {
                    Integer before = learnt.put(batch.tokens()[i - 1], batch.labels()[i]);
                    assertThat(before == null || before == batch.labels()[i]).isTrue();
                }
            }
        }
        assertThat(learnt.values()).as("one to one").doesNotHaveDuplicates();
        return new Case("memorisation", task, length, prefix -> {
            assertThat(prefix[prefix.length - 1]).isEqualTo(vocabulary - 1);
            return learnt.get(prefix[prefix.length - 2]);
        });
    }

    private static int compression(int[] prefix) {
        int symbols = 0;
        while (prefix[symbols] != 15) {
            symbols++;
        }
        return prefix[prefix.length - 1 - symbols];
    }

    private static Case induction(int length, int answer) {
        BoundTask task = TaskCatalog.task("induction").bind(Map.of("answer-length", whole(answer)));
        return new Case("induction", task, length, prefix -> {
            List<Integer> tokens = Arrays.stream(prefix).boxed().toList();
            int first = tokens.indexOf(15);
            int second = tokens.lastIndexOf(15);
            assertThat(second).isGreaterThan(first + answer);
            return prefix[first + prefix.length - second];
        });
    }

    private static Case ngram(int length, int symbols, int query, int answer) {
        BoundTask task = TaskCatalog.task("n-gram-retrieval")
                .bind(Map.of("symbols", whole(symbols), "query-length", whole(query), "answer-length", whole(answer)));
        return new Case("n-gram-retrieval", task, length, prefix -> {
            String text = words(task, prefix);
            Matcher parts = Pattern.compile("start (.*)start \\? (.*)\\? (.*)").matcher(text);
            assertThat(parts.matches()).as(text).isTrue();
            String body = " " + parts.group(1);
            String asked = " " + parts.group(2);
            int at = body.indexOf(asked);
            assertThat(at).isEqualTo(body.lastIndexOf(asked)).isNotNegative();
            String[] after = body.substring(at + asked.length()).split(" ");
            int given = parts.group(3).isEmpty() ? 0 : parts.group(3).split(" ").length;
            return 3 + Integer.parseInt(after[given].substring(1));
        });
    }

    private static Case position(int length, int symbols) {
        BoundTask task = TaskCatalog.task("position-retrieval").bind(Map.of("symbols", whole(symbols)));
        return new Case("position-retrieval", task, length, prefix -> {
            List<String> text = List.of(words(task, prefix).split(" "));
            assertThat(text).hasSize(length).startsWith("start").contains("?");
            assertThat(text.subList(1, length - 2)).doesNotHaveDuplicates();
            return 3 + symbols + text.indexOf(text.getLast()) - 1;
        });
    }

    private static Case phoneBook(int length, int syllables, int digits) {
        BoundTask task =
                TaskCatalog.task("phone-book").bind(Map.of("syllables", whole(syllables), "digits", whole(digits)));
        return new Case("phone-book", task, length, prefix -> {
            String text = Arrays.stream(prefix).mapToObj(task::symbol).collect(Collectors.joining());
            String[] parts = text.split("\\?");
            Map<String, String> book = new HashMap<>();
            for (String line : parts[0].split("⏎+")) {
                if (!line.isEmpty()) {
                    String[] entry = line.split(":");
                    assertThat(entry[0]).matches("([b-z&&[^eiou]][aeiou]){" + syllables + "}");
                    assertThat(entry[1]).matches("\\d{" + digits + "}");
                    assertThat(book.put(entry[0], entry[1])).isNull();
                }
            }
            String name = parts[1].substring(0, parts[1].indexOf(':'));
            String given = parts[1].substring(parts[1].indexOf(':') + 1);
            String number = book.get(name);
            assertThat(number).startsWith(given);
            return 3 + (number.charAt(given.length()) - '0');
        });
    }

    private static String words(BoundTask task, int[] tokens) {
        return Arrays.stream(tokens).mapToObj(token -> task.symbol(token) + " ").collect(Collectors.joining());
    }
}
