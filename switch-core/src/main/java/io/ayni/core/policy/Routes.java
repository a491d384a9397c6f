package io.ayni.core.policy;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.PutPolicyDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which links reach an institution or the issuer of a card. Of those that take traffic, the ones of the lowest priority
 * share it by weight; which of them a payment takes follows from its id, so that every node chooses the same. A card
 * goes by the longest prefix of its BIN that has a route, else by the institution beside it.
 */
public final class Routes {
    /** No link. */
    public static final int NONE = 0;

    private final Route[] routes;

    /** @param binPrefix 0: by institution */
    private record Route(long institution, int linkId, int binPrefix, int priority, int weight) {
    }

    Routes(final PutPolicyDecoder.RoutesDecoder decoder) {
        final List<Route> read = new ArrayList<>();
        while (decoder.hasNext()) {
            decoder.next();
            final boolean isBare = decoder.weight() == PutPolicyDecoder.RoutesDecoder.weightNullValue();
            read.add(new Route(decoder.institution(), decoder.linkId(), isBare ? 0 : (int) decoder.cardBin(),
                isBare ? 0 : decoder.priority(), isBare ? 1 : Math.max(1, decoder.weight())));
        }
        read.sort(Comparator.comparingInt(Route::priority));
        routes = read.toArray(new Route[0]);
    }

    /** @return the first link of a route, whether it takes traffic or not; {@link #NONE} when there is no route. */
    public int first(final long institution, final int bin) {
        final int prefix = longestPrefix(bin);
        for (final Route route : routes) {
            if (fits(route, institution, prefix)) {
                return route.linkId();
            }
        }
        return NONE;
    }

    /**
     * @param institution packed, as the sender writes its own number: with the zeros before it or without
     * @return the first link of its route; {@link #NONE} when there is no route, or several institutions differ in zeros
     *     alone and none is written so
     */
    public int ofSender(final long institution) {
        final int exact = first(institution, 0);
        if (exact != NONE || institution == 0) {
            return exact;
        }
        Route found = null;
        for (final Route route : routes) {
            if (route.institution() != 0 && route.binPrefix() == 0
                && AccountNumber.value(route.institution()) == AccountNumber.value(institution)) {
                if (found != null && found.institution() != route.institution()) {
                    return NONE;
                }
                found = found == null ? route : found;
            }
        }
        return found == null ? NONE : found.linkId();
    }

    /** @return the link that a payment takes; {@link #NONE} when none of its route takes traffic. */
    public int pick(final long institution, final int bin, final long paymentId, final IntPredicate takesTraffic) {
        final int prefix = longestPrefix(bin);
        int priority = -1;
        int total = 0;
        for (final Route route : routes) {
            if (fits(route, institution, prefix) && (priority < 0 || route.priority() == priority)
                && takesTraffic.test(route.linkId())) {
                priority = route.priority();
                total += route.weight();
            }
        }
        if (total == 0) {
            return NONE;
        }
        long share = Long.remainderUnsigned(mixed(paymentId), total);
        for (final Route route : routes) {
            if (fits(route, institution, prefix) && route.priority() == priority
                && takesTraffic.test(route.linkId())) {
                share -= route.weight();
                if (share < 0) {
                    return route.linkId();
                }
            }
        }
        throw new IllegalStateException("weights of a route do not add up");
    }

    private int longestPrefix(final int bin) {
        int longest = 0;
        for (final Route route : routes) {
            if (route.binPrefix() > longest && isPrefix(route.binPrefix(), bin)) {
                longest = route.binPrefix();
            }
        }
        return longest;
    }

    private static boolean fits(final Route route, final long institution, final int prefix) {
        return prefix != 0 ? route.binPrefix() == prefix
            : route.binPrefix() == 0 && route.institution() == institution && institution != 0;
    }

    private static boolean isPrefix(final int prefix, final int bin) {
        int rest = bin;
        while (rest > prefix) {
            rest /= 10;
        }
        return rest == prefix;
    }

    private static long mixed(final long paymentId) {
        // Finalizer of MurmurHash3: ids made in sequence spread as well as random ones.
        long h = paymentId;
        h = (h ^ h >>> 33) * 0xFF51_AFD7_ED55_8CCDL;
        h = (h ^ h >>> 33) * 0xC4CE_B9FE_1A85_EC53L;
        return h ^ h >>> 33;
    }
}
