package dev.braid.visuals.theme;

import dev.braid.engine.block.BlockType.Category;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** The colours of {@link Tint} and {@link Theme} as a style sheet, so that they stand in one place only. */
final class Colours {
    private Colours() {}

    /** A sheet that defines all looked-up colours and the size of text, as an address that holds it whole. */
    static String sheet(Theme theme, double fontSize) {
        return "data:text/css;charset=UTF-8;base64,"
                + Base64.getEncoder().encodeToString(text(theme, fontSize).getBytes(StandardCharsets.UTF_8));
    }

    static String text(Theme theme, double fontSize) {
        StringBuilder css = new StringBuilder(".root {\n");
        css.append(String.format(Locale.ROOT, "  -fx-font-size: %.0fpx;%n", fontSize));
        for (Tint tint : Tint.values()) {
            define(css, tint.looked(), tint.rgb(theme));
        }
        List<Integer> series = theme.series();
        for (int i = 0; i < series.size(); i++) {
            define(css, "-braid-series-" + (i + 1), series.get(i));
        }
        css.append("}\n");
        // An icon of a font measures em by itself: every pass would enlarge it, so its size is given in pixels.
        css.append(String.format(Locale.ROOT, ".root .ikonli-font-icon { -fx-icon-size: %.0fpx; }%n", 1.3 * fontSize));
        for (Category category : Category.values()) {
            String looked = Theme.category(category).looked();
            css.append('.').append(Theme.categoryStyle(category)).append(" {\n");
            css.append("  -braid-category: ").append(looked).append(";\n");
            css.append("  -braid-category-ground: ").append(looked).append("-ground;\n}\n");
        }
        return css.toString();
    }

    private static void define(StringBuilder css, String name, int rgb) {
        css.append(String.format(Locale.ROOT, "  %s: #%06x;%n", name, rgb));
    }
}
