package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import io.ayni.perf.report.LineChart;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class LoadPageTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void onePageHasAllFiguresAndPlotsAndNeedsNothingElse() throws Exception {
        final Histogram latency = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
        latency.recordValueWithCount(2 * MS, 990);
        latency.recordValueWithCount(90 * MS, 10);
        final Histogram lag = new Histogram(LoadStats.HIGHEST_LATENCY_NS, 3);
        lag.recordValueWithCount(5 * MS, 1_000);
        final LoadResult result = new LoadResult(new SendSchedule(1_000, 1_000 * MS, 0), 1_000, 1_000, 1_000, 1_000,
            new TreeMap<>(Map.of("00", 999L, "51", 1L)), 1, 0, 0, 0, 0, 0, latency, lag,
            List.of(new OperationResult("balance", latency, Map.of("00", 1_000L), 0)), 0);

        final String page = LoadPage.of("json <1,000/s>", result,
            List.of(new LatencyLog.Second(1_000, 2 * MS, 90 * MS, 91 * MS), new LatencyLog.Second(990, 2 * MS, MS, MS)));

        assertThat(page).contains("json &lt;1,000/s&gt;", "FAILED: the rate was reached, with 1 errors.",
            "the generator itself fell behind: 1,000 requests", "<td>balance</td>", "code 00: 999, code 51: 1", "Percentiles", "Latency over time",
            "Throughput", "99.9 %");
        assertThat(page).as("opens without a network").doesNotContain("<script", "<link", "src=")
            .doesNotContainPattern("https?://(?!www\\.w3\\.org/2000/svg)");
        assertThat(page.split("<svg ")).hasSize(4);
    }

    @Test
    void aLineGoesFromTheLeastToTheGreatestOfTheAxisToTheRight() throws Exception {
        final Document svg = parsed(new LineChart("a & b", "x", "y").line("one", new double[] {0, 10},
            new double[] {0, 50}).line("two", new double[] {5, 10}, new double[] {25, 25}).svg());

        assertThat(points(svg, 0)).isEqualTo("80.0,256.0 840.0,48.0");
        assertThat(points(svg, 1)).isEqualTo("460.0,152.0 840.0,152.0");
        assertThat(svg.getElementsByTagName("text").item(0).getTextContent()).isEqualTo("a & b");
    }

    @Test
    void marksAreRoundNumbersUpToTheFirstAboveTheLine() throws Exception {
        final Document svg = parsed(new LineChart("t", "x", "y")
            .line("one", new double[] {1, 16}, new double[] {37, 1_017}).svg());

        assertThat(texts(svg)).contains("0", "200", "400", "600", "800", "1,000", "1,200", "5", "10", "15")
            .doesNotContain("1,017", "1", "16");
        assertThat(points(svg, 0)).endsWith(" 840.0,79.7");
    }

    @Test
    void aLogarithmicAxisHasAStepForEachPowerOfTen() throws Exception {
        final Document svg = parsed(new LineChart("t", "x", "y").logarithmic()
            .line("one", new double[] {0, 1, 2}, new double[] {10, 100, 1_000}).xMark(1, "middle").svg());

        assertThat(points(svg, 0)).isEqualTo("80.0,256.0 460.0,152.0 840.0,48.0");
        assertThat(svg.getElementsByTagName("line").getLength()).as("three powers and one mark").isEqualTo(4);
    }

    @Test
    void nothingToDrawIsSaid() throws Exception {
        assertThat(new LineChart("t", "x", "y").line("one", new double[0], new double[0]).svg())
            .contains("nothing to draw");
        parsed(new LineChart("t", "x", "y").line("flat", new double[] {1}, new double[] {0}).svg());
    }

    private static List<String> texts(final Document svg) {
        final NodeList all = svg.getElementsByTagName("text");
        return IntStream.range(0, all.getLength()).mapToObj(i -> all.item(i).getTextContent()).toList();
    }

    private static String points(final Document svg, final int line) {
        return svg.getElementsByTagName("polyline").item(line).getAttributes().getNamedItem("points").getNodeValue()
            .strip();
    }

    private static Document parsed(final String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    }
}
