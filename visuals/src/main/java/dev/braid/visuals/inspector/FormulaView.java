package dev.braid.visuals.inspector;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/**
 * Sets a formula written in Unicode: letters that stand for quantities in italics, names of functions upright, indices
 * and exponents small and shifted, the source in small print. Long formulas wrap.
 */
final class FormulaView extends VBox {
    private static final Pattern SOURCE = Pattern.compile("\\(.*\\d{4}.*\\)", Pattern.DOTALL);
    private static final Pattern BREAK = Pattern.compile(" {3,}|(?<=;) {2,}");
    /** One letter, perhaps transposed. */
    private static final Pattern QUANTITY = Pattern.compile("(?!Σ)\\p{L}\\p{Lm}?");

    private static final Pattern TOKEN =
            Pattern.compile("[_^](\\{[^}]*}|\\([^)]*\\)|-?[\\p{L}\\p{N}]+(,[\\p{L}])?)|\\p{L}+|[^\\p{L}_^]+|[_^]");

    /** How a piece of a formula is set. */
    enum Style {
        /** A quantity. */
        ITALIC,
        /** A function, a number, a sign. */
        UPRIGHT,
        /** Below the line. */
        INDEX,
        /** Above the line. */
        EXPONENT
    }

    /**
     * A piece of a formula.
     *
     * @param text the letters
     * @param style how they are set
     */
    record Piece(String text, Style style) {}

    FormulaView(String formula) {
        getStyleClass().add("formula");
        setAccessibleText("Formula: " + formula.replaceAll("\\s+", " "));
        for (String line : lines(formula)) {
            TextFlow flow = new TextFlow();
            if (SOURCE.matcher(line).matches()) {
                Text source = new Text(line.substring(1, line.length() - 1));
                source.getStyleClass().add("formula-source");
                flow.getChildren().add(source);
            } else {
                for (Piece piece : pieces(line)) {
                    Text text = new Text(piece.text());
                    text.getStyleClass()
                            .addAll(
                                    "formula-text",
                                    switch (piece.style()) {
                                        case ITALIC -> "formula-italic";
                                        case UPRIGHT -> "formula-upright";
                                        case INDEX -> "formula-index";
                                        case EXPONENT -> "formula-exponent";
                                    });
                    flow.getChildren().add(text);
                }
            }
            getChildren().add(flow);
        }
    }

    /** The lines of a formula, each as long as its author wanted it, and the source on its own. */
    static List<String> lines(String formula) {
        List<String> lines = new ArrayList<>();
        for (String line : formula.strip().split("\n")) {
            for (String part : BREAK.split(line.strip())) {
                if (!part.isBlank()) {
                    lines.add(part.strip());
                }
            }
        }
        return lines;
    }

    static List<Piece> pieces(String line) {
        List<Piece> pieces = new ArrayList<>();
        Matcher tokens = TOKEN.matcher(line);
        while (tokens.find()) {
            String token = tokens.group();
            char first = token.charAt(0);
            if (token.length() > 1 && (first == '_' || first == '^')) {
                String inner = token.substring(1);
                boolean braces = inner.startsWith("{") || inner.startsWith("(");
                pieces.add(new Piece(
                        braces ? inner.substring(1, inner.length() - 1) : inner,
                        first == '_' ? Style.INDEX : Style.EXPONENT));
            } else {
                pieces.add(new Piece(token, QUANTITY.matcher(token).matches() ? Style.ITALIC : Style.UPRIGHT));
            }
        }
        return pieces;
    }
}
