package io.ayni.core.engine;

import io.ayni.core.command.AccountRecordDecoder;
import io.ayni.core.command.CardRecordDecoder;
import io.ayni.core.command.ChallengeRecordDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.command.LimitRecordDecoder;
import io.ayni.core.command.LinkRecordDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkLegRecordDecoder;
import io.ayni.core.command.PaymentDetailRecordDecoder;
import io.ayni.core.command.PaymentRecordDecoder;
import io.ayni.core.command.ProductRecordDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.SnapshotBeginDecoder;
import io.ayni.core.command.SnapshotEndDecoder;
import io.ayni.core.command.WaitingReversalRecordDecoder;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.policy.Policy;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.store.Slab;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Fills an empty engine from the records of a snapshot, in the order in which they were saved. */
final class SnapshotLoader implements SnapshotRecords {
    private final EngineState state;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountRecordDecoder account = new AccountRecordDecoder();
    private final ProductRecordDecoder product = new ProductRecordDecoder();
    private final CardRecordDecoder card = new CardRecordDecoder();
    private final LimitRecordDecoder limit = new LimitRecordDecoder();
    private final LinkRecordDecoder link = new LinkRecordDecoder();
    private final PaymentRecordDecoder payment = new PaymentRecordDecoder();
    private final ChallengeRecordDecoder challenge = new ChallengeRecordDecoder();
    private final NetworkLegRecordDecoder networkLeg = new NetworkLegRecordDecoder();
    private final PaymentDetailRecordDecoder detail = new PaymentDetailRecordDecoder();
    private final WaitingReversalRecordDecoder waiting = new WaitingReversalRecordDecoder();
    private final MemberSnapshot members;
    private int lastPayment = Slab.NONE;
    private long records;
    private boolean ended;

    SnapshotLoader(final EngineState state) {
        this.state = state;
        this.members = new MemberSnapshot(state);
    }

    @Override
    public void onRecord(final DirectBuffer buffer, final int offset, final int length) {
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case SnapshotBeginDecoder.TEMPLATE_ID ->
                begin(new SnapshotBeginDecoder().wrapAndApplyHeader(buffer, offset, header));
            case AccountRecordDecoder.TEMPLATE_ID ->
                state.ledger.restore(account.wrapAndApplyHeader(buffer, offset, header));
            case ProductRecordDecoder.TEMPLATE_ID ->
                state.products.restore(product.wrapAndApplyHeader(buffer, offset, header));
            case CardRecordDecoder.TEMPLATE_ID -> card(card.wrapAndApplyHeader(buffer, offset, header));
            case LimitRecordDecoder.TEMPLATE_ID ->
                state.limits.restore(limit.wrapAndApplyHeader(buffer, offset, header));
            case LinkRecordDecoder.TEMPLATE_ID ->
                state.links.restore(link.wrapAndApplyHeader(buffer, offset, header));
            case PaymentRecordDecoder.TEMPLATE_ID -> payment(payment.wrapAndApplyHeader(buffer, offset, header));
            case ChallengeRecordDecoder.TEMPLATE_ID -> state.payments.challenge(lastPayment,
                state.challenges.restore(challenge.wrapAndApplyHeader(buffer, offset, header)));
            case NetworkLegRecordDecoder.TEMPLATE_ID ->
                networkLeg(networkLeg.wrapAndApplyHeader(buffer, offset, header));
            case PaymentDetailRecordDecoder.TEMPLATE_ID -> state.payments.details(lastPayment,
                state.details.restore(detail.wrapAndApplyHeader(buffer, offset, header)));
            case WaitingReversalRecordDecoder.TEMPLATE_ID -> {
                waiting.wrapAndApplyHeader(buffer, offset, header);
                state.links.park(waiting.linkId(),
                    state.payments.networkLeg(state.payments.findById(waiting.paymentId())));
            }
            case SnapshotEndDecoder.TEMPLATE_ID ->
                end(new SnapshotEndDecoder().wrapAndApplyHeader(buffer, offset, header).records());
            default -> {
                if (!members.load(buffer, offset, header)) {
                    throw new IllegalStateException("snapshot record " + records + " has template "
                        + header.templateId() + ", which this build does not know");
                }
            }
        }
        records++;
    }

    /** @throws IllegalStateException when the last record never came. */
    void requireEnded() {
        if (!ended) {
            throw new IllegalStateException("the snapshot ends after " + records + " records, without its end");
        }
    }

    private void begin(final SnapshotBeginDecoder begin) {
        if (records != 0 || state.sequence != 0) {
            throw new IllegalStateException("a snapshot begins in the middle");
        }
        state.sequence = begin.sequence();
        state.nowMs = begin.timestampMs();
        state.excessMinor = begin.excessMinor();
        state.ledger.restorePostings(begin.postings());
        final byte[] command = new byte[begin.policyLength()];
        begin.getPolicy(command, 0, command.length);
        if (command.length > 0) {
            state.policyCommand = command;
            state.policy = new Policy(
                new PutPolicyDecoder().wrapAndApplyHeader(new UnsafeBuffer(command), 0, new MessageHeaderDecoder()));
        }
    }

    private void card(final CardRecordDecoder record) {
        final Key128Decoder hash = record.card();
        final int id = state.cards.add(hash.high(), hash.low(), (int) record.cardBin(), record.cardLastFour());
        final boolean isBare = record.token() == CardRecordDecoder.tokenNullValue();
        state.cards.setAccount(id, state.ledger.find(record.account()), AccountStatus.ofCode(record.status()),
            isBare ? CardKind.DEBIT : CardKind.ofCode(record.kind()));
        if (!isBare) {
            state.cards.setToken(id, record.token());
            state.cards.setSealed(id, record.buffer(),
                record.offset() + CardRecordDecoder.sealedCardEncodingOffset());
        }
    }

    private void payment(final PaymentRecordDecoder record) {
        lastPayment = state.payments.restore(record, accountOf(record.debitAccount()),
            accountOf(record.creditAccount()));
        if (record.deadlineMs() != 0) {
            state.deadlines.schedule(lastPayment, record.deadlineMs(), record.sequence());
        }
    }

    private void networkLeg(final NetworkLegRecordDecoder record) {
        final int leg = state.legs.restore(lastPayment, record);
        state.payments.networkLeg(lastPayment, leg);
        if (state.payments.state(lastPayment) == PaymentState.SENT) {
            state.legs.begin(leg);
        } else if (state.payments.state(lastPayment) == PaymentState.REVERSAL_PENDING) {
            state.legs.beginReversal(leg);
        }
    }

    private int accountOf(final long number) {
        return number == 0 ? Slab.NONE : state.ledger.find(number);
    }

    private void end(final long expected) {
        if (records != expected) {
            throw new IllegalStateException("the snapshot has " + records + " records, its end says " + expected);
        }
        IntStream.range(0, state.payments.highWater())
            .filter(p -> state.payments.isUsed(p) && !state.payments.operation(p).isMemberRequest()).boxed()
            .sorted(Comparator.comparingLong(state.payments::sequence)).forEach(state.history::add);
        ended = true;
    }
}
