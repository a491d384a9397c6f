package io.ayni.connectors.translate;

import org.agrona.collections.Int2IntHashMap;

import java.util.Map;

/** DE39 between the words of a peer and ours; a code that is not named is the same in both. No allocation. */
public final class ResponseCodes {
    /** Of a peer that means what we mean. */
    public static final ResponseCodes SAME = new ResponseCodes(Map.of(), Map.of());
    private static final int UNNAMED = -1;

    private final Int2IntHashMap ours = new Int2IntHashMap(UNNAMED);
    private final Int2IntHashMap theirs = new Int2IntHashMap(UNNAMED);

    /**
     * @param toOurs   of what the peer says; codes packed as {@link io.ayni.core.command.ResponseCode} does
     * @param toTheirs of what we say
     */
    public ResponseCodes(final Map<Integer, Integer> toOurs, final Map<Integer, Integer> toTheirs) {
        toOurs.forEach((from, to) -> ours.put(from.intValue(), to.intValue()));
        toTheirs.forEach((from, to) -> theirs.put(from.intValue(), to.intValue()));
    }

    int toOurs(final int code) {
        final int named = ours.isEmpty() ? UNNAMED : ours.get(code);
        return named == UNNAMED ? code : named;
    }

    int toTheirs(final int code) {
        final int named = theirs.isEmpty() ? UNNAMED : theirs.get(code);
        return named == UNNAMED ? code : named;
    }
}
