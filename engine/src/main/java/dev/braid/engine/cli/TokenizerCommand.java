package dev.braid.engine.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code braid tokenizer}: vocabularies for text. */
@Command(
        name = "tokenizer",
        description = "Make vocabularies for text.",
        mixinStandardHelpOptions = true,
        subcommands = TokenizerTrainCommand.class)
final class TokenizerCommand implements Runnable {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            CommandLine line = spec.commandLine();
            throw new ParameterException(
                    line, "Say what to do: braid tokenizer train FILE... --vocabulary N --out DIR");
        }
    }
}
