package io.ayni.iso8583.codec;

/**
 * Message type indicators as ints that read like them: {@code 0x0200} is 0200. Four digits: version, class, function,
 * origin.
 */
public final class Mti {
    public static final int AUTHORIZATION_REQUEST = 0x0100;
    public static final int AUTHORIZATION_RESPONSE = 0x0110;
    public static final int FINANCIAL_REQUEST = 0x0200;
    public static final int FINANCIAL_REQUEST_REPEAT = 0x0201;
    public static final int FINANCIAL_RESPONSE = 0x0210;
    public static final int FINANCIAL_ADVICE = 0x0220;
    public static final int FINANCIAL_ADVICE_RESPONSE = 0x0230;
    public static final int REVERSAL_REQUEST = 0x0400;
    public static final int REVERSAL_REQUEST_REPEAT = 0x0401;
    public static final int REVERSAL_RESPONSE = 0x0410;
    public static final int REVERSAL_ADVICE = 0x0420;
    public static final int REVERSAL_ADVICE_REPEAT = 0x0421;
    public static final int REVERSAL_ADVICE_RESPONSE = 0x0430;
    public static final int NETWORK_MANAGEMENT_REQUEST = 0x0800;
    public static final int NETWORK_MANAGEMENT_RESPONSE = 0x0810;
    /** What stands for a message type indicator that could not be read. */
    public static final int NONE = -1;

    private static final MtiClass[] CLASSES = MtiClass.values();
    private static final MtiFunction[] FUNCTIONS = MtiFunction.values();
    private static final MtiOrigin[] ORIGINS = MtiOrigin.values();
    private static final int WITHOUT_VERSION = 0x0FFF;
    private static final int REPEAT_BIT = 1;
    private static final int RESPONSE_BIT = 0x10;

    private Mti() {
    }

    public static MtiVersion version(final int mti) {
        return switch (mti >> 12 & 0xF) {
            case 0 -> MtiVersion.ISO_1987;
            case 1 -> MtiVersion.ISO_1993;
            case 2 -> MtiVersion.ISO_2003;
            case 8 -> MtiVersion.NATIONAL;
            case 9 -> MtiVersion.PRIVATE;
            default -> MtiVersion.RESERVED;
        };
    }

    /** @return the same message in 1987 or 1993: 0200 and 1200. */
    public static int inVersion(final int mti, final MtiVersion version) {
        return switch (version) {
            case ISO_1987 -> mti & WITHOUT_VERSION;
            case ISO_1993 -> mti & WITHOUT_VERSION | 1 << 12;
            default -> throw new IllegalArgumentException("neither 1987 nor 1993: " + version);
        };
    }

    public static MtiClass messageClass(final int mti) {
        final int digit = mti >> 8 & 0xF;
        return digit < CLASSES.length ? CLASSES[digit] : MtiClass.RESERVED;
    }

    public static MtiFunction function(final int mti) {
        final int digit = mti >> 4 & 0xF;
        return digit < FUNCTIONS.length ? FUNCTIONS[digit] : MtiFunction.RESERVED;
    }

    public static MtiOrigin origin(final int mti) {
        final int digit = mti & 0xF;
        return digit < ORIGINS.length ? ORIGINS[digit] : MtiOrigin.RESERVED;
    }

    /** @return whether it answers another message (0210, 0230, 0810, ...). */
    public static boolean isResponse(final int mti) {
        return (mti & RESPONSE_BIT) != 0;
    }

    /** @return whether the sender says that it has sent this before (0201, 0421, ...). */
    public static boolean isRepeat(final int mti) {
        return (mti & 0xF) < MtiOrigin.RESERVED.ordinal() && (mti & REPEAT_BIT) != 0;
    }

    /** @return the indicator that answers this one, a repeat answered as its first: 0200 and 0201 give 0210. */
    public static int response(final int mti) {
        return (mti | RESPONSE_BIT) & ~REPEAT_BIT;
    }

    /** @return the indicator of a repeat of this message: 0420 gives 0421. */
    public static int repeat(final int mti) {
        return mti | REPEAT_BIT;
    }

    /** @return the four digits; {@code ????} when there are none. */
    public static String format(final int mti) {
        if (mti < 0) {
            return "????";
        }
        return new String(new char[]{digit(mti, 12), digit(mti, 8), digit(mti, 4), digit(mti, 0)});
    }

    /** @return the indicator of four decimal digits, or {@link #NONE}. */
    public static int parse(final CharSequence digits) {
        if (digits.length() != 4) {
            return NONE;
        }
        int mti = 0;
        for (int i = 0; i < 4; i++) {
            final int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            mti = mti << 4 | digit;
        }
        return mti;
    }

    private static char digit(final int mti, final int shift) {
        return (char)('0' + (mti >> shift & 0xF));
    }
}
