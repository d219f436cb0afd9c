package dev.braid.visuals.inspector;

import static dev.braid.visuals.inspector.FormulaView.Style.EXPONENT;
import static dev.braid.visuals.inspector.FormulaView.Style.INDEX;
import static dev.braid.visuals.inspector.FormulaView.Style.ITALIC;
import static dev.braid.visuals.inspector.FormulaView.Style.UPRIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.engine.block.standard.StandardBlocks;
import dev.braid.visuals.inspector.FormulaView.Piece;
import org.junit.jupiter.api.Test;

/** Formulas are taken apart without losing anything. */
class FormulaViewTest {
    @Test
    void indices_exponents_quantities_and_functions() {
        assertThat(FormulaView.pieces("h_{t−1} = softmax(x)^(−2i/P)"))
                .containsExactly(
                        new Piece("h", ITALIC),
                        new Piece("t−1", INDEX),
                        new Piece(" = ", UPRIGHT),
                        new Piece("softmax", UPRIGHT),
                        new Piece("(", UPRIGHT),
                        new Piece("x", ITALIC),
                        new Piece(")", UPRIGHT),
                        new Piece("−2i/P", EXPONENT));
    }

    @Test
    void every_formula_keeps_all_its_letters() {
        assertThat(StandardBlocks.ALL)
                .allSatisfy(type -> FormulaView.lines(type.formula()).forEach(line -> {
                    StringBuilder set = new StringBuilder();
                    FormulaView.pieces(line).forEach(piece -> set.append(piece.text()));
                    assertThat(set.toString()).as(type.id()).isEqualTo(stripped(line));
                }));
    }

    /** Without the marks that became a style. */
    private static String stripped(String line) {
        return line.replaceAll("[_^]\\{([^}]*)}", "$1")
                .replaceAll("[_^]\\(([^)]*)\\)", "$1")
                .replaceAll("[_^](?=[\\p{L}\\p{N}(-])", "");
    }

    @Test
    void the_source_stands_on_a_line_of_its_own() {
        assertThat(FormulaView.lines("y = a + b;  z = c   (He et al. 2015)"))
                .containsExactly("y = a + b;", "z = c", "(He et al. 2015)");
    }
}
