package io.ayni.connectors.channel.json;

import io.ayni.connectors.DirectEngine;
import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.SealedCards;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutAccountEncoder;
import io.ayni.core.command.PutCardEncoder;
import io.ayni.core.command.PutMemberEncoder;
import io.ayni.core.command.PutProductEncoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.stepup.StepUpMethod;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.agrona.concurrent.UnsafeBuffer;

/** María (1) with every product, José (2) with savings, Rosa (3) with a soft token. */
final class Members {
    static final String MARIA = "4200000017";
    static final String MARIA_TOO = "4200000066";
    static final String JOSE = "4200000025";
    static final String ROSA = "4200000082";
    static final String LOAN = "4200000033";
    static final String CONTRIBUTIONS = "4200000041";
    static final String CREDIT = "4200000058";
    static final String TERM_DEPOSIT = "4200000074";
    static final long CREDIT_CARD = 4_000_001;
    static final long DEBIT_CARD = 4_000_002;
    static final String CREDIT_PAN = "4545450000000001";
    static final String DEBIT_PAN = "4507990000000002";
    static final String OTHER_PAN = "4111111111111111";
    static final LocalDate MARIA_BORN = LocalDate.of(1984, 3, 12);
    static final byte[] ROSA_SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    private static final int USD = 840;

    private final DirectEngine engine;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SealedCards seal = new SealedCards(JsonBench.KEYS);

    Members(final DirectEngine engine) {
        this.engine = engine;
    }

    void open() {
        account(MARIA, 1, AccountKind.SAVINGS, 10_000_000, 0);
        account(MARIA_TOO, 1, AccountKind.SAVINGS, 5_000, 0);
        account(LOAN, 1, AccountKind.LOAN, -100_000, 0);
        account(CONTRIBUTIONS, 1, AccountKind.CONTRIBUTION, 2_000, 0);
        account(CREDIT, 1, AccountKind.CREDIT_CARD, -6_853, 100_000);
        account(TERM_DEPOSIT, 1, AccountKind.TERM_DEPOSIT, 500_000, 0);
        account(JOSE, 2, AccountKind.SAVINGS, 25_000, 0);
        account(ROSA, 3, AccountKind.SAVINGS, 25_000, 0);
        product(LOAN, 5_000, 10, 0);
        product(CREDIT, 0, 0, 1_500);
        product(TERM_DEPOSIT, 0, 0, 0);
        card(CREDIT_PAN, CREDIT, CardKind.CREDIT, CREDIT_CARD);
        card(DEBIT_PAN, MARIA, CardKind.DEBIT, DEBIT_CARD);
        member(1, StepUpMethod.OTP, (int) MARIA_BORN.toEpochDay());
        member(3, StepUpMethod.TOTP, 0);
    }

    private void account(
            final String number, final long member, final AccountKind kind, final long balanceMinor, final long line) {
        final PutAccountEncoder put = new PutAccountEncoder().wrapAndApplyHeader(clear(), 0, header);
        put.account(AccountNumber.parse(number)).memberId(member).currency(USD).kind((short) kind.code())
                .status((short) AccountStatus.ACTIVE.code()).signature((short) Signature.SINGLE.code())
                .authorisedLineMinor(line).openingBalanceMinor(balanceMinor);
        apply(put.encodedLength());
    }

    private void product(final String account, final long instalment, final int left, final long minimum) {
        final PutProductEncoder put = new PutProductEncoder().wrapAndApplyHeader(clear(), 0, header);
        put.account(AccountNumber.parse(account)).instalmentMinor(instalment).instalmentsLeft(left)
                .minimumPaymentMinor(minimum).rateBasisPoints(1_520)
                .dueDay((int) LocalDate.of(2025, 12, 15).toEpochDay());
        apply(put.encodedLength());
    }

    private void card(final String pan, final String account, final CardKind kind, final long token) {
        final PutCardEncoder put = new PutCardEncoder().wrapAndApplyHeader(clear(), 0, header);
        final CardHash hash = new CardHash(JsonBench.KEYS);
        hash.hash(new UnsafeBuffer(pan.getBytes(StandardCharsets.US_ASCII)), 0, pan.length(), put.card());
        put.account(AccountNumber.parse(account)).cardBin(hash.bin()).cardLastFour(hash.lastFour())
                .status((short) AccountStatus.ACTIVE.code()).kind((short) kind.code()).token(token);
        seal.seal(pan, put.sealedCard());
        apply(put.encodedLength());
    }

    private void member(final long member, final StepUpMethod method, final int birthDay) {
        final PutMemberEncoder put = new PutMemberEncoder().wrapAndApplyHeader(clear(), 0, header);
        put.memberId(member).birthDay(birthDay).stepUp((short) method.code()).phone("0991234567")
                .email("socia@example.com").name("Socia");
        if (method == StepUpMethod.TOTP) {
            seal.sealToken(ROSA_SECRET, put.sealedTotp());
        }
        apply(put.encodedLength());
    }

    private UnsafeBuffer clear() {
        buffer.setMemory(0, buffer.capacity(), (byte) 0);
        return buffer;
    }

    private void apply(final int blockLength) {
        engine.apply(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }
}
