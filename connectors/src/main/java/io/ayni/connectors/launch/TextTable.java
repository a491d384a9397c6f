package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of text under headings, each column as wide as its widest cell. A heading that begins with a blank goes right. */
final class TextTable {
    private static final String GAP = "  ";

    private final String[] headings;
    private final List<String[]> rows = new ArrayList<>();

    TextTable(final String... headings) {
        this.headings = headings;
    }

    TextTable row(final Object... cells) {
        final String[] row = new String[headings.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = String.valueOf(cells[i]);
        }
        rows.add(row);
        return this;
    }

    void print(final PrintWriter out) {
        final int[] widths = new int[headings.length];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = headings[i].strip().length();
            for (final String[] row : rows) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        final String[] titles = new String[headings.length];
        for (int i = 0; i < titles.length; i++) {
            titles[i] = headings[i].strip();
        }
        print(out, titles, widths);
        rows.forEach(row -> print(out, row, widths));
    }

    private void print(final PrintWriter out, final String[] cells, final int[] widths) {
        final StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            final String padding = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : GAP).append(headings[i].startsWith(" ") ? padding + cells[i] : cells[i] + padding);
        }
        out.println(line.toString().stripTrailing());
    }
}
