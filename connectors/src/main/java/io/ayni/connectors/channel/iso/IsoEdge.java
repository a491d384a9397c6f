package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.EventLoops;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.core.host.Ingress;

import java.util.ArrayList;
import java.util.List;

/** The ISO 8583 side of a node: one {@link IsoLoop} per event loop, shared by its listeners and links. */
public final class IsoEdge {
    private final EventLoops loops;
    private final List<IsoLoop> isoLoops = new ArrayList<>();

    /** For peers that pay no bills. */
    public IsoEdge(final EventLoops loops, final Ingress ingress, final EdgeKeys keys, final Notifier notifier) {
        this(loops, ingress, keys, notifier, IsoServices.withoutBillers(keys));
    }

    public IsoEdge(final EventLoops loops, final Ingress ingress, final EdgeKeys keys, final Notifier notifier,
        final IsoServices services) {
        this.loops = loops;
        for (int i = 0; i < loops.count(); i++) {
            isoLoops.add(new IsoLoop(
                loops.loop(i), loops.mailboxes().get(i), ingress, notifier, keys, new RandomSource(), services));
        }
    }

    public EventLoops loops() {
        return loops;
    }

    /** @return the ISO side of the event loop at this index. */
    public IsoLoop loop(final int index) {
        return isoLoops.get(index);
    }
}
