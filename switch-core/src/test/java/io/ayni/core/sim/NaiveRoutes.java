package io.ayni.core.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Which link a payment takes, by text and lists: a card goes by the longest beginning of its number that somebody wrote
 * down, all else by institution. Of the links that work, those of the first rank share what there is.
 */
final class NaiveRoutes {
    /** 0: none. */
    static final int NONE = 0;

    private static final long FIRST_FACTOR = 0xFF51_AFD7_ED55_8CCDL;
    private static final long SECOND_FACTOR = 0xC4CE_B9FE_1A85_EC53L;

    private NaiveRoutes() {
    }

    /** @return those that lead there, best rank first, whether they work or not. */
    static List<Terms.Route> of(final long institution, final int bin) {
        final String card = bin == 0 ? "" : Integer.toString(bin);
        String longest = "";
        for (final Terms.Route route : Terms.ROUTES) {
            if (card.startsWith(route.prefix()) && route.prefix().length() > longest.length()) {
                longest = route.prefix();
            }
        }
        final List<Terms.Route> found = new ArrayList<>();
        for (final Terms.Route route : Terms.ROUTES) {
            if (longest.isEmpty() ? route.prefix().isEmpty() && route.institution() == institution
                : route.prefix().equals(longest)) {
                found.add(route);
            }
        }
        found.sort(Comparator.comparingInt(Terms.Route::priority));
        return found;
    }

    /** @return the link that a payment takes of those which work, or {@link #NONE}. */
    static int pick(final List<Terms.Route> routes, final long paymentId, final IntPredicate works) {
        final List<Integer> shares = new ArrayList<>();
        int rank = -1;
        for (final Terms.Route route : routes) {
            if (works.test(route.linkId()) && (rank < 0 || route.priority() == rank)) {
                rank = route.priority();
                for (int i = 0; i < route.weight(); i++) {
                    shares.add(route.linkId());
                }
            }
        }
        return shares.isEmpty() ? NONE : shares.get((int) Long.remainderUnsigned(spread(paymentId), shares.size()));
    }

    /** The finalizer of MurmurHash3, which the engine says that it spreads payments by. */
    private static long spread(final long paymentId) {
        long h = (paymentId ^ paymentId >>> 33) * FIRST_FACTOR;
        h = (h ^ h >>> 33) * SECOND_FACTOR;
        return h ^ h >>> 33;
    }
}
