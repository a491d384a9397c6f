package io.ayni.core.sim;

import io.ayni.core.command.AccountNumber;

/** The cooperative that is simulated: accounts, members and the figures of its policy that may change while it runs. */
final class Terms {
    static final int USD = 840;
    static final long FEES = AccountNumber.parse("900001");
    static final long TAXES = AccountNumber.parse("900002");
    static final long SUSPENSE = AccountNumber.parse("900003");
    static final long OPENING = AccountNumber.parse("900004");
    static final long CARDS = AccountNumber.parse("900005");
    static final long[] SETTLEMENTS = {AccountNumber.parse("900006"), AccountNumber.parse("900007")};
    static final long[] INSTITUTIONS = {1717, 2323};
    static final int LINKS = 2;
    static final long ACQUIRER = 593_001;
    static final String TERMINAL = "AYNI0001";
    static final int CHANNEL = 7;
    static final int CARD_NETWORK = 8;
    static final int MEMBERS = 6;
    static final int ACCOUNTS = 10;
    static final int CARD_COUNT = 4;
    static final long OPENING_MINOR = 500_000;
    static final long OTP_TTL_MS = 180_000;
    static final int OTP_TRIES = 3;
    /** Low, so that short histories reach it. */
    static final int OTP_FAILURES_A_DAY = 6;
    static final int OTP_RESENDS = 5;
    static final long HOLD_TTL_MS = 7L * 86_400_000;
    static final long ANSWER_TIMEOUT_MS = 10_000;
    static final long REVERSAL_FIRST_MS = 1_000;
    static final long REVERSAL_MAX_MS = 60_000;
    static final int ALARM_AFTER = 6;
    static final String ZONE = "America/Guayaquil";

    /** The part of a policy that simulated operators change. */
    record Policy(long hash, boolean stepUp, long feeMinor, int taxBasisPoints, long extDailyMinor, long intDailyMinor,
                  int dailyCount, long retentionMs, int maxPayments, int unknownOriginalCode) {
    }

    private Terms() {
    }

    /** @return the packed number of a member's account, or of one that does not exist. */
    static long account(final int index) {
        return AccountNumber.parse(Integer.toString(700_100 + index));
    }

    static long member(final int accountIndex) {
        return 100 + accountIndex % MEMBERS;
    }

    static long card(final int index) {
        return 0xCA2D_0000L + index;
    }
}
