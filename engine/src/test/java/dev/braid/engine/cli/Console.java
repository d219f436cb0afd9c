package dev.braid.engine.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import picocli.CommandLine;

/** Runs commands and keeps what they print. */
record Console(int code, String out, String err) {
    /** Runs a command as the launcher would; figures are files of one word. */
    static Console run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = BraidCommand.commandLine(
                (result, measure, file) -> Files.write(file, "figure".getBytes(StandardCharsets.UTF_8)));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Console(code, out.toString(), err.toString());
    }
}
