package io.ayni.perf.soak;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can go wrong in a soak. */
enum FaultKind {
    LATE, DROP, LOSE, DUPLICATE, DECLINE, UNKNOWN_CODE, PENDING, WRONG_AMOUNT, INCOMPLETE, REORDER, GARBAGE, HALF, CUT,
    /** A network is gone for a moment. */
    FLAP,
    /** A network is gone for seconds. */
    DOWN,
    /** A network does not read. */
    PAUSE,
    /** A network answers no echo. */
    SILENT,
    /** A caller ends its connection. */
    HANG_UP,
    /** kill -9 of the switch. */
    KILL;

    /** @return whether a link may go down of it. */
    boolean breaksLinks() {
        return compareTo(REORDER) > 0;
    }

    /** @return what stands on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param text words with commas; {@code all} is everything but kill, {@code none} nothing
     * @throws IllegalArgumentException naming the word that is none
     */
    static Set<FaultKind> parse(final String text) {
        final Set<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
        for (final String word : text.split(",")) {
            switch (word) {
                case "all" -> faults.addAll(EnumSet.complementOf(EnumSet.of(KILL)));
                case "none" -> { }
                default -> faults.add(of(word));
            }
        }
        return faults;
    }

    private static FaultKind of(final String word) {
        for (final FaultKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is no fault: all, none, "
            + String.join(", ", EnumSet.allOf(FaultKind.class).stream().map(FaultKind::word).toList()));
    }
}
