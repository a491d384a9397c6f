package io.ayni.connectors.receipt;

import java.util.List;

/** A table of RFC 4180. A cell that a spreadsheet would take for a formula is made text. */
final class Csv {
    private final StringBuilder text = new StringBuilder();

    void row(final List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",").append(cell(cells.get(i)));
        }
        text.append("\r\n");
    }

    private static String cell(final String value) {
        final boolean isFormula = !value.isEmpty() && "=+@".indexOf(value.charAt(0)) >= 0;
        final String safe = isFormula ? '\'' + value : value;
        final boolean needsQuotes = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
