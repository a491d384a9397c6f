package io.ayni.perf.bench;

import java.util.Locale;

/**
 * One goal of the project and what came out.
 *
 * @param what     the case
 * @param aim      in words
 * @param measured the figure that is held against the bound
 * @param bound    what it must reach, or stay within
 * @param atLeast  whether the bound is a least; else it is a most
 * @param unit     of both; {@code x} for a ratio
 */
record Goal(String what, String aim, double measured, double bound, boolean atLeast, String unit) {
    static Goal atLeast(
        final String what, final String aim, final double measured, final double bound, final String unit) {
        return new Goal(what, aim, measured, bound, true, unit);
    }

    static Goal atMost(
        final String what, final String aim, final double measured, final double bound, final String unit) {
        return new Goal(what, aim, measured, bound, false, unit);
    }

    /** Could not be measured here. */
    static Goal left(final String what, final String aim) {
        return new Goal(what, aim, Double.NaN, Double.NaN, true, "");
    }

    boolean isMeasured() {
        return !Double.isNaN(measured);
    }

    boolean isMet() {
        return atLeast ? measured >= bound : measured <= bound;
    }

    /** @return how the figure stands to its bound, in per cent of the bound. */
    String by() {
        if (!isMeasured()) {
            return "";
        }
        final double share = bound == 0 ? measured : Math.abs(measured - bound) / bound * 100;
        final String unitOfShare = bound == 0 ? " " + unit : " %";
        return String.format(Locale.ROOT, "%.0f%s %s", share, unitOfShare, measured >= bound ? "above" : "below");
    }

    String verdict() {
        return !isMeasured() ? "not measured" : isMet() ? "met" : "missed";
    }
}
