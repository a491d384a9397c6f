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
        /** Not booked, answered with a code, perhaps one that nobody knows. */
        DECLINE,
        /** Lost on the way: neither booked nor answered. */
        LOST,
        /** Taken and not decided yet: a biller says so, an ISO 8583 network stays silent. */
        PENDING,
        /** Booked, answered with another amount. */
        WRONG_AMOUNT,
        /** Booked; the answer lacks what says whose it is: DE41, a biller's status. */
        INCOMPLETE,
        /** Booked; the answer goes out behind the one that comes next. */
        REORDER,
        /** Booked, answered with bytes that mean nothing. */
        GARBAGE,
        /** Booked; half of the answer, then the connection ends. */
        HALF,
        /** Booked; the connection ends instead of an answer. */
        CUT
    }

    public static final Fault NONE = of(Kind.NONE);
    public static final Fault NEVER = of(Kind.NEVER);
    public static final Fault TWICE = of(Kind.TWICE);
    public static final Fault LOST = of(Kind.LOST);
    public static final Fault PENDING = of(Kind.PENDING);

    /** @param kind one that needs neither a delay nor a code */
    public static Fault of(final Kind kind) {
        if (kind == Kind.LATE || kind == Kind.DECLINE) {
            throw new IllegalArgumentException(kind + " needs to know more");
        }
        return new Fault(kind, 0, "00");
    }

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
