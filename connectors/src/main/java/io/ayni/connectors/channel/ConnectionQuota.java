package io.ayni.connectors.channel;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** A bound on the connections of one address and of a whole listener. Any thread. */
public final class ConnectionQuota {
    private final int maxPerAddress;
    private final int maxTotal;
    private final Map<InetAddress, Integer> open = new HashMap<>();
    private int total;

    public ConnectionQuota(final int maxPerAddress, final int maxTotal) {
        this.maxPerAddress = maxPerAddress;
        this.maxTotal = maxTotal;
    }

    /** @return whether the address may have another connection; if so, {@link #release} follows when it closes. */
    public synchronized boolean tryAcquire(final InetAddress address) {
        final int ofAddress = open.getOrDefault(address, 0);
        if (total >= maxTotal || ofAddress >= maxPerAddress) {
            return false;
        }
        open.put(address, ofAddress + 1);
        total++;
        return true;
    }

    public synchronized void release(final InetAddress address) {
        final int ofAddress = open.getOrDefault(address, 0);
        if (ofAddress == 0) {
            throw new IllegalStateException("released more than acquired");
        }
        if (ofAddress == 1) {
            open.remove(address);
        } else {
            open.put(address, ofAddress - 1);
        }
        total--;
    }

    public synchronized int total() {
        return total;
    }
}
