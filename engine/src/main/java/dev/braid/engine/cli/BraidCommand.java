package dev.braid.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code braid}: the command that holds all others. */
@Command(
        name = "braid",
        description = "Wires, trains and measures sequence models of Mamba, attention and merge-attention blocks.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = BraidCommand.Version.class,
        subcommands = BenchCommand.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a run failed", "2:bad input"})
public final class BraidCommand implements Runnable {
    /** The version that the build wrote into the jar. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Braid " + BraidCommand.class.getPackage().getImplementationVersion()};
        }
    }

    private final CommandLine commandLine = new CommandLine(this);

    private BraidCommand() {}

    /** The command line with the engine's commands; whoever draws adds its own. */
    public static CommandLine commandLine() {
        return new BraidCommand().commandLine.setExecutionExceptionHandler(BraidCommand::explain);
    }

    @Override
    public void run() {
        commandLine.usage(commandLine.getOut());
    }

    /** A failure ends in one sentence, never in a stack trace. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
        String words = failure.getMessage();
        command.getErr().println("braid: " + (words == null ? failure.getClass().getSimpleName() : words));
        return CommandLine.ExitCode.SOFTWARE;
    }
}
