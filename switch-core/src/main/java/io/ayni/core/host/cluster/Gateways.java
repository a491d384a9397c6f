package io.ayni.core.host.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which gateway speaks through which session, and which of them has each link. Replicated: the same on every node after
 * the same log, and part of the snapshot. A link lives on one gateway at a time; others that claim it wait in the order
 * of their claims.
 */
final class Gateways {
    static final long NOBODY = -1;

    /** A gateway that is there. */
    static final class Gateway {
        final int id;
        long sessionId;
        /** Highest number of its commands that is in the log. */
        long received;

        Gateway(final int id, final long sessionId, final long received) {
            this.id = id;
            this.sessionId = sessionId;
            this.received = received;
        }
    }

    /** Ascending by id: a handful, searched from the front. */
    private final List<Gateway> gateways = new ArrayList<>();
    /** Of each link the sessions that claim it; the first has it. */
    private final TreeMap<Integer, List<Long>> claims = new TreeMap<>();

    /** @return the session through which this gateway spoke until now, {@link #NOBODY} if it is new. */
    long hello(final int gatewayId, final long sessionId) {
        final Gateway known = byId(gatewayId);
        if (known == null) {
            restore(gatewayId, sessionId, 0);
            return NOBODY;
        }
        final long before = known.sessionId;
        known.sessionId = sessionId;
        return before == sessionId ? NOBODY : before;
    }

    /** @return whether the session has the link now. */
    boolean claim(final int linkId, final long sessionId) {
        final List<Long> sessions = claims.computeIfAbsent(linkId, link -> new ArrayList<>());
        if (!sessions.contains(sessionId)) {
            sessions.add(sessionId);
        }
        return sessions.getFirst() == sessionId;
    }

    /** @return the session that has the link, or {@link #NOBODY}. */
    long ownerOf(final int linkId) {
        final List<Long> sessions = claims.get(linkId);
        return sessions == null ? NOBODY : sessions.getFirst();
    }

    /** @return links that this session has, ascending. */
    List<Integer> linksOf(final long sessionId) {
        return claims.entrySet().stream().filter(each -> each.getValue().getFirst() == sessionId)
            .map(Map.Entry::getKey).toList();
    }

    /** Takes every claim of the session back; who claimed after it moves up. */
    void unclaim(final long sessionId) {
        claims.values().removeIf(sessions -> {
            sessions.remove(sessionId);
            return sessions.isEmpty();
        });
    }

    /** The session is gone, and its gateway with it if it did not come back through another one. */
    void remove(final long sessionId) {
        gateways.removeIf(gateway -> gateway.sessionId == sessionId);
    }

    /** @return null if it is not there. */
    Gateway byId(final long gatewayId) {
        for (int i = 0; i < gateways.size(); i++) {
            if (gateways.get(i).id == gatewayId) {
                return gateways.get(i);
            }
        }
        return null;
    }

    /** @return null for a session that did not say which gateway it is. */
    Gateway bySession(final long sessionId) {
        for (int i = 0; i < gateways.size(); i++) {
            if (gateways.get(i).sessionId == sessionId) {
                return gateways.get(i);
            }
        }
        return null;
    }

    /** @return the one with the lowest number; null when there is none. */
    Gateway first() {
        return gateways.isEmpty() ? null : gateways.getFirst();
    }

    /** @return ascending by id. */
    List<Gateway> all() {
        return gateways;
    }

    /** From a snapshot, or new. */
    void restore(final int gatewayId, final long sessionId, final long received) {
        gateways.add(new Gateway(gatewayId, sessionId, received));
        gateways.sort(Comparator.comparingInt(each -> each.id));
    }

    TreeMap<Integer, List<Long>> claims() {
        return claims;
    }
}
