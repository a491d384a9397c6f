package io.ayni.connectors.security;

import io.ayni.core.command.StepUpMacEncoder;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One-time passwords of six digits, and the MAC that is all the engine ever sees of them: HMAC-SHA-256 over the ASCII
 * bytes of {@code paymentId|amountMinor|currency|payee|code}, which binds the code to payment, amount and
 * {@linkplain StepUpPayee payee}. No allocation; one thread.
 */
public final class StepUpCodes {
    public static final int MAX_CODE = 999_999;
    /** What {@link #parse} answers when the text is no code. */
    public static final int INVALID = -1;
    private static final int CODE_DIGITS = 6;
    private static final int MAX_MESSAGE_LENGTH = 192;
    private static final byte SEPARATOR = '|';

    private final HmacSha256 hmac;
    private final RandomSource random;
    private final byte[] message = new byte[MAX_MESSAGE_LENGTH];
    private final UnsafeBuffer messageBuffer = new UnsafeBuffer(message);
    private final byte[] result = new byte[HmacSha256.LENGTH];
    private final UnsafeBuffer resultBuffer = new UnsafeBuffer(result);

    public StepUpCodes(final EdgeKeys keys, final RandomSource random) {
        this.hmac = new HmacSha256(keys.stepUp());
        this.random = random;
    }

    /** @return a code from 0 to 999,999, each equally likely. */
    public int next() {
        return random.nextBelow(MAX_CODE + 1);
    }

    /** @return the code that a member typed, or {@link #INVALID} when it is not six ASCII digits. */
    public static int parse(final CharSequence digits) {
        if (digits.length() != CODE_DIGITS) {
            return INVALID;
        }
        int code = 0;
        for (int i = 0; i < CODE_DIGITS; i++) {
            final int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            code = code * 10 + digit;
        }
        return code;
    }

    /** @return six digits, for the message to the member and nothing else. */
    public static String format(final int code) {
        final String digits = Integer.toString(code);
        return "0".repeat(CODE_DIGITS - digits.length()) + digits;
    }

    /**
     * Binds a code.
     *
     * @param amountMinor 0 for what moves no money
     */
    public void mac(
            final long paymentId, final long amountMinor, final int currency, final StepUpPayee payee, final int code,
            final StepUpMacEncoder mac) {
        final int length = putCommon(paymentId, amountMinor, currency);
        System.arraycopy(payee.bytes(), 0, message, length, payee.length());
        finish(length + payee.length(), code, mac);
    }

    private int putCommon(final long paymentId, final long amountMinor, final int currency) {
        int length = messageBuffer.putLongAscii(0, paymentId);
        message[length++] = SEPARATOR;
        length += messageBuffer.putLongAscii(length, amountMinor);
        message[length++] = SEPARATOR;
        length += messageBuffer.putIntAscii(length, currency);
        message[length++] = SEPARATOR;
        return length;
    }

    private void finish(final int payeeEnd, final int code, final StepUpMacEncoder mac) {
        int length = payeeEnd;
        message[length++] = SEPARATOR;
        messageBuffer.putNaturalPaddedIntAscii(length, CODE_DIGITS, code);
        length += CODE_DIGITS;
        hmac.compute(message, 0, length, result);
        mac.w0(resultBuffer.getLong(0, ByteOrder.BIG_ENDIAN));
        mac.w1(resultBuffer.getLong(8, ByteOrder.BIG_ENDIAN));
        mac.w2(resultBuffer.getLong(16, ByteOrder.BIG_ENDIAN));
        mac.w3(resultBuffer.getLong(24, ByteOrder.BIG_ENDIAN));
        Arrays.fill(message, payeeEnd, length, (byte) 0);
    }
}
