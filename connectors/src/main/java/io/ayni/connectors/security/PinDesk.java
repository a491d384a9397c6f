package io.ayni.connectors.security;

/** Where a new PIN goes that a member chose: looked at, and kept in memory alone until the card network gets it. */
public interface PinDesk {
    /** Takes no PIN: no card network is configured that could be told. */
    PinDesk CLOSED = new PinDesk() {
        @Override
        public String refusal(final CharSequence pin, final int birthDay) {
            return "no card network takes a PIN here";
        }

        @Override
        public boolean keepPin(final long paymentId, final CharSequence pin) {
            return false;
        }

        @Override
        public boolean keepBlock(final long paymentId, final CharSequence block) {
            return false;
        }
    };

    /**
     * @param birthDay epoch day of the member; 0 unknown
     * @return why the PIN is too weak, without its digits; null when it is not
     */
    String refusal(CharSequence pin, int birthDay);

    /** @return false when there is no room for another one now */
    boolean keepPin(long paymentId, CharSequence pin);

    /**
     * @param block ISO 9564 format 0 under the channel's zone key, 16 hexadecimal digits: opaque here
     * @return false when there is no room for another one now
     */
    boolean keepBlock(long paymentId, CharSequence block);
}
