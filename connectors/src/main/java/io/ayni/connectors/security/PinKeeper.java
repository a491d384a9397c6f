package io.ayni.connectors.security;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps a new PIN in memory from the request until the card link sends it: in no command, no journal, no log. Bounded,
 * and for as long as a member has to confirm. Many threads.
 */
public final class PinKeeper implements PinDesk {
    private volatile Optional<PinBlocks> blocks;
    private final int capacity;
    private final long keepMs;
    private final LongSupplier nowMs;
    private final Map<Long, Kept> kept = new LinkedHashMap<>();

    /** @param bytes digits of a PIN, or a PIN block as the channel made it */
    private record Kept(byte[] bytes, boolean isBlock, long untilMs) {
        void wipe() {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * @param blocks   makes PIN blocks of PINs; without it only blocks that channels make are taken
     * @param capacity PINs at the same time
     * @param keepMs   time that a member has to confirm, and some more
     * @param nowMs    monotonic
     */
    public PinKeeper(
            final Optional<PinBlocks> blocks, final int capacity, final long keepMs, final LongSupplier nowMs) {
        this.blocks = blocks;
        this.capacity = capacity;
        this.keepMs = keepMs;
        this.nowMs = nowMs;
    }

    /** The card processor gave a new zone key: PINs go under it from now on. */
    public void zoneKey(final PinBlocks changed) {
        blocks = Optional.of(changed);
    }

    @Override
    public String refusal(final CharSequence pin, final int birthDay) {
        if (blocks.isEmpty()) {
            return "no key is configured for PINs: send a PIN block";
        }
        final PinRules.Weakness weakness = PinRules.weaknessOf(pin, birthDay);
        return weakness == null ? null : weakness.text();
    }

    /** @return false when there is no room for another one now, or no key to make a block with. */
    @Override
    public boolean keepPin(final long paymentId, final CharSequence pin) {
        if (blocks.isEmpty()) {
            return false;
        }
        final byte[] digits = new byte[pin.length()];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) pin.charAt(i);
        }
        return keep(paymentId, digits, false);
    }

    @Override
    public boolean keepBlock(final long paymentId, final CharSequence block) {
        final boolean fits = blocks.isPresent() ? block.length() == 2 * blocks.get().length()
                : block.length() == 2 * PinBlocks.LENGTH || block.length() == 2 * PinBlocks.MAX_LENGTH;
        return fits && keep(paymentId, HexFormat.of().parseHex(block), true);
    }

    /**
     * Takes the PIN block of a request out, once.
     *
     * @param pan    ASCII digits of the card
     * @param target gets the block at 0, {@link PinBlocks#MAX_LENGTH} bytes at most
     * @return false when it is not here: too late, sent already, or the node was started since
     */
    public boolean takeBlock(final long paymentId, final byte[] pan, final byte[] target) {
        return take(paymentId, pan, target) > 0;
    }

    /** As {@link #takeBlock}. @return bytes of the block; 0 when it is not here */
    int take(final long paymentId, final byte[] pan, final byte[] target) {
        final Kept found;
        synchronized (kept) {
            expire();
            found = kept.remove(paymentId);
        }
        if (found == null) {
            return 0;
        }
        final PinBlocks maker = blocks.orElse(null);
        final int length = found.isBlock ? found.bytes.length : maker.length();
        if (found.isBlock) {
            System.arraycopy(found.bytes, 0, target, 0, length);
        } else {
            maker.make(new AsciiDigits(found.bytes), pan, target, 0);
        }
        found.wipe();
        return length;
    }

    /** What was declined needs its PIN no more. */
    public void forget(final long paymentId) {
        synchronized (kept) {
            final Kept found = kept.remove(paymentId);
            if (found != null) {
                found.wipe();
            }
        }
    }

    private boolean keep(final long paymentId, final byte[] bytes, final boolean isBlock) {
        synchronized (kept) {
            expire();
            if (kept.size() >= capacity && !kept.containsKey(paymentId)) {
                Arrays.fill(bytes, (byte) 0);
                return false;
            }
            forget(paymentId); // so that the order is that of the ends
            kept.put(paymentId, new Kept(bytes, isBlock, nowMs.getAsLong() + keepMs));
            return true;
        }
    }

    /** In the order in which they came, and so in that of their end. */
    private void expire() {
        final long now = nowMs.getAsLong();
        final Iterator<Kept> oldest = kept.values().iterator();
        while (oldest.hasNext()) {
            final Kept next = oldest.next();
            if (next.untilMs > now) {
                return;
            }
            next.wipe();
            oldest.remove();
        }
    }

    /** Digits without a String that would stay in memory. */
    private record AsciiDigits(byte[] bytes) implements CharSequence {
        @Override
        public int length() {
            return bytes.length;
        }

        @Override
        public char charAt(final int index) {
            return (char) bytes[index];
        }

        @Override
        public CharSequence subSequence(final int start, final int end) {
            throw new UnsupportedOperationException();
        }
    }
}
