package io.ayni.core.stepup;

/** How a member confirms. */
public enum StepUpMethod {
    NONE(0),
    /** One-time password sent to phone or e-mail. */
    OTP(1),
    /** RFC 6238 soft token. */
    TOTP(2);

    private static final StepUpMethod[] BY_CODE = new StepUpMethod[16];

    static {
        for (final StepUpMethod value : values()) {
            BY_CODE[value.code] = value;
        }
    }

    private final int code;

    StepUpMethod(final int code) {
        this.code = code;
    }

    /** @return the code of the log format. */
    public int code() {
        return code;
    }

    /** @return the value, or null for a code that has none. */
    public static StepUpMethod ofCode(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
