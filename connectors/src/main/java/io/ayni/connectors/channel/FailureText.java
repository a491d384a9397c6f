package io.ayni.connectors.channel;

import java.io.IOException;
import java.util.StringJoiner;
import javax.net.ssl.SSLException;

/**
 * What may be logged of a connection's failure. Messages of decoders and of TLS can hold what the peer sent, a PAN or a
 * key among it ({@code NotSslRecordException} shows its bytes): of those the names of the classes alone.
 */
public final class FailureText {
    private static final int MAX_CAUSES = 4;

    private FailureText() {
    }

    public static String of(final Throwable failure) {
        if (failure instanceof IOException && !(failure instanceof SSLException)) {
            return failure.toString(); // of the system: connection reset, refused, timed out
        }
        final StringJoiner names = new StringJoiner(" from ");
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            names.add(cause.getClass().getSimpleName());
            cause = cause.getCause();
        }
        return names.toString();
    }
}
