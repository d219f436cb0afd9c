package dev.braid.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;

/**
 * {@code braid}: the command line. Exit codes: 0 done, 1 a run failed, 2 bad input, 130 interrupted. Whatever goes wrong is
 * said in sentences; nobody ever sees a stack trace.
 */
@Command(
        name = "braid",
        description = {
            "Wire Mamba, attention and merge-attention blocks into a sequence model, train it on the spot, and watch how well it"
                    + " recalls against the length of its context.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = BraidCommand.Version.class,
        commandListHeading = "%nCommands (braid COMMAND --help says more):%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a run failed", "2:bad input", "130:interrupted; everything done is kept"},
        footerHeading = "%n",
        footer = {
            "Without a command the window opens, and with design files it opens these.",
            "On the command line, start with: braid demo"
        },
        subcommands = {
            CheckCommand.class,
            DescribeCommand.class,
            CostCommand.class,
            TrainCommand.class,
            RunOneCommand.class,
            EvaluateCommand.class,
            InspectCommand.class,
            TokenizerCommand.class,
            ParaphraseCommand.class,
            ContinualCommand.class,
            BenchCommand.class,
            MeasureCommand.class,
            WorkerCommand.class
        })
public final class BraidCommand implements Runnable {
    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Braid " + BraidCommand.class.getPackage().getImplementationVersion()};
        }
    }

    private final CommandLine line = new CommandLine(this);

    private BraidCommand() {}

    /** The command line, ready to execute arguments; sweeps and the demo are drawn with that. */
    public static CommandLine commandLine(Figure figure) {
        CommandLine line = new BraidCommand().line;
        line.addSubcommand(new SweepCommand(figure));
        line.addSubcommand(new DemoCommand(figure));
        line.setUsageHelpAutoWidth(true);
        line.setAbbreviatedSubcommandsAllowed(false);
        line.setParameterExceptionHandler(BraidCommand::refuse);
        line.setExecutionStrategy(BraidCommand::execute);
        line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command.getErr()));
        return line;
    }

    @Override
    public void run() {
        line.usage(line.getOut());
    }

    /** What the Java machine itself cannot go on with is said in a sentence, too. */
    private static int execute(CommandLine.ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            throw failed(
                    parsed,
                    "The memory is used up; reduce the batch, the context length or the width, or give the program more"
                            + " (BRAID_JAVA_OPTIONS=-Xmx8g).");
        } catch (LinkageError e) {
            String part = String.valueOf(e.getMessage());
            throw failed(
                    parsed,
                    part.contains("nd4j")
                            ? "This needs ND4J, which packages of Braid leave out; run it from a build of the source."
                            : "A part of the program cannot be loaded (" + part + "); was it built anew while it ran?");
        }
    }

    private static ExecutionException failed(CommandLine.ParseResult parsed, String sentence) {
        RunFailed cause = new RunFailed(sentence);
        return new ExecutionException(parsed.commandSpec().commandLine(), sentence, cause);
    }

    private static int refuse(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(inWords(String.valueOf(e.getMessage())));
        List<String> similar =
                e instanceof CommandLine.UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        if (!similar.isEmpty()) {
            err.println("Did you mean " + String.join(" or ", similar) + "?");
        }
        err.println("See " + command.getCommandSpec().qualifiedName() + " --help.");
        err.flush();
        return 2;
    }

    /** The parser's sentence without the words of programmers. */
    private static String inWords(String message) {
        return message.replace("option option", "option")
                .replaceFirst("is not an? (int|long)$", "is not a whole number, or is too large")
                .replaceFirst("is not a double$", "is not a number");
    }

    private static int explain(Exception failure, PrintWriter err) {
        int code;
        switch (failure) {
            case BadInput e -> {
                err.println(e.getMessage());
                code = 2;
            }
            case RunFailed e -> {
                err.println(e.getMessage());
                code = 1;
            }
            case IOException e -> {
                err.println(e.getMessage() == null ? "A file could not be read or written." : e.getMessage());
                code = 2;
            }
            default -> {
                err.println("This is a defect of Braid, please report it: " + failure);
                code = 1;
            }
        }
        err.flush();
        return code;
    }
}
