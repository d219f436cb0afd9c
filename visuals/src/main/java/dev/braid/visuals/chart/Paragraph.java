package dev.braid.visuals.chart;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Breaks text into lines. */
final class Paragraph {
    private Paragraph() {}

    /** The lines of a text that fit into a width, at most so many; what does not fit ends in an ellipsis. */
    static List<String> lines(String text, FontMetrics metrics, double width, int most) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (line.isEmpty() || metrics.stringWidth(longer) <= width) {
                line = longer;
            } else {
                lines.add(line);
                line = word;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        if (lines.size() > most) {
            String rest = String.join(" ", lines.subList(most - 1, lines.size()));
            lines.subList(most - 1, lines.size()).clear();
            lines.add(rest);
        }
        lines.replaceAll(each -> fitting(each, metrics, width));
        return lines;
    }

    /** The beginning of a text that fits, with an ellipsis if that is not all of it. */
    static String fitting(String text, FontMetrics metrics, double width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        String shorter = text;
        while (shorter.length() > 1 && metrics.stringWidth(shorter + "\u2026") > width) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter.strip() + "\u2026";
    }
}
