package io.ayni.perf.report;

import java.util.List;

/** One HTML page, built from the top down. */
public final class Page {
    private static final String HEAD = """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        body { font: 15px/1.45 system-ui, sans-serif; color: #222; max-width: 900px; margin: 2em auto; padding: 0 1em }
        h1 { font-size: 1.4em } h2 { font-size: 1.1em; margin-top: 1.6em }
        table { border-collapse: collapse; margin: .6em 0 } th, td { padding: .2em .9em .2em 0; text-align: right }
        th:first-child, td:first-child { text-align: left } thead th { border-bottom: 1px solid #999 }
        .warning { background: #fff3cd; border-left: 4px solid #c1440e; padding: .4em .8em }
        svg { width: 100%%; height: auto; margin: .6em 0 } svg .grid { stroke: #ddd } svg .title { font-weight: 600 }
        svg text { font: 12px system-ui, sans-serif; fill: #444 }
        </style></head><body>
        <h1>%s</h1>
        """;

    private final StringBuilder html;

    public Page(final String title) {
        html = new StringBuilder(HEAD.formatted(escaped(title), escaped(title)));
    }

    public Page heading(final String text) {
        html.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    public Page paragraph(final String text) {
        html.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    public Page warning(final String text) {
        html.append("<p class=\"warning\">").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** A table; each row has as many cells as there are columns. */
    public Page table(final List<String> columns, final List<List<String>> rows) {
        html.append("<table><thead><tr>");
        columns.forEach(column -> html.append("<th>").append(escaped(column)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (final List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table>\n");
        return this;
    }

    public Page chart(final LineChart chart) {
        html.append(chart.svg());
        return this;
    }

    /** @return the whole file. */
    public String html() {
        return html + "</body></html>\n";
    }

    static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
