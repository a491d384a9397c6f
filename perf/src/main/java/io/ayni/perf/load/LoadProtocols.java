package io.ayni.perf.load;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Currency;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.iso8583.spec.Dialects;

/** The requests of {@code ./ayni load} with its default options, for whoever measures several servers with them. */
public final class LoadProtocols {
    private static final long AMOUNT_MINOR = 100;
    private static final long SEED = 1;

    private LoadProtocols() {
    }

    /** @return 0200s in ASCII behind a length of two bytes; none of another run has the key of one of these. */
    public static LoadProtocol iso(final AccountRange accounts) {
        return new IsoProtocol(Dialects.iso1987Ascii(), FrameFormat.BINARY_2, LoadMix.TRANSFERS, transfers(accounts),
            new SecureRandom().nextLong(IsoProtocol.MAX_REFERENCE), Clock.systemUTC());
    }

    /** @return the same transfers as {@code POST /v1/authorizations}. */
    public static LoadProtocol json(final AccountRange accounts) {
        return new JsonProtocol("127.0.0.1", null, LoadMix.TRANSFERS, transfers(accounts), "load-" + new SecureRandom().nextInt(1 << 30));
    }

    private static Transfers transfers(final AccountRange accounts) {
        return new Transfers(accounts, AMOUNT_MINOR, Currency.getInstance(LoadMain.DEFAULT_CURRENCY), SEED);
    }
}
