package io.ayni.core.sim;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.payment.Operation;
import java.time.LocalDate;
import java.util.List;

/** The cooperative that is simulated: accounts, members and the figures of its policy that may change while it runs. */
final class Terms {
    static final int USD = 840;
    static final int PAB = 590;
    static final long FEES = AccountNumber.parse("900001");
    static final long TAXES = AccountNumber.parse("900002");
    static final long SUSPENSE = AccountNumber.parse("900003");
    static final long OPENING = AccountNumber.parse("900004");
    static final long CARDS = AccountNumber.parse("900005");
    static final long[] SETTLEMENTS = {AccountNumber.parse("900006"), AccountNumber.parse("900007")};
    static final long[] INSTITUTIONS = {1717, 2323};
    static final int LINKS = 2;
    /** Of cards of other banks: by four digits, by two, and two by their institution alone. */
    static final int[] FOREIGN_BINS = {411_122, 411_199, 415_000, 520_001, 377_777};
    static final int BILLER_LINK = 3;
    static final int CARD_LINK = 4;
    static final int ALL_LINKS = 4;
    /** Small, so that queues, windows and stores fill up. */
    static final int REVERSALS_PER_SECOND = 3;
    static final int REVERSAL_WINDOW = 2;
    static final int REVERSAL_STORE = 5;
    static final int DOWN_AFTER = 3;
    static final long DOWN_WITHIN_MS = 10_000;
    static final long BILLER_SETTLEMENT = AccountNumber.parse("900008");
    static final long PLAN_SETTLEMENT = AccountNumber.parse("900009");
    /** Numbers of one length follow each other when they are packed, too. */
    private static final long FIRST_ACCOUNT = AccountNumber.parse("700100");
    private static final long FIRST_LOAN = AccountNumber.parse("700200");
    private static final long FIRST_CONTRIBUTION = AccountNumber.parse("700300");
    private static final long FIRST_CREDIT_CARD_ACCOUNT = AccountNumber.parse("700400");
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
    static final long INQUIRY_FIRST_MS = 5_000;
    static final long INQUIRY_MAX_MS = 300_000;
    static final long NOT_FOUND_FINAL_MS = 900_000;
    static final long MANUAL_AFTER_MS = 86_400_000;
    /** Low, so that it is full now and then. */
    static final int BILLER_WINDOW = 2;
    static final long BILLER_MIN = 100;
    static final long BILLER_MAX = 15_000;
    /** Schedules run at seven. */
    static final int RUN_HOUR = 7;
    /** Of a member at most: low, so that short histories reach it. */
    static final int SCHEDULES = 3;
    static final int BENEFICIARIES = 4;
    static final int DEFERRAL_RATE = 1_250;
    static final int DEFERRAL_FEWEST = 2;
    static final int DEFERRAL_MOST = 12;
    static final int BIN = 450_799;
    static final int PRODUCTS = 3;
    static final long INSTALMENT_MINOR = 5_000;
    static final int INSTALMENTS = 4;
    static final long CARD_PURCHASE_DAILY_MINOR = 40_000;
    static final int CARD_WITHDRAWAL_COUNT = 3;
    static final LocalDate HOLIDAY = LocalDate.of(2026, 2, 2);
    static final String ZONE = "America/Guayaquil";

    /** The part of a policy that simulated operators change. */
    record Policy(long hash, boolean stepUp, long feeMinor, int taxBasisPoints, long extDailyMinor, long intDailyMinor,
                  int dailyCount, long retentionMs, int maxPayments, int unknownOriginalCode, boolean cardsBatched,
                  boolean french) {
        /** Whether batched card payments are told over the billers' link; otherwise nobody is told. */
        boolean tellsCardFile() {
            return cardsBatched && hash % 2 == 0;
        }
    }

    /** The institution's accounts of one currency. */
    record Book(int currency, long fees, long taxes, long suspense, long opening, long cards) {
    }

    static final List<Book> BOOKS = List.of(new Book(USD, FEES, TAXES, SUSPENSE, OPENING, CARDS),
        new Book(PAB, AccountNumber.parse("910001"), AccountNumber.parse("910002"), AccountNumber.parse("910003"),
            AccountNumber.parse("910004"), AccountNumber.parse("910005")));

    static Book book(final int currency) {
        return BOOKS.get(currency == PAB ? 1 : 0);
    }

    /** Both accounts of one member are in the other currency. */
    static int currency(final long account) {
        final Book other = BOOKS.get(1);
        return account == account(3) || account == account(3 + MEMBERS) || account >= other.fees()
            && account <= other.cards() ? PAB : USD;
    }

    /**
     * Each interbank link stands in for the other. The first institution is reached over both at once, two thirds over
     * its own; so are the cards whose number begins with 4111, three quarters over the second.
     *
     * @param prefix of the card's number; empty: by institution
     */
    record Route(long institution, int linkId, String prefix, int priority, int weight) {
    }

    static final List<Route> ROUTES = List.of(
        new Route(INSTITUTIONS[0], 1, "", 1, 2), new Route(INSTITUTIONS[0], 2, "", 1, 1),
        new Route(INSTITUTIONS[1], 1, "", 2, 1), new Route(INSTITUTIONS[1], 2, "", 1, 1),
        new Route(0, CARD_LINK, "4507", 0, 1),
        new Route(0, 1, "41", 0, 1), new Route(0, 2, "41", 7, 5),
        new Route(0, 2, "4111", 3, 3), new Route(0, 1, "4111", 3, 1));

    record Biller(int id, int linkId, Operation operation, int flags, int opens, int closes, long feeMinor) {
        boolean inClose() {
            return (flags & 2) != 0;
        }

        boolean partial() {
            return (flags & 4) != 0;
        }

        boolean asksOwed() {
            return (flags & 8) != 0;
        }

        boolean batch() {
            return (flags & 1) != 0;
        }
    }

    /** By id, from 1 on. */
    static final List<Biller> BILLERS = List.of(
        new Biller(1, BILLER_LINK, Operation.BILL_PAY, 2 | 8, 0, 0, 0),
        new Biller(2, BILLER_LINK, Operation.BILL_PAY, 4 | 8, 0, 0, 35),
        new Biller(3, BILLER_LINK, Operation.TOP_UP, 0, 0, 0, 0),
        new Biller(4, 0, Operation.INTERNAL_PAYMENT, 0, 0, 0, 0),
        new Biller(5, BILLER_LINK, Operation.BILL_PAY, 1, 480, 1_020, 0));

    /** @return what a peer wants to hear of a reversal whose original is unknown; 0: what the institution says. */
    static int unknownOriginalCode(final long key) {
        return key % 3 == 0 ? ResponseCode.NO_ORIGINAL : key % 3 == 1 ? ResponseCode.APPROVED : 0;
    }

    /** @return the biller, or null. */
    static Biller biller(final int id) {
        return id >= 1 && id <= BILLERS.size() ? BILLERS.get(id - 1) : null;
    }

    static long loan(final int index) {
        return FIRST_LOAN + index;
    }

    static long contribution(final int index) {
        return FIRST_CONTRIBUTION + index;
    }

    static long creditCardAccount(final int index) {
        return FIRST_CREDIT_CARD_ACCOUNT + index;
    }

    static long creditCard(final int index) {
        return 0xC4ED_0000L + index;
    }

    static boolean isCredit(final long cardHash) {
        return cardHash >= creditCard(0) && cardHash < creditCard(PRODUCTS);
    }

    static long debitToken(final long cardHash) {
        return cardHash - card(0) + 8_001;
    }

    static long creditToken(final int index) {
        return 9_001 + index;
    }

    private Terms() {
    }

    /** @return the packed number of a member's account, or of one that does not exist. */
    static long account(final int index) {
        return FIRST_ACCOUNT + index;
    }

    static long member(final int accountIndex) {
        return 100 + accountIndex % MEMBERS;
    }

    static long card(final int index) {
        return 0xCA2D_0000L + index;
    }
}
