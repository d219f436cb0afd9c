package dev.braid.engine.cli;

import dev.braid.engine.sweep.WorkerProcess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code braid worker}: the child process of a sweep; it takes runs from its input until that ends. */
@Command(name = "worker", hidden = true, description = "Run what a sweep sends.")
final class WorkerCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Interrupts.ignoreKeyboard();
        WorkerProcess.serve(Subcommand.blocks(), System.in, System.out);
        return 0;
    }

    /** The child process starts here. */
    public static void main(String[] arguments) throws IOException {
        new WorkerCommand().call();
    }
}
