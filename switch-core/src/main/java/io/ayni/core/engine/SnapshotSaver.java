package io.ayni.core.engine;

import io.ayni.core.command.AccountRecordEncoder;
import io.ayni.core.command.CardRecordEncoder;
import io.ayni.core.command.ChallengeRecordEncoder;
import io.ayni.core.command.LimitRecordEncoder;
import io.ayni.core.command.LinkRecordEncoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.NetworkLegRecordEncoder;
import io.ayni.core.command.PaymentDetailRecordEncoder;
import io.ayni.core.command.PaymentRecordEncoder;
import io.ayni.core.command.ProductRecordEncoder;
import io.ayni.core.command.SnapshotBeginEncoder;
import io.ayni.core.command.SnapshotEndEncoder;
import io.ayni.core.command.WaitingReversalRecordEncoder;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.Payments;
import io.ayni.core.snapshot.SnapshotRecords;
import io.ayni.core.store.Slab;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes the state as snapshot records in canonical order: what the tables' layout decides (ids, free lists, slots) does
 * not show, so equal states give equal bytes on every node. Allocates; runs on an engine that nobody waits for.
 */
final class SnapshotSaver {
    private final EngineState state;
    private final SnapshotRecords out;
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1_024);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AccountRecordEncoder account = new AccountRecordEncoder();
    private final ProductRecordEncoder product = new ProductRecordEncoder();
    private final CardRecordEncoder card = new CardRecordEncoder();
    private final LimitRecordEncoder limit = new LimitRecordEncoder();
    private final LinkRecordEncoder link = new LinkRecordEncoder();
    private final PaymentRecordEncoder payment = new PaymentRecordEncoder();
    private final ChallengeRecordEncoder challenge = new ChallengeRecordEncoder();
    private final NetworkLegRecordEncoder networkLeg = new NetworkLegRecordEncoder();
    private final PaymentDetailRecordEncoder detail = new PaymentDetailRecordEncoder();
    private final WaitingReversalRecordEncoder waiting = new WaitingReversalRecordEncoder();
    private long records;

    SnapshotSaver(final EngineState state, final SnapshotRecords out) {
        this.state = state;
        this.out = out;
    }

    void save() {
        begin();
        accounts();
        products();
        cards();
        limits();
        records += new MemberSnapshot(state).save(out);
        links();
        payments();
        waitingReversals();
        final SnapshotEndEncoder end = new SnapshotEndEncoder().wrapAndApplyHeader(buffer, 0, header).records(records);
        emit(end.encodedLength());
    }

    private void begin() {
        final SnapshotBeginEncoder begin = new SnapshotBeginEncoder().wrapAndApplyHeader(buffer, 0, header)
            .sequence(state.sequence).timestampMs(state.nowMs).postings(state.ledger.postings())
            .excessMinor(state.excessMinor)
            .putPolicy(state.policyCommand, 0, state.policyCommand.length);
        emit(begin.encodedLength());
    }

    private void accounts() {
        sortedBy(state.ledger.size(), Comparator.comparingLong(state.ledger::number)).forEach(id -> {
            account.wrapAndApplyHeader(buffer, 0, header);
            state.ledger.save(id, account);
            emit(account.encodedLength());
        });
    }

    private void products() {
        sortedBy(state.products.size(), Comparator.comparingLong(state.products::account)).forEach(id -> {
            product.wrapAndApplyHeader(buffer, 0, header);
            state.products.save(id, product);
            emit(product.encodedLength());
        });
    }

    private void cards() {
        final Comparator<Integer> byHash = Comparator.<Integer>comparingLong(state.cards::hashHigh)
            .thenComparingLong(state.cards::hashLow);
        sortedBy(state.cards.size(), byHash).forEach(id -> {
            card.wrapAndApplyHeader(buffer, 0, header)
                .account(state.ledger.number(state.cards.accountId(id))).cardBin(state.cards.bin(id))
                .cardLastFour(state.cards.lastFour(id)).status((short) state.cards.status(id).code())
                .kind((short) state.cards.kind(id).code()).token(state.cards.token(id))
                .card().high(state.cards.hashHigh(id)).low(state.cards.hashLow(id));
            state.cards.getSealed(id, buffer,
                MessageHeaderEncoder.ENCODED_LENGTH + CardRecordEncoder.sealedCardEncodingOffset());
            emit(card.encodedLength());
        });
    }

    private void limits() {
        final Comparator<Integer> byMember = Comparator.<Integer>comparingLong(state.limits::memberId)
            .thenComparing(state.limits::bucket);
        sortedBy(state.limits.highWater(), byMember).forEach(id -> {
            limit.wrapAndApplyHeader(buffer, 0, header);
            state.limits.save(id, limit);
            emit(limit.encodedLength());
        });
    }

    private void links() {
        for (int linkId = 0; linkId <= Links.MAX_LINK_ID; linkId++) {
            if (state.links.isKnown(linkId)) {
                link.wrapAndApplyHeader(buffer, 0, header);
                state.links.save(linkId, link);
                emit(link.encodedLength());
            }
        }
    }

    private void payments() {
        final Payments payments = state.payments;
        payments.forEachFinal(this::payment);
        final Comparator<Integer> bySequence = Comparator.<Integer>comparingLong(payments::sequence)
            .thenComparingLong(payments::paymentId);
        IntStream.range(0, payments.highWater())
            .filter(p -> payments.isUsed(p) && !payments.state(p).isFinal())
            .boxed().sorted(bySequence).forEach(this::payment);
    }

    private void payment(final int p) {
        final Payments payments = state.payments;
        payment.wrapAndApplyHeader(buffer, 0, header);
        payments.save(p, payment);
        payment.debitAccount(number(payments.debitAccount(p))).creditAccount(number(payments.creditAccount(p)));
        emit(payment.encodedLength());
        if (payments.challenge(p) != Slab.NONE) {
            challenge.wrapAndApplyHeader(buffer, 0, header);
            state.challenges.save(payments.challenge(p), challenge);
            emit(challenge.encodedLength());
        }
        if (payments.networkLeg(p) != Slab.NONE) {
            networkLeg.wrapAndApplyHeader(buffer, 0, header);
            state.legs.save(payments.networkLeg(p), networkLeg);
            emit(networkLeg.encodedLength());
        }
        if (payments.details(p) != Slab.NONE) {
            detail.wrapAndApplyHeader(buffer, 0, header);
            state.details.save(payments.details(p), detail);
            emit(detail.encodedLength());
        }
    }

    private void waitingReversals() {
        for (int linkId = 0; linkId <= Links.MAX_LINK_ID; linkId++) {
            final int each = linkId;
            state.links.forEachWaiting(linkId, p -> {
                waiting.wrapAndApplyHeader(buffer, 0, header).linkId(each).paymentId(state.payments.paymentId(p));
                emit(waiting.encodedLength());
            });
        }
    }

    private long number(final int id) {
        return id == Slab.NONE ? 0 : state.ledger.number(id);
    }

    private void emit(final int bodyLength) {
        out.onRecord(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + bodyLength);
        records++;
    }

    private static IntStream sortedBy(final int bound, final Comparator<Integer> order) {
        return IntStream.range(0, bound).boxed().sorted(order).mapToInt(Integer::intValue);
    }
}
