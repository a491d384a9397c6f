package io.ayni.perf.load;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.HdrHistogram.Histogram;

/**
 * What a latency must stay within.
 *
 * @param percentile from 0 to 100
 */
record LatencyBound(double percentile, long maxNs) {
    private static final Pattern FORM = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?)=(\\d{1,6})(us|ms)");

    /**
     * @param text {@code p99=5ms}
     * @throws IllegalArgumentException saying what is expected
     */
    static LatencyBound parse(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no latency bound like p99=5ms or p99.9=800us");
        }
        final TimeUnit unit = matcher.group(3).equals("us") ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
        return new LatencyBound(Double.parseDouble(matcher.group(1)), unit.toNanos(Long.parseLong(matcher.group(2))));
    }

    boolean holdsFor(final Histogram latency) {
        return latency.getValueAtPercentile(percentile) <= maxNs;
    }
}
