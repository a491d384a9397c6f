package io.ayni.connectors.security;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Whom a one-time password is bound to, as text of ASCII: the digits of an account here, {@code institution:account}
 * elsewhere, {@code biller:ID:reference}, {@code card:TOKEN} or {@code card:BIN:LAST4}, and for what a member asks that
 * moves no money its type, {@code type:target} when it changes something that is there. Holds the text made last; one
 * thread; no allocation.
 */
public final class StepUpPayee {
    private static final int MAX_LENGTH = 96;
    private static final int BIN_DIGITS = 6;
    private static final int LAST_DIGITS = 4;

    private final byte[] bytes = new byte[MAX_LENGTH];
    private final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** @param packed as {@link io.ayni.core.command.AccountNumber} says */
    public StepUpPayee account(final long packed) {
        length = 0;
        return digits(packed);
    }

    /**
     * @param institution packed digits
     * @param account     ASCII, without padding
     */
    public StepUpPayee elsewhere(final long institution, final CharSequence account) {
        length = 0;
        return digits(institution).text(":").text(account);
    }

    /** @param reference of the member there, ASCII, without padding */
    public StepUpPayee biller(final int billerId, final CharSequence reference) {
        length = 0;
        text("biller:");
        length += buffer.putIntAscii(length, billerId);
        return text(":").text(reference);
    }

    public StepUpPayee card(final long token) {
        length = 0;
        text("card:");
        length += buffer.putLongAscii(length, token);
        return this;
    }

    public StepUpPayee card(final int bin, final int lastFour) {
        length = 0;
        return text("card:").padded(bin, BIN_DIGITS).text(":").padded(lastFour, LAST_DIGITS);
    }

    /**
     * @param type     of the operation
     * @param targetId what is changed; 0 nothing that is there
     */
    public StepUpPayee request(final String type, final long targetId) {
        length = 0;
        text(type);
        if (targetId != 0) {
            text(":");
            length += buffer.putLongAscii(length, targetId);
        }
        return this;
    }

    /** The digits behind the leading 1 of the packed form. */
    private StepUpPayee digits(final long packed) {
        final int digits = buffer.putLongAscii(length, packed) - 1;
        System.arraycopy(bytes, length + 1, bytes, length, digits);
        length += digits;
        return this;
    }

    private StepUpPayee padded(final int value, final int digits) {
        buffer.putNaturalPaddedIntAscii(length, digits, value);
        length += digits;
        return this;
    }

    private StepUpPayee text(final CharSequence ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }
}
