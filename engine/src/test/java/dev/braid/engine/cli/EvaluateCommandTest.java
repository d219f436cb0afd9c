package dev.braid.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluateCommandTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private String trained(String task, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                Samples.attention(folder, 8).toString(),
                "--task=" + task,
                "--context-length=160",
                "--steps=2",
                "--batch=2",
                "--evaluate-every=1",
                "--evaluation-examples=2",
                "--test-examples=2",
                "--threads=1",
                "--json",
                "--out=" + folder.resolve("runs")));
        arguments.addAll(List.of(more));
        Console train = Console.run(arguments.toArray(String[]::new));
        assertThat(train.err()).isEmpty();
        return JSON.readTree(train.out()).get("folder").asString();
    }

    @Test
    void a_run_on_text_answers_sets_and_files() throws IOException {
        String run = trained("factbook-recall", "--task-parameter=questions=1");
        Path file = folder.resolve("sums.jsonl");
        Files.writeString(file, """
                {"context": "One and one is", "choices": ["two", "three"], "answer": 0}
                {"context": "One and two is", "choices": ["two"], "answer": 0}
                {"context": "One and two is", "choices": ["two", "three"], "answer": 1}
                """);
        Path table = folder.resolve("shares.csv");
        Console evaluate = Console.run(
                "evaluate",
                run,
                "--on",
                "swde,needles,agreement," + file,
                "--questions=6",
                "--answer-tokens=8",
                "--threads=1",
                "--json",
                "--out=" + table);
        assertThat(evaluate.err()).isEmpty();
        assertThat(evaluate.code()).isZero();
        JsonNode sets = JSON.readTree(evaluate.out()).get("sets");
        assertThat(sets.values())
                .extracting(set -> set.get("set").asString())
                .containsExactly("swde", "needles", "agreement", "sums.jsonl");
        assertThat(sets.get(0).get("metrics").get("contains").get("of").asInt()).isEqualTo(6);
        assertThat(sets.get(1).get("cells").size()).as("a cell for each depth").isEqualTo(11);
        assertThat(sets.get(2).get("chance").asDouble()).isEqualTo(0.5);
        assertThat(sets.get(3).get("questions").asInt()).isEqualTo(2);
        assertThat(sets.get(3).get("left_out").asInt()).isEqualTo(1);
        assertThat(sets.get(3).get("problems").get(0).asString()).contains("sums.jsonl, line 2");
        assertThat(table)
                .content()
                .startsWith("set,metric,context_length,depth,value,low,high,right,of,chance\n")
                .contains("needles,contains,160,50,", "sums.jsonl,acc_norm,,,");

        Console words =
                Console.run("evaluate", run, "--on", "needles", file.toString(), "--questions=3", "--threads=1");
        assertThat(words.out())
                .contains("contains the answer", "needles: depth", "100 %", "acc_norm", "choice-only")
                .contains("1 entry was left out");
    }

    @Test
    void what_cannot_be_asked_is_told_and_the_rest_is_asked() throws IOException {
        String run = trained("language-modelling");
        Path empty = Files.createFile(folder.resolve("empty.jsonl"));
        Console evaluate =
                Console.run("evaluate", run, "--on", empty + ",multi-needles,winograd", "--questions=4", "--threads=1");
        assertThat(evaluate.code()).isEqualTo(2);
        assertThat(evaluate.out())
                .contains("winograd", "empty.jsonl is empty")
                .contains("multi-needles was not asked: A text with 4 needles");

        Console unknown = Console.run("evaluate", run, "--on", "swd");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("'swd' is neither a file nor a set", "swde-counterfactual", "inheritance-2");

        Console format = Console.run("evaluate", run, "--on", empty.toString(), "--format=csv");
        assertThat(format.code()).isEqualTo(2);
        assertThat(format.err()).contains("no format 'csv'", "hellaswag");
    }

    @Test
    void a_run_whose_tokens_are_no_text_is_refused() throws IOException {
        String run = trained("mqar", "--task-parameter=vocabulary=256");
        Console evaluate = Console.run("evaluate", run);
        assertThat(evaluate.code()).isEqualTo(2);
        assertThat(evaluate.err()).contains("was trained on mqar, whose tokens are no text");

        Console nothing = Console.run("evaluate", folder.toString());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err()).contains("no folder of a run", "spec.json");
        assertThat(Console.run("evaluate").err()).contains("Name the folder of a run");
    }
}
