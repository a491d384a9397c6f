package io.ayni.perf.peer;

import java.util.Locale;

/** The servers that can be run by {@link PeerMain}. */
public enum PeerKind {
    /** The switch itself: any command of {@code ./ayni}. */
    AYNI,
    /** Bytes back as they come. Option: event loops. */
    ECHO,
    /** HTTP bodies back as they come. Option: event loops. */
    HTTP_ECHO,
    /** jPOS's server with a listener. */
    JPOS_LISTENER,
    /** jPOS's Q2 with a TransactionManager. Options: a directory, the first account, how many. */
    JPOS_TRANSACTIONS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PeerKind of(final String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
