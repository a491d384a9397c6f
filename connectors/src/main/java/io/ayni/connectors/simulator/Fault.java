package io.ayni.connectors.simulator;

/**
 * What a simulated network does with a request instead of answering it at once with yes.
 *
 * @param kind         what
 * @param delayMs      of {@link Kind#LATE}
 * @param responseCode of {@link Kind#DECLINE}
 */
public record Fault(Kind kind, long delayMs, String responseCode) {
    /** What happens to the request and to its answer. */
    public enum Kind {
        /** Booked and answered at once. */
        NONE,
        /** Booked at once, answered later. */
        LATE,
        /** Booked, never answered. */
        NEVER,
        /** Booked once, answered twice. */
        TWICE,
        /** Not booked, answered with a code. */
        DECLINE,
        /** Lost on the way: neither booked nor answered. */
        LOST,
        /** Taken and not decided yet: a biller says so, an ISO 8583 network stays silent. */
        PENDING
    }

    public static final Fault NONE = new Fault(Kind.NONE, 0, "00");
    public static final Fault NEVER = new Fault(Kind.NEVER, 0, "00");
    public static final Fault TWICE = new Fault(Kind.TWICE, 0, "00");
    public static final Fault LOST = new Fault(Kind.LOST, 0, "00");
    public static final Fault PENDING = new Fault(Kind.PENDING, 0, "00");

    public static Fault late(final long delayMs) {
        return new Fault(Kind.LATE, delayMs, "00");
    }

    /** @param responseCode DE39, two characters other than 00 */
    public static Fault decline(final String responseCode) {
        if (responseCode.length() != 2 || responseCode.equals("00")) {
            throw new IllegalArgumentException("no decline: " + responseCode);
        }
        return new Fault(Kind.DECLINE, 0, responseCode);
    }
}
