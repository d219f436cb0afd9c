package dev.braid.engine.cli;

import java.util.ArrayList;
import java.util.List;

/** A table of plain text: first column to the left, numbers to the right, two spaces between columns. */
final class TextTable {
    private final List<String[]> rows = new ArrayList<>();
    private final int leftColumns;

    /**
     * @param leftColumns how many columns, from the first on, are words
     * @param titles of the columns
     */
    TextTable(int leftColumns, String... titles) {
        this.leftColumns = leftColumns;
        rows.add(titles);
    }

    /** Adds a row with a cell for each column. */
    TextTable row(String... cells) {
        rows.add(cells);
        return this;
    }

    /** The lines, without trailing blanks. */
    List<String> lines() {
        int[] widths = new int[rows.getFirst().length];
        for (String[] row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row[i].codePointCount(0, row[i].length()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String blanks = " ".repeat(widths[i] - row[i].codePointCount(0, row[i].length()));
                line.append(i == 0 ? "" : "  ").append(i < leftColumns ? row[i] + blanks : blanks + row[i]);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    @Override
    public String toString() {
        return String.join(System.lineSeparator(), lines());
    }
}
