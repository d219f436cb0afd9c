package dev.braid.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.BlockCatalog;
import dev.braid.engine.block.BlockType;
import dev.braid.engine.block.DesignContext;
import dev.braid.engine.block.PortSpec;
import dev.braid.engine.block.Problem;
import dev.braid.engine.block.Settings;
import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.engine.graph.Architecture;
import dev.braid.engine.graph.DesignFile;
import dev.braid.engine.graph.DesignFormatException;
import dev.braid.engine.graph.GraphBuilder;
import dev.braid.engine.graph.SampleDesigns;
import dev.braid.engine.graph.edit.EditException;
import dev.braid.engine.graph.edit.Fixes;
import dev.braid.engine.tensor.LayerPlan.Mode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens to a file, loading it ends in a sentence or in a document, checking the document ends in problems,
 * and a document without errors compiles.
 */
class MutationTest {
    private static final BlockCatalog CATALOG = new BlockCatalog(StandardBlocks.ALL);
    private static final DesignContext CONTEXT = new DesignContext(64, 32);
    private static final int DOCUMENTS = Integer.getInteger("docs", 14_000);
    private static final int TEXTS = Integer.getInteger("texts", 10_000);

    private final List<Architecture> designs = new ArrayList<>();
    private int sound;
    private int refused;
    private int repairs;

    MutationTest() throws DesignFormatException {
        for (Path file : SampleDesigns.files()) {
            designs.add(DesignFile.read(file));
        }
        StandardBlocks.ALL.forEach(type -> designs.add(around(type)));
        designs.add(CheckerTest.soundDesign());
    }

    /** Tokens, the block with every input wired, a head. */
    private static Architecture around(BlockType type) {
        Settings settings = Settings.of(type.parameters(), Map.of());
        GraphBuilder graph = new GraphBuilder()
                .block("embed", "token-embedding", "width", 16)
                .block("block", type.id())
                .block("head", "language-model-head");
        type.inputs(settings).forEach(port -> graph.wire("embed:out", "block:" + port.name()));
        List<PortSpec> outputs = type.outputs(settings);
        graph.wire(
                outputs.isEmpty() ? "embed:out" : "block:" + outputs.getFirst().name(), "head:in");
        return Architecture.of(type.title(), graph.build());
    }

    @Test
    void a_damaged_document_never_gives_anything_but_problems_and_a_sound_one_compiles() {
        SplittableRandom random = new SplittableRandom(Long.getLong("seed", 20));
        Mutations mutations = new Mutations(random);
        for (int i = 0; i < DOCUMENTS; i++) {
            Architecture damaged = mutations.document(designs.get(i % designs.size()));
            try {
                survive(damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("case " + i + ":\n" + DesignFile.toJson(damaged), e);
            }
        }
        // The damage must be of every degree, or the test would say little.
        assertThat(sound).isGreaterThan(DOCUMENTS / 10);
        assertThat(refused).isGreaterThan(DOCUMENTS / 4);
        assertThat(repairs).isGreaterThan(DOCUMENTS / 10);
    }

    @Test
    void a_damaged_file_never_gives_anything_but_a_sentence_or_problems() {
        SplittableRandom random = new SplittableRandom(Long.getLong("seed", 21));
        Mutations mutations = new Mutations(random);
        List<String> texts = designs.stream().map(DesignFile::toJson).toList();
        int unreadable = 0;
        for (int i = 0; i < TEXTS; i++) {
            String damaged = mutations.text(texts.get(i % texts.size()));
            try {
                survive(DesignFile.read(damaged, "damaged.json"));
            } catch (DesignFormatException e) {
                unreadable++;
                assertThat(e.getMessage())
                        .startsWith("damaged.json")
                        .doesNotContain("\n")
                        .hasSizeLessThan(500);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("case " + i + ":\n" + damaged, e);
            }
        }
        assertThat(unreadable).isBetween(TEXTS / 2, TEXTS * 95 / 100);
        assertThat(sound).isPositive();
        assertThat(refused).isPositive();
    }

    private void survive(Architecture design) {
        CheckedDesign checked = Checker.check(design, CATALOG, CONTEXT);
        for (Problem problem : checked.problems()) {
            assertThat(problem.toString()).doesNotContain("\n").hasSizeBetween(20, 700);
            repair(design, problem);
        }
        if (checked.sound()) {
            sound++;
            compile(design);
        } else {
            refused++;
        }
    }

    /** A repair either is an edit that undoes exactly, or says in words that it no longer fits. */
    private void repair(Architecture design, Problem problem) {
        if (problem.fix() != null) {
            try {
                var edit = Fixes.edit(design, problem.fix());
                Architecture repaired = edit.applyTo(design);
                assertThat(edit.inverted().applyTo(repaired)).isEqualTo(design);
                assertThat(repaired).isNotEqualTo(design);
                assertThat(edit.title()).isNotBlank();
                assertThat(problem.fix().title()).doesNotContain("\n");
                repairs++;
            } catch (EditException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }

    private static void compile(Architecture design) {
        try {
            Model model = Model.compile(design, CATALOG, CONTEXT);
            for (Mode mode : Mode.values()) {
                int length = mode == Mode.DECODE ? 1 : 32;
                assertThat(model.program(mode, 2, length, 32).memoryFloats()).isPositive();
            }
            assertThat(model.parameters()).isEqualTo(model.design().cost().parameters());
        } catch (DesignException e) {
            assertThat(e.getMessage()).contains("too large");
        }
    }
}
