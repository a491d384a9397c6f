package io.ayni.core.command;

/** DE39 of ISO 8583:1987, two characters packed as {@code first << 8 | second}; 0 when there is none. */
public final class ResponseCode {
    public static final int NONE = 0;
    public static final int APPROVED = pack('0', '0');
    public static final int INVALID_TRANSACTION = pack('1', '2');
    public static final int INVALID_AMOUNT = pack('1', '3');
    public static final int NO_SUCH_ACCOUNT = pack('1', '4');
    public static final int ADDITIONAL_AUTHENTICATION_REQUIRED = pack('1', 'A');
    public static final int NO_ORIGINAL = pack('2', '5');
    public static final int FORMAT_ERROR = pack('3', '0');
    public static final int INSUFFICIENT_FUNDS = pack('5', '1');
    public static final int NOT_PERMITTED = pack('5', '7');
    public static final int AMOUNT_LIMIT = pack('6', '1');
    public static final int STEP_UP_FAILED = pack('6', '3');
    public static final int COUNT_LIMIT = pack('6', '5');
    public static final int LATE = pack('6', '8');
    public static final int TRIES_EXCEEDED = pack('7', '5');
    public static final int CLOSE_WINDOW = pack('9', '0');
    public static final int CONNECTOR_DOWN = pack('9', '1');
    public static final int DUPLICATE = pack('9', '4');
    public static final int MALFUNCTION = pack('9', '6');

    private ResponseCode() {
    }

    public static int pack(final char first, final char second) {
        return first << 8 | second;
    }

    /** @return the two characters, or an empty string for {@link #NONE}. */
    public static String format(final int packed) {
        return packed == NONE ? "" : "" + (char) (packed >>> 8) + (char) (packed & 0xFF);
    }
}
