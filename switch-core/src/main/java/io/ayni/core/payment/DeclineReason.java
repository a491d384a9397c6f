package io.ayni.core.payment;

import io.ayni.core.command.ResponseCode;

/**
 * Why a payment was not approved, in order of precedence: when several hold, the first one here is the answer.
 * The codes are those of the log format and never change; the order of declaration is the precedence.
 */
public enum DeclineReason {
    NONE(0, ResponseCode.APPROVED, false),
    /** The same key with another amount, account or currency. */
    KEY_REUSED(1, ResponseCode.DUPLICATE, false),
    /** No room for another open payment, or no policy yet. */
    CAPACITY(2, ResponseCode.MALFUNCTION, true),
    /** The random payment id is taken: the edge makes another and tries again. */
    PAYMENT_ID_TAKEN(3, ResponseCode.MALFUNCTION, true),
    OPERATION_UNKNOWN(4, ResponseCode.INVALID_TRANSACTION, false),
    AMOUNT_INVALID(5, ResponseCode.INVALID_AMOUNT, false),
    /** A part of the request that its operation needs is blank. */
    DETAILS_MISSING(47, ResponseCode.FORMAT_ERROR, false),
    /** Its reversal came first. */
    REVERSED_BEFORE(6, ResponseCode.INVALID_TRANSACTION, false),
    MEMBER_UNKNOWN(45, ResponseCode.NO_SUCH_ACCOUNT, false),
    CARD_UNKNOWN(7, ResponseCode.NO_SUCH_ACCOUNT, false),
    DEBIT_ACCOUNT_UNKNOWN(8, ResponseCode.NO_SUCH_ACCOUNT, false),
    CREDIT_ACCOUNT_UNKNOWN(9, ResponseCode.NO_SUCH_ACCOUNT, false),
    /** No such biller, or one that is paid by another operation. */
    BILLER_UNKNOWN(34, ResponseCode.INVALID_TRANSACTION, false),
    /** The member has no such beneficiary, enrolment or schedule. */
    TARGET_UNKNOWN(46, ResponseCode.NO_SUCH_ACCOUNT, false),
    SAME_ACCOUNT(10, ResponseCode.INVALID_TRANSACTION, false),
    CURRENCY_MISMATCH(11, ResponseCode.INVALID_TRANSACTION, false),
    /** Own transfer, loan or contribution between accounts of two members. */
    NOT_OWN_ACCOUNT(12, ResponseCode.NOT_PERMITTED, false),
    CARD_NOT_ACTIVE(13, ResponseCode.NOT_PERMITTED, false),
    /** A debit card where a credit card belongs, or the other way round. */
    CARD_KIND(40, ResponseCode.NOT_PERMITTED, false),
    DEBIT_ACCOUNT_NOT_ACTIVE(14, ResponseCode.NOT_PERMITTED, false),
    CREDIT_ACCOUNT_NOT_ACTIVE(15, ResponseCode.NOT_PERMITTED, false),
    /** A joint account needs more than one signature. */
    JOINT_SIGNATURE(16, ResponseCode.NOT_PERMITTED, false),
    /** The account is not of a kind that this operation moves. */
    ACCOUNT_KIND(17, ResponseCode.NOT_PERMITTED, false),
    /** The last instalment of a loan, or more than an instalment: at a counter. */
    COUNTER_ONLY(42, ResponseCode.NOT_PERMITTED, false),
    /** Less than the instalment of a loan. */
    LOAN_AMOUNT(41, ResponseCode.INVALID_AMOUNT, false),
    /** Suspended while the cooperative closes its day. */
    IN_CLOSE(35, ResponseCode.CLOSE_WINDOW, true),
    /** Outside of the biller's hours. */
    BILLER_CLOSED(36, ResponseCode.CLOSE_WINDOW, true),
    /** Below the biller's minimum or above its maximum. */
    BILLER_AMOUNT(37, ResponseCode.INVALID_AMOUNT, false),
    /** The biller could not be asked what is owed. */
    BILLER_UNREACHABLE(39, ResponseCode.CONNECTOR_DOWN, true),
    ABOVE_OWED(38, ResponseCode.INVALID_AMOUNT, false),
    /** Less than what is owed, at a biller that takes all or nothing. */
    PARTIAL_NOT_ALLOWED(43, ResponseCode.INVALID_AMOUNT, false),
    TERMS_NOT_ACCEPTED(48, ResponseCode.NOT_PERMITTED, false),
    /** A schedule that would never run. */
    SCHEDULE_DATES(49, ResponseCode.INVALID_TRANSACTION, false),
    /** The bill is above the most that the schedule pays. */
    SCHEDULE_ABOVE_MAXIMUM(58, ResponseCode.INVALID_AMOUNT, false),
    /** The same beneficiary or service stands in the member's list. */
    ALREADY_SAVED(50, ResponseCode.DUPLICATE, false),
    /** The member's list is full. */
    TOO_MANY_ROWS(51, ResponseCode.COUNT_LIMIT, false),
    LIMIT_WEEKLY_BELOW_DAILY(52, ResponseCode.INVALID_AMOUNT, false),
    LIMIT_MONTHLY_BELOW_WEEKLY(53, ResponseCode.INVALID_AMOUNT, false),
    /** A limit of the member's own above the institution's ceiling. */
    LIMIT_ABOVE_CEILING(54, ResponseCode.AMOUNT_LIMIT, false),
    /** The institution does not defer, or by another method. */
    DEFERRAL_METHOD(55, ResponseCode.INVALID_TRANSACTION, false),
    /** Fewer or more instalments than the institution offers. */
    DEFERRAL_INSTALMENTS(56, ResponseCode.INVALID_TRANSACTION, false),
    /** More than the debt that is not deferred yet, or there is none. */
    DEFERRAL_ABOVE_DEBT(57, ResponseCode.INVALID_AMOUNT, false),
    NO_ROUTE(18, ResponseCode.INVALID_TRANSACTION, false),
    LINK_DOWN(19, ResponseCode.CONNECTOR_DOWN, true),
    AMOUNT_LIMIT(20, ResponseCode.AMOUNT_LIMIT, false),
    COUNT_LIMIT(21, ResponseCode.COUNT_LIMIT, false),
    INSUFFICIENT_FUNDS(22, ResponseCode.INSUFFICIENT_FUNDS, false),
    /** The policy asks for the code of a soft token, and the member has none. */
    STEP_UP_NOT_ENROLLED(59, ResponseCode.NOT_PERMITTED, false),
    /** Too many wrong passwords on this account today. */
    STEP_UP_LOCKED(23, ResponseCode.TRIES_EXCEEDED, false),
    STEP_UP_TRIES_EXCEEDED(24, ResponseCode.TRIES_EXCEEDED, false),
    STEP_UP_EXPIRED(25, ResponseCode.STEP_UP_FAILED, false),
    STEP_UP_WRONG(26, ResponseCode.STEP_UP_FAILED, false),
    /** The network said no; its own code is the response code. */
    NETWORK_DECLINED(27, ResponseCode.INVALID_TRANSACTION, false),
    /** The network did not answer in time. */
    NETWORK_TIMEOUT(28, ResponseCode.LATE, true),
    /** The hold ran out before its completion came. */
    HOLD_EXPIRED(29, ResponseCode.INVALID_TRANSACTION, false),
    NO_ORIGINAL(30, ResponseCode.NO_ORIGINAL, false),
    /** A crash caught the payment between hold and send. */
    NOT_SENT(31, ResponseCode.MALFUNCTION, true),
    /** A reversal of what another institution already settled: a new transfer back is the way. */
    NOT_REVERSIBLE(32, ResponseCode.NOT_PERMITTED, false),
    /** The caller took it back before it was finished. */
    REVERSED_BY_CALLER(33, ResponseCode.APPROVED, false);

    private static final DeclineReason[] BY_CODE = new DeclineReason[64];

    static {
        for (final DeclineReason reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    private final int code;
    private final int responseCode;
    private final boolean isTransient;

    DeclineReason(final int code, final int responseCode, final boolean isTransient) {
        this.code = code;
        this.responseCode = responseCode;
        this.isTransient = isTransient;
    }

    public int code() {
        return code;
    }

    /** @return DE39, packed as {@link ResponseCode} says. */
    public int responseCode() {
        return responseCode;
    }

    /** @return whether the same request may succeed later, under a new key, with nothing changed by the caller. */
    public boolean isTransient() {
        return isTransient;
    }

    public static DeclineReason ofCode(final int code) {
        return BY_CODE[code];
    }
}
