package io.ayni.perf.micro;

import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutPolicyEncoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The cooperative that the benchmarks run in, as commands: internal transfers without step-up, limits that count and are
 * never reached, accounts with consecutive numbers, each with a member of its own.
 */
final class Cooperative {
    static final int CURRENCY = 840;
    /** As its ten digits read. */
    static final long FIRST_NUMBER = 7_000_000_001L;
    /** Packed: the digits with a 1 in front. */
    static final long FIRST_ACCOUNT = 10_000_000_000L + FIRST_NUMBER;
    private static final long INSTITUTION_ACCOUNTS = 1_900L;
    private static final AccountKind[] INSTITUTION_KINDS = {AccountKind.FEE, AccountKind.TAX, AccountKind.SUSPENSE,
        AccountKind.OPENING, AccountKind.SETTLEMENT};
    private static final long OPENING_BALANCE_MINOR = 100_000_000;
    private static final long UNREACHED_MINOR = 1_000_000_000_000L;
    private static final int UNREACHED_COUNT = 1_000_000_000;
    private static final long DAY_MS = 86_400_000L;

    /** Takes one command; the bytes are valid during the call. */
    @FunctionalInterface
    interface CommandConsumer {
        void accept(MutableDirectBuffer buffer, int offset, int length);
    }

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(1_024);
    private final PutAccountEncoder account = new PutAccountEncoder();
    private final PutPolicyEncoder policy = new PutPolicyEncoder();

    /**
     * @param accounts    members' accounts, from {@link #FIRST_ACCOUNT} on
     * @param retentionMs how long final payments stay: it bounds the payments in memory
     */
    void open(final int accounts, final long retentionMs, final CommandConsumer commands) {
        for (int i = 0; i < INSTITUTION_KINDS.length; i++) {
            putAccount(INSTITUTION_ACCOUNTS + i, 0, INSTITUTION_KINDS[i], 0, commands);
        }
        putPolicy(retentionMs, commands);
        for (int i = 0; i < accounts; i++) {
            putAccount(FIRST_ACCOUNT + i, i + 1L, AccountKind.SAVINGS, OPENING_BALANCE_MINOR, commands);
        }
    }

    private void putAccount(
        final long number,
        final long memberId,
        final AccountKind kind,
        final long openingBalanceMinor,
        final CommandConsumer commands) {
        account.wrapAndApplyHeader(buffer, 0, header);
        account.replyTo().connectionId(0).correlationId(0);
        account.account(number)
            .memberId(memberId)
            .currency(CURRENCY)
            .kind((short) kind.code())
            .status((short) AccountStatus.ACTIVE.code())
            .signature((short) Signature.SINGLE.code())
            .authorisedLineMinor(0)
            .openingBalanceMinor(openingBalanceMinor);
        commands.accept(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + account.encodedLength());
    }

    private void putPolicy(final long retentionMs, final CommandConsumer commands) {
        policy.wrapAndApplyHeader(buffer, 0, header);
        policy.replyTo().connectionId(0).correlationId(0);
        policy.policyHash(1)
            .maxAmountMinor(UNREACHED_MINOR)
            .otpTtlMs(180_000)
            .otpTriesPerPayment(3)
            .otpFailuresPerDay(15)
            .otpResends(3)
            .alarmAfterReversals(6)
            .holdTtlMs(7 * DAY_MS)
            .retentionMs(retentionMs)
            .answerTimeoutMs(15_000)
            .reversalFirstMs(1_000)
            .reversalMaxMs(60_000)
            .feeAccount(INSTITUTION_ACCOUNTS)
            .taxAccount(INSTITUTION_ACCOUNTS + 1)
            .suspenseAccount(INSTITUTION_ACCOUNTS + 2)
            .openingAccount(INSTITUTION_ACCOUNTS + 3)
            .cardSettlementAccount(INSTITUTION_ACCOUNTS + 4)
            .unknownOriginalCode(ResponseCode.APPROVED);
        policy.operationsCount(1).next()
            .operation((short) Operation.TRANSFER_INTERNAL.code())
            .stepUp((short) StepUpMethod.NONE.code())
            .bucket((short) Bucket.INT.code());
        policy.feesCount(0);
        policy.taxesCount(0);
        policy.ceilingsCount(1).next()
            .bucket((short) Bucket.INT.code())
            .dailyMinor(UNREACHED_MINOR)
            .weeklyMinor(UNREACHED_MINOR)
            .monthlyMinor(UNREACHED_MINOR)
            .dailyCount(UNREACHED_COUNT);
        policy.linksCount(0);
        policy.routesCount(0);
        policy.billersCount(0);
        policy.closeWindowsCount(0);
        policy.cutOffsCount(0);
        policy.holidaysCount(0);
        policy.booksCount(0);
        policy.cardCeilingsCount(0);
        policy.zone("America/Guayaquil");
        commands.accept(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + policy.encodedLength());
    }
}
