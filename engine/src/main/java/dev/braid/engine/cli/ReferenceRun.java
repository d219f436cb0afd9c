package dev.braid.engine.cli;

import dev.braid.engine.compile.DesignException;
import dev.braid.engine.sweep.RunBuilder;
import dev.braid.engine.sweep.RunSpec;
import dev.braid.engine.sweep.SpecException;
import dev.braid.engine.tensor.nd4j.ReferenceTrainer;
import dev.braid.engine.train.TrainingJob;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;

/** {@code braid train --backend reference}: a few steps of a tiny design in double precision; prints losses, keeps nothing. */
final class ReferenceRun {
    private ReferenceRun() {}

    /** Trains to the end. */
    static int run(RunSpec spec, PrintWriter out, boolean json) {
        PrintStream standard = System.out;
        ArrayNode losses = Subcommand.JSON.createArrayNode();
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            TrainingJob job = RunBuilder.job(spec, Subcommand.blocks());
            ReferenceTrainer trainer = new ReferenceTrainer(job.model(), job.mix(), job.settings());
            System.setOut(nowhere); // ND4J tells there of every operation that it differentiates
            while (trainer.steps() < job.settings().steps()) {
                double loss = trainer.step();
                losses.add(loss);
                if (!json) {
                    out.println(String.format(Locale.ROOT, "step %d  loss %.6f", trainer.steps(), loss));
                    out.flush();
                }
            }
        } catch (SpecException | DesignException | IllegalArgumentException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } finally {
            System.setOut(standard);
        }
        if (json) {
            out.println(losses);
            out.flush();
        }
        return 0;
    }
}
