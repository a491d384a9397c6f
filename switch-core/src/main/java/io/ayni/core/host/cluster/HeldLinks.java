package io.ayni.core.host.cluster;

import io.ayni.core.host.LinkHolder;
import java.util.List;
import java.util.TreeMap;

/** The links that a gateway claims, and which of them it has. Client thread. */
final class HeldLinks {
    private static final class Held {
        private final LinkHolder holder;
        private boolean isOurs;

        private Held(final LinkHolder holder) {
            this.holder = holder;
        }
    }

    private final TreeMap<Integer, Held> links = new TreeMap<>();
    private final ClientListener listener;

    HeldLinks(final ClientListener listener) {
        this.listener = listener;
    }

    void add(final int linkId, final LinkHolder holder) {
        links.put(linkId, new Held(holder));
    }

    List<Integer> all() {
        return List.copyOf(links.keySet());
    }

    void granted(final int linkId) {
        final Held link = links.get(linkId);
        if (link != null && !link.isOurs) {
            link.isOurs = true;
            tell(link.holder::onGranted);
        }
    }

    /** None of them may be ours any more. @return whether one was. */
    boolean takeAll() {
        boolean wasOurs = false;
        for (final Held link : links.values()) {
            if (link.isOurs) {
                link.isOurs = false;
                wasOurs = true;
                tell(link.holder::onTaken);
            }
        }
        return wasOurs;
    }

    private void tell(final Runnable what) {
        try {
            what.run();
        } catch (final RuntimeException e) {
            listener.onError(e);
        }
    }
}
