package io.ayni.perf.soak;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.collections.Long2LongCounterMap;

/**
 * What was answered to each request and to each reversal, and whether a finished one was answered otherwise when it was
 * repeated. Written by one thread, read when that has ended.
 */
final class Answers {
    private static final short NONE = 0;
    private static final short NOT_TAKEN = pack("96");
    private static final short SILENT = pack("68");
    private static final short LINK_DOWN = pack("91");
    /** A switch that has no room says 96 of a request that it has, too: only one that stays so is an answer. */
    private static final int REFUSALS_BELIEVED = 4;

    private final Long2LongCounterMap refusals = new Long2LongCounterMap(0);
    private short[] codes = new short[1 << 16];
    private boolean[] isChanged = new boolean[1 << 16];

    /**
     * @param isOpenAtFirst whether 68 may become another code by itself, so that two answers may overtake each other
     * @return whether it is the first that counts to this message
     */
    boolean put(final long message, final String code, final boolean isOpenAtFirst) {
        final int at = (int) message;
        if (at >= codes.length) {
            codes = Arrays.copyOf(codes, at * 2);
            isChanged = Arrays.copyOf(isChanged, at * 2);
        }
        final short known = codes[at];
        final short next = pack(code);
        if (next == NOT_TAKEN && (known != NONE || refusals.incrementAndGet(message) < REFUSALS_BELIEVED)) {
            return false;
        }
        if (known == NONE || known == NOT_TAKEN || isOpenAtFirst && (known == SILENT || known == LINK_DOWN)) {
            codes[at] = next;
        } else if (known != next && !(isOpenAtFirst && (next == SILENT || next == LINK_DOWN))) {
            isChanged[at] = true;
        }
        return known == NONE;
    }

    boolean has(final long message) {
        return message < codes.length && codes[(int) message] != NONE;
    }

    /** @return two characters; empty when there was no answer. */
    String code(final long message) {
        return has(message) ? text(codes[(int) message]) : "";
    }

    /** @return whether a finished request got another answer when it was repeated. */
    boolean isChanged(final long message) {
        return message < codes.length && isChanged[(int) message];
    }

    /** @return how many messages have each code as their last. */
    Map<String, Long> byCode() {
        final Map<String, Long> counts = new TreeMap<>();
        for (final short code : codes) {
            if (code != NONE) {
                counts.merge(text(code), 1L, Long::sum);
            }
        }
        return counts;
    }

    private static short pack(final String code) {
        return (short) (code.charAt(0) << 8 | code.charAt(1));
    }

    private static String text(final short code) {
        return "" + (char) (code >> 8) + (char) (code & 0xFF);
    }
}
