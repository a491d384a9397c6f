package io.ayni.connectors.security;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * New PINs between the member's wish and the card network, in memory alone: bounded, and for no longer than a challenge
 * lives. What a restart loses is declined by the engine and asked for again. Any thread.
 */
public final class PendingPins implements PinDesk {
    private final int capacity;
    private final long ttlMs;
    private final LongSupplier clockMs;
    private final Map<Long, Pin> pins = new HashMap<>();

    /**
     * A new PIN. Clear it when it has been sent.
     *
     * @param digits  ASCII: the PIN itself, or 16 hexadecimal digits of a block
     * @param isBlock ISO 9564 format 0 under the channel's zone key
     */
    public record Pin(byte[] digits, boolean isBlock, long sinceMs) {
        public void clear() {
            Arrays.fill(digits, (byte) 0);
        }
    }

    /** @param ttlMs how long a challenge may be open, its resends included */
    public PendingPins(final int capacity, final long ttlMs, final LongSupplier clockMs) {
        this.capacity = capacity;
        this.ttlMs = ttlMs;
        this.clockMs = clockMs;
    }

    @Override
    public String refusal(final CharSequence pin, final int birthDay) {
        return PinRules.refusal(pin, birthDay);
    }

    @Override
    public boolean keepPin(final long paymentId, final CharSequence pin) {
        return keep(paymentId, pin, false);
    }

    @Override
    public boolean keepBlock(final long paymentId, final CharSequence block) {
        return keep(paymentId, block, true);
    }

    /** @return the PIN of this request, which is kept no longer; null when there is none (any more). */
    public synchronized Pin take(final long paymentId) {
        forgetOld();
        return pins.remove(paymentId);
    }

    private synchronized boolean keep(final long paymentId, final CharSequence text, final boolean isBlock) {
        forgetOld();
        if (pins.size() >= capacity) {
            return false;
        }
        final byte[] digits = new byte[text.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) text.charAt(i);
        }
        pins.put(paymentId, new Pin(digits, isBlock, clockMs.getAsLong()));
        return true;
    }

    private void forgetOld() {
        final long oldestMs = clockMs.getAsLong() - ttlMs;
        for (final Iterator<Pin> each = pins.values().iterator(); each.hasNext();) {
            final Pin pin = each.next();
            if (pin.sinceMs < oldestMs) {
                pin.clear();
                each.remove();
            }
        }
    }
}
