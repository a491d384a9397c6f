package io.ayni.perf.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over one axis each way, as SVG. The axis to the right goes from the least to the greatest value, the one upwards
 * from 0 to the first round number above; a logarithmic axis has a mark at each power of ten.
 */
public final class LineChart {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 300;
    private static final int LEFT = 80;
    private static final int RIGHT = 20;
    private static final int TOP = 48;
    private static final int BOTTOM = 44;
    /** An axis has at most so many steps. */
    private static final int STEPS = 6;
    private static final String[] COLOURS = {"#0b6e4f", "#c1440e", "#3d5a98", "#8a6d00", "#7b2d8b", "#4d4d4d"};

    private record Line(String name, double[] xs, double[] ys) {
    }

    private record Mark(double value, String label) {
    }

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Line> lines = new ArrayList<>();
    private final List<Mark> xMarks = new ArrayList<>();
    private boolean isLogarithmic;

    public LineChart(final String title, final String xLabel, final String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** The axis upwards by powers of ten: for what differs by orders of magnitude. Values below 1 are drawn at 1. */
    public LineChart logarithmic() {
        isLogarithmic = true;
        return this;
    }

    /** Adds a line; both arrays have the same length. */
    public LineChart line(final String name, final double[] xs, final double[] ys) {
        if (xs.length != ys.length) {
            throw new IllegalArgumentException(name + ": " + xs.length + " and " + ys.length + " values");
        }
        lines.add(new Line(name, xs.clone(), ys.clone()));
        return this;
    }

    /** Puts a mark of one's own on the axis to the right, instead of those that would be chosen. */
    public LineChart xMark(final double value, final String label) {
        xMarks.add(new Mark(value, label));
        return this;
    }

    /** @return an {@code svg} element; one that says there is nothing to draw when there is not. */
    public String svg() {
        final StringBuilder svg = new StringBuilder(String.format(Locale.ROOT,
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">%n", WIDTH, HEIGHT));
        text(svg, LEFT, 20, "start", "title", title);
        if (lines.stream().allMatch(line -> line.xs.length == 0)) {
            text(svg, WIDTH / 2.0, HEIGHT / 2.0, "middle", "mark", "nothing to draw");
            return svg.append("</svg>\n").toString();
        }
        final double[] x = extent(true);
        final double[] y = extent(false);
        grid(svg, x, y);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), x, y, COLOURS[i % COLOURS.length]);
            legend(svg, i, lines.get(i).name);
        }
        return svg.append("</svg>\n").toString();
    }

    private double[] extent(final boolean ofX) {
        double least = Double.MAX_VALUE;
        double greatest = -Double.MAX_VALUE;
        for (final Line line : lines) {
            for (final double value : ofX ? line.xs : line.ys) {
                final double scaled = ofX ? value : scaled(value);
                least = Math.min(least, scaled);
                greatest = Math.max(greatest, scaled);
            }
        }
        if (!ofX) {
            least = isLogarithmic ? Math.floor(least) : Math.min(0, least);
            greatest = isLogarithmic ? Math.ceil(greatest) : upToRound(least, greatest);
        }
        return new double[] {least, greatest > least ? greatest : least + 1};
    }

    private static double upToRound(final double least, final double greatest) {
        final double step = step(greatest - least);
        return step * Math.ceil(greatest / step);
    }

    /** @return 1, 2 or 5 times a power of ten, so that at most {@link #STEPS} of them are the span. */
    private static double step(final double span) {
        if (span <= 0) {
            return 1;
        }
        final double rough = span / STEPS;
        final double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (final int times : new int[] {1, 2, 5}) {
            if (times * power >= rough) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private double scaled(final double y) {
        return isLogarithmic ? Math.log10(Math.max(1, y)) : y;
    }

    private void grid(final StringBuilder svg, final double[] x, final double[] y) {
        final double step = isLogarithmic ? 1 : step(y[1] - y[0]);
        final long steps = Math.round((y[1] - y[0]) / step);
        for (int i = 0; i <= steps; i++) {
            final double value = y[0] + i * step;
            final double at = down(value, y);
            svg.append(String.format(Locale.ROOT,
                "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>%n", LEFT, at, WIDTH - RIGHT, at));
            text(svg, LEFT - 6, at + 4, "end", "mark", number(isLogarithmic ? Math.pow(10, value) : value));
        }
        for (final Mark mark : xMarks.isEmpty() ? marks(x) : xMarks) {
            if (mark.value >= x[0] && mark.value <= x[1]) {
                final double at = right(mark.value, x);
                svg.append(String.format(Locale.ROOT,
                    "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n", at, TOP, at, HEIGHT - BOTTOM));
                text(svg, at, HEIGHT - BOTTOM + 16, "middle", "mark", mark.label);
            }
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", "label", xLabel);
        text(svg, 4, TOP - 12, "start", "label", yLabel);
    }

    private static List<Mark> marks(final double[] x) {
        final List<Mark> marks = new ArrayList<>();
        final double step = step(x[1] - x[0]);
        for (double value = step * Math.ceil(x[0] / step); value <= x[1]; value += step) {
            marks.add(new Mark(value, number(value)));
        }
        return marks;
    }

    private void draw(
        final StringBuilder svg, final Line line, final double[] x, final double[] y, final String colour) {
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour).append("\" points=\"");
        for (int i = 0; i < line.xs.length; i++) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", right(line.xs[i], x), down(scaled(line.ys[i]), y)));
        }
        svg.append("\"/>\n");
    }

    private void legend(final StringBuilder svg, final int index, final String name) {
        final int x = WIDTH - RIGHT - 110 * (lines.size() - index);
        svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"12\" width=\"12\" height=\"4\" fill=\"%s\"/>%n", x,
            COLOURS[index % COLOURS.length]));
        text(svg, x + 17, 18, "start", "mark", name);
    }

    private static double right(final double value, final double[] x) {
        return LEFT + (value - x[0]) / (x[1] - x[0]) * (WIDTH - LEFT - RIGHT);
    }

    private static double down(final double value, final double[] y) {
        return HEIGHT - BOTTOM - (value - y[0]) / (y[1] - y[0]) * (HEIGHT - TOP - BOTTOM);
    }

    private static void text(
        final StringBuilder svg, final double x, final double y, final String anchor, final String style,
        final String text) {
        svg.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>%n",
            x, y, anchor, style, Page.escaped(text)));
    }

    private static String number(final double value) {
        return String.format(Locale.ROOT, Math.abs(value) >= 10 || value == Math.rint(value) ? "%,.0f" : "%.1f", value);
    }
}
