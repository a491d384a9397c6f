package io.ayni.perf.load;

import io.ayni.core.command.ResponseCode;

/** What an answer said, as one number: a packed DE39 ({@link ResponseCode}), or an HTTP status that carried none. */
public final class AnswerCode {
    /** An answer without a response code. */
    public static final int NONE = ResponseCode.NONE;
    public static final int APPROVED = ResponseCode.APPROVED;
    /** A password is asked for. */
    public static final int CHALLENGED = ResponseCode.pack('1', 'A');
    private static final int HTTP = 0x1_0000;

    private AnswerCode() {
    }

    /** @return the code of an HTTP answer that is a problem and no payment. */
    public static int httpStatus(final int status) {
        return HTTP | status;
    }

    /** @return as it stands in a report: {@code 51}, {@code HTTP 503} or {@code none}. */
    public static String format(final int code) {
        if ((code & HTTP) != 0) {
            return "HTTP " + (code & ~HTTP);
        }
        return code == NONE ? "none" : ResponseCode.format(code);
    }
}
