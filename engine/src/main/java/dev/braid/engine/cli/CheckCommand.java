package dev.braid.engine.cli;

import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Problem.Severity;
import dev.braid.engine.compile.CheckedDesign;
import dev.braid.engine.compile.Checker;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code braid check}: all problems of designs. */
@Command(
        name = "check",
        description = {
            "Say everything that is wrong with designs.",
            "",
            "Lists all problems at once, each with block, port, what was expected, and a repair where there is one. Exit code"
                    + " 2 if a design cannot run."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CheckCommand extends Subcommand {
    @Parameters(paramLabel = "DESIGN", arity = "1..*", description = "Design files.")
    List<Path> designs = List.of();

    @Option(
            names = "--context-length",
            paramLabel = "L",
            description = "Longest context that the designs should run on (default: ${DEFAULT-VALUE}).")
    int contextLength = 512;

    @Option(
            names = "--vocabulary",
            paramLabel = "V",
            description = "Token ids, where a design leaves them to the task (default: ${DEFAULT-VALUE}).")
    int vocabulary = 8192;

    @Override
    public Integer call() {
        require("--context-length", contextLength, 1, 1 << 22);
        require("--vocabulary", vocabulary, 2, 1 << 24);
        ArrayNode array = JSON.createArrayNode();
        boolean sound = true;
        for (Path file : designs) {
            sound &= check(file, array.addObject());
        }
        if (json) {
            print(array);
        }
        out().flush();
        return sound ? 0 : 2;
    }

    private boolean check(Path file, ObjectNode node) {
        node.put("design", file.toString());
        CheckedDesign checked;
        try {
            checked = Checker.check(DesignFile.read(file), blocks(), new DesignContext(vocabulary, contextLength));
        } catch (DesignFormatException e) {
            node.put("sound", false);
            ObjectNode problem = node.putArray("problems").addObject();
            problem.put("severity", "error");
            problem.put("line", e.line());
            problem.put("column", e.column());
            problem.put("text", e.getMessage());
            say(String.valueOf(e.getMessage()));
            return false;
        }
        List<Problem> problems = checked.problems();
        node.put("sound", checked.sound());
        toJson(problems, node.putArray("problems"));
        long errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
        say(file + ": " + (problems.isEmpty() ? "no problems" : count(errors, problems.size() - errors)));
        problems.forEach(problem -> say("  " + inWords(problem)));
        return checked.sound();
    }

    private void say(String line) {
        if (!json) {
            out().println(line);
        }
    }

    private static String count(long errors, long warnings) {
        String first = errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors");
        String second = warnings == 0 ? "" : warnings + (warnings == 1 ? " warning" : " warnings");
        return first + (first.isEmpty() || second.isEmpty() ? "" : ", ") + second;
    }

    /** One line: how bad, where, what, and the repair. */
    static String inWords(Problem problem) {
        String severity = problem.severity().name().toLowerCase(Locale.ROOT);
        return severity + " at " + problem
                + (problem.fix() == null ? "" : " [repair: " + problem.fix().title() + "]");
    }

    /** Problems as JSON objects. */
    static void toJson(List<Problem> problems, ArrayNode array) {
        for (Problem problem : problems) {
            ObjectNode node = array.addObject();
            node.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            node.put("block", problem.block());
            node.put("port", problem.port());
            node.put("text", problem.text());
            node.put("fix", problem.fix() == null ? null : problem.fix().title());
        }
    }
}
