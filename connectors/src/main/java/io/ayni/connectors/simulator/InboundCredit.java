package io.ayni.connectors.simulator;

/**
 * A credit that another institution sends to an account at the switch.
 *
 * @param stan        DE11, with {@code reference} the name of the message
 * @param reference   DE37, 12 characters
 * @param sender      DE32, the institution it comes from, as it is registered: with its leading zeros
 * @param account     DE103
 * @param amountMinor DE4
 * @param currency    DE49
 */
public record InboundCredit(int stan, String reference, String sender, String account, long amountMinor, int currency) {
    /** DE7 of everything sent here: the moment is not what is simulated. */
    static final long TRANSMISSION_TIME = 101_000_000L;
    static final String TERMINAL = "NETSIM01";
    static final int PROCESSING_CODE = 210_000;
    /** Trace numbers of reversals lie above those of the credits they take back. */
    static final int REVERSAL_STAN_OFFSET = 500_000;

    public InboundCredit {
        if (stan < 1 || stan >= REVERSAL_STAN_OFFSET || reference.length() != 12) {
            throw new IllegalArgumentException("stan 1 to 499999 and a reference of 12 characters");
        }
    }
}
