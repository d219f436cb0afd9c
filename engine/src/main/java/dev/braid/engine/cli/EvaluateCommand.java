package dev.braid.engine.cli;

import dev.braid.engine.evaluate.Evaluation;
import dev.braid.engine.evaluate.Outcome;
import dev.braid.engine.evaluate.QuestionSet;
import dev.braid.engine.evaluate.Suites;
import dev.braid.engine.export.SafeFile;
import dev.braid.engine.task.DataException;
import dev.braid.engine.task.Split;
import dev.braid.engine.task.choice.ReasoningSuite;
import dev.braid.engine.task.question.QuestionFormat;
import dev.braid.engine.task.token.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code braid evaluate}: questions on text to a trained model. */
@Command(
        name = "evaluate",
        description = {
            "Ask a trained model questions on text: recall from a passage, needles, and multiple choice.",
            "",
            "Answers of recall are written greedily and count if they contain the right one, in upper or lower case. Choices are"
                    + " made by the log-probability of the continuation (acc) and by that divided by its characters (acc_norm),"
                    + " as evaluation harnesses do; choice-only is the same without the context, unigram takes the choice with the"
                    + " most frequent words. Brackets hold 95 %% intervals (Wilson).",
            "",
            "RUN is the folder of a run of a text task, or a checkpoint in it; its best weights are asked. The sets that come with"
                    + " Braid are made from the test documents. Your own files are JSON lines or JSON arrays, also gzipped; their"
                    + " format is recognised from the fields."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class EvaluateCommand extends Subcommand {
    private static final int LONGEST_CONTEXT = 1 << 22;

    @Parameters(
            paramLabel = "RUN|CHECKPOINT",
            arity = "0..1",
            description = "The folder of a run, finished or not, or a checkpoint in it.")
    @Nullable
    Path run;

    @Option(
            names = "--on",
            paramLabel = "SUITE|FILE",
            arity = "1..*",
            split = ",",
            description =
                    "One of ${COMPLETION-CANDIDATES}, or a file of questions; several are asked one after the other"
                            + " (default: recall and reasoning, which are all that come with Braid).",
            completionCandidates = SuiteNames.class)
    List<String> on = List.of(Suites.RECALL, Suites.REASONING);

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What the files are in, where the fields do not tell: ${COMPLETION-CANDIDATES}.",
            completionCandidates = FormatNames.class)
    @Nullable
    String format;

    @Option(
            names = "--questions",
            paramLabel = "N",
            description = "So many of each set, of a file the first; 0 takes a file whole (default: ${DEFAULT-VALUE}).")
    int questions = 200;

    @Option(
            names = "--context-length",
            paramLabel = "L",
            split = ",",
            description = "Recall is asked at these, in tokens, and what is longer than the longest loses its beginning"
                    + " (default: the longest that the run was trained or evaluated at).")
    List<Integer> contextLengths = List.of();

    @Option(
            names = "--answer-tokens",
            paramLabel = "N",
            description = "An answer ends at a line break or after so many tokens (default: ${DEFAULT-VALUE}).")
    int answerTokens = 48;

    @Option(names = "--seed", description = "Decides which questions are made (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all processors).")
    int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "FILE", description = "Write all shares to this file as CSV.")
    @Nullable
    Path table;

    @Option(
            names = "--write-statements",
            paramLabel = "FILE",
            description =
                    "Write the sentences from which the relations of the reasoning sets can be learnt, to train on"
                            + " them; without a run nothing else is done.")
    @Nullable
    Path statements;

    /** The names of all suites and sets, for the help. */
    static final class SuiteNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        SuiteNames() {
            super(Suites.names());
        }
    }

    /** The names of all formats, for the help. */
    static final class FormatNames extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        FormatNames() {
            super(List.of(QuestionFormat.names().split(", ")));
        }
    }

    @Override
    public Integer call() throws IOException {
        if (statements != null) {
            String text = String.join("\n", ReasoningSuite.statements(seed)) + "\n";
            SafeFile.write(statements, text.getBytes(StandardCharsets.UTF_8));
        }
        Path asked = run;
        if (asked == null) {
            if (statements == null) {
                throw new BadInput("Name the folder of a run. See braid evaluate --help.");
            }
            return 0;
        }
        return evaluate(asked);
    }

    private int evaluate(Path asked) throws IOException {
        require("--questions", questions, 0, Integer.MAX_VALUE);
        require("--answer-tokens", answerTokens, 1, 1 << 16);
        require("--threads", threads, 1, 1024);
        contextLengths.forEach(length -> require("--context-length", length, 1, LONGEST_CONTEXT));
        TrainedRun trained = TrainedRun.read(asked);
        Tokenizer tokenizer = tokenizer(trained);
        List<Integer> lengths = contextLengths.isEmpty() ? List.of(trained.longestContext()) : contextLengths;
        int longest = lengths.stream().mapToInt(Integer::intValue).max().orElseThrow();
        List<QuestionSet> sets = sets(new Suites(tokenizer, lengths, made(), Split.TEST, seed));
        TrainedRun.Loaded loaded = trained.load(longest, answerTokens);
        Map<String, String> refused = new LinkedHashMap<>();
        List<Outcome> outcomes = new ArrayList<>();
        Terminal terminal = new Terminal(out());
        try (Evaluation evaluation =
                new Evaluation(loaded.model(), loaded.weights(), tokenizer, longest, answerTokens, threads)) {
            for (QuestionSet set : sets) {
                terminalDraw(terminal, set, 0);
                try {
                    outcomes.add(evaluation.examine(set, count -> terminalDraw(terminal, set, count)));
                } catch (IOException | IllegalArgumentException e) {
                    refused.put(set.name(), String.valueOf(e.getMessage()));
                }
            }
        }
        terminal.draw(List.of());
        EvaluationReport report = new EvaluationReport(asked, lengths, outcomes, refused);
        if (json) {
            print(report.toJson());
        } else {
            out().println(report.inWords());
            out().flush();
        }
        if (table != null) {
            SafeFile.write(table, report.toCsv().getBytes(StandardCharsets.UTF_8));
        }
        return refused.isEmpty() ? 0 : 2;
    }

    private void terminalDraw(Terminal terminal, QuestionSet set, long count) {
        if (!json) {
            terminal.draw(List.of(set.name() + (count == 0 ? " …" : ": " + count + " questions asked …")));
        }
    }

    /** How many questions are made where there could be any number. */
    private int made() {
        return questions == 0 ? 200 : questions;
    }

    private static Tokenizer tokenizer(TrainedRun trained) {
        Optional<Tokenizer> tokenizer;
        try {
            tokenizer = trained.job().mix().parts().getFirst().task().textTokenizer();
        } catch (DataException e) {
            throw new BadInput(e.sentence());
        }
        return tokenizer.orElseThrow(() -> new BadInput(trained.given() + " was trained on "
                + trained.spec().task()
                + ", whose tokens are no text. Questions can be asked of a run on text, such as language-modelling or"
                + " factbook-recall."));
    }

    private List<QuestionSet> sets(Suites suites) {
        QuestionFormat named = format == null
                ? null
                : QuestionFormat.named(format)
                        .orElseThrow(() -> new BadInput("Option --format: there is no format '" + format
                                + "'; there are " + QuestionFormat.names() + "."));
        List<QuestionSet> sets = new ArrayList<>();
        for (String name : on) {
            if (Suites.names().contains(name)) {
                sets.addAll(suites.sets(name));
            } else if (Files.exists(Path.of(name))) {
                sets.add(QuestionSet.of(Path.of(name), named, questions == 0 ? Long.MAX_VALUE : questions));
            } else {
                throw new BadInput("Option --on: '" + name + "' is neither a file nor a set; there are "
                        + String.join(", ", Suites.names()) + ".");
            }
        }
        return sets;
    }
}
