package io.ayni.core.sim;

import io.ayni.core.command.AccountQueryDecoder;
import io.ayni.core.command.MemberQueryDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PaymentQueryDecoder;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.QueryKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.LinkState;
import io.ayni.core.stepup.StepUpMethod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.agrona.DirectBuffer;

/** What members are shown, all but their history: each list is made whole, sorted, and then cut to its page. */
final class NaiveQueries {
    private static final int MAX_ROWS = 30;

    private final NaiveSwitch twin;
    private final NaiveBooks books;
    private final NaiveVoice voice;

    NaiveQueries(final NaiveSwitch twin) {
        this.twin = twin;
        books = twin.books;
        voice = twin.voice;
    }

    /** @return the rows that the engine must answer a query with, in order. */
    List<Said> answer(final DirectBuffer buffer) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
        voice.begin();
        switch (header.templateId()) {
            case PaymentQueryDecoder.TEMPLATE_ID ->
                payment(new PaymentQueryDecoder().wrapAndApplyHeader(buffer, 0, header));
            case AccountQueryDecoder.TEMPLATE_ID -> {
                final AccountQueryDecoder query = new AccountQueryDecoder().wrapAndApplyHeader(buffer, 0, header);
                voice.say(account(query.account(), books.accounts.get(query.account())));
            }
            default -> member(new MemberQueryDecoder().wrapAndApplyHeader(buffer, 0, header));
        }
        return voice.said();
    }

    private void payment(final PaymentQueryDecoder query) {
        final long[] to = {query.replyTo().connectionId(), query.replyTo().correlationId()};
        final NaivePayment p = books.byId.get(query.paymentId());
        if (p == null || p.peerId != query.peerId()) {
            voice.refuse(to, query.paymentId(), Disposition.NOT_FOUND, DeclineReason.NO_ORIGINAL);
        } else {
            voice.reply(to, p, Disposition.VIEW, false);
        }
    }

    private void member(final MemberQueryDecoder q) {
        final long member = q.memberId();
        switch (QueryKind.ofCode(q.kind())) {
            case POSITION -> page(q, accounts(member), a -> a.number, a -> account(a.number, a),
                !accounts(member).isEmpty());
            case LIMITS -> limits(q);
            case CARDS -> counted(q, cards(member), !accounts(member).isEmpty());
            case BENEFICIARIES -> page(q, beneficiaries(member), Map.Entry::getKey, this::beneficiary,
                isKnown(member));
            case ENROLMENTS -> page(q, enrolments(member), Map.Entry::getKey, this::enrolment, isKnown(member));
            case SCHEDULES -> page(q, schedules(member), s -> s.id, this::schedule, isKnown(member));
            case DEFERRALS -> counted(q, deferrals(member), isKnown(member));
            case ONE_BENEFICIARY -> one(beneficiaries(member).stream().filter(each -> each.getKey() == q.cursor())
                .findFirst().map(this::beneficiary));
            case ONE_ENROLMENT -> one(enrolments(member).stream().filter(each -> each.getKey() == q.cursor())
                .findFirst().map(this::enrolment));
            case ONE_SCHEDULE -> one(schedules(member).stream().filter(each -> each.id == q.cursor()).findFirst()
                .map(this::schedule));
            case SIMULATE_DEFERRAL -> {
                voice.say(simulation(q));
                voice.say(new SaidRow.End(1, 0, isKnown(member)));
            }
            case CONTACT -> contact(member);
            case LINKS -> page(q, List.of(1, 2, 3, 4), linkId -> (long) linkId, this::link, true);
            case ONE_PAYMENT -> one(Optional.ofNullable(books.byId.get(q.cursor())).map(NaiveQueries::waiting));
            default -> throw new AssertionError("a history is not answered here");
        }
    }

    /** Rows after the one the cursor names, in ascending order of what it names them by. */
    private <T> void page(final MemberQueryDecoder query, final List<T> all, final Function<T, Long> id,
        final Function<T, Said> row, final boolean found) {
        final List<T> rest = all.stream().filter(each -> id.apply(each) > query.cursor()).toList();
        final List<T> shown = rest.subList(0, Math.min(rest.size(), most(query)));
        shown.forEach(each -> voice.say(row.apply(each)));
        voice.say(new SaidRow.End(shown.size(), shown.size() == rest.size() ? 0 : id.apply(shown.getLast()), found));
    }

    /** Rows after so many as the cursor says. */
    private void counted(final MemberQueryDecoder query, final List<Said> all, final boolean found) {
        final int from = (int) Math.min(query.cursor(), all.size());
        final int to = Math.min(all.size(), from + most(query));
        all.subList(from, to).forEach(voice::say);
        voice.say(new SaidRow.End(to - from, to == all.size() ? 0 : to, found));
    }

    private void one(final Optional<Said> row) {
        row.ifPresent(voice::say);
        voice.say(new SaidRow.End(row.isPresent() ? 1 : 0, 0, row.isPresent()));
    }

    static int most(final MemberQueryDecoder query) {
        return query.maxRows() < 1 ? MAX_ROWS : Math.min(query.maxRows(), MAX_ROWS);
    }

    private boolean isKnown(final long member) {
        return twin.members.isKnown(member) || !accounts(member).isEmpty();
    }

    List<NaiveAccount> accounts(final long member) {
        return books.accounts.values().stream().filter(a -> a.member == member && !a.house())
            .sorted(Comparator.comparingLong(a -> a.number)).toList();
    }

    private Said account(final long number, final NaiveAccount a) {
        if (a == null) {
            return new SaidRow.Account(number, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        return new SaidRow.Account(number, true, a.kind.code(), a.status.code(), a.signature.code(), a.currency,
            a.member, a.ledgerMinor, a.heldMinor, a.available(), a.lineMinor,
            books.products.contains(number) ? Terms.INSTALMENT_MINOR : 0, twin.deferrals.deferredMinor(number),
            a.instalmentsLeft);
    }

    private void limits(final MemberQueryDecoder query) {
        if (accounts(query.memberId()).isEmpty()) {
            voice.say(new SaidRow.End(0, 0, false));
            return;
        }
        final List<Said> rows = new ArrayList<>();
        for (final Bucket bucket : List.of(Bucket.INT, Bucket.EXT, Bucket.CARD)) {
            rows.add(twin.limits.row(query.memberId(), bucket));
        }
        if (twin.deferrals.accountOf(query.memberId(), query.cardToken()) != null) {
            final long owner = books.cardOfToken(query.cardToken()) | Long.MIN_VALUE;
            rows.add(twin.limits.row(owner, Bucket.CARD_PURCHASES));
            rows.add(twin.limits.row(owner, Bucket.CARD_WITHDRAWALS));
        }
        rows.forEach(voice::say);
        voice.say(new SaidRow.End(rows.size(), 0, true));
    }

    private List<Said> cards(final long member) {
        final List<Said> rows = new ArrayList<>();
        for (final NaiveAccount account : accounts(member)) {
            books.cardTokens.entrySet().stream().filter(card -> books.cardAccounts.get(card.getValue()) == account)
                .sorted(Map.Entry.comparingByValue()).forEach(card -> rows.add(new SaidRow.Card(card.getKey(),
                    account.number, (Terms.isCredit(card.getValue()) ? CardKind.CREDIT : CardKind.DEBIT).code(),
                    books.cardStatus.get(card.getValue()).code())));
        }
        return rows;
    }

    private List<Map.Entry<Long, NaiveMembers.Beneficiary>> beneficiaries(final long member) {
        return twin.members.beneficiaries.entrySet().stream().filter(each -> each.getValue().member() == member)
            .toList();
    }

    private Said beneficiary(final Map.Entry<Long, NaiveMembers.Beneficiary> b) {
        return new SaidRow.Beneficiary(b.getKey(), b.getValue().kind(), b.getValue().institution(),
            b.getValue().account(), b.getValue().token());
    }

    private List<Map.Entry<Long, NaiveMembers.Enrolment>> enrolments(final long member) {
        return twin.members.enrolments.entrySet().stream().filter(each -> each.getValue().member() == member)
            .toList();
    }

    private Said enrolment(final Map.Entry<Long, NaiveMembers.Enrolment> e) {
        return new SaidRow.Enrolment(e.getKey(), e.getValue().biller(), e.getValue().flags(),
            e.getValue().reference());
    }

    private List<NaiveSchedules.Schedule> schedules(final long member) {
        return twin.schedules.schedules.values().stream().filter(each -> each.member == member).toList();
    }

    private Said schedule(final NaiveSchedules.Schedule s) {
        return new SaidRow.Schedule(s.id, s.account, s.biller, s.startDay, s.endDay, s.lastRunDay,
            s.lastReason.code(), s.maxMinor, s.nextMs, s.reference);
    }

    private List<Said> deferrals(final long member) {
        final List<Said> rows = new ArrayList<>();
        for (final NaiveAccount account : accounts(member)) {
            twin.deferrals.deferrals.stream().filter(d -> d.account() == account.number)
                .sorted(Comparator.comparingLong(NaiveDeferrals.Deferral::id)).forEach(d -> rows.add(
                    new SaidRow.Deferral(d.id(), d.token(), d.account(), d.french() ? 2 : 1, 0, d.instalments(),
                        (int) d.firstDue().toEpochDay(), d.principalMinor(), d.interestMinor())));
        }
        return rows;
    }

    private Said simulation(final MemberQueryDecoder q) {
        final DeclineReason reason = q.amountMinor() < 0 ? DeclineReason.AMOUNT_INVALID
            : twin.deferrals.check(q.memberId(), q.cardToken(), q.method(), q.instalments(), q.amountMinor());
        final int method = books.policy.french() ? 2 : 1;
        if (reason != DeclineReason.NONE) {
            return new SaidRow.Deferral(0, q.cardToken(), 0, method, reason.code(), q.instalments(), 0,
                q.amountMinor(), 0);
        }
        final NaiveAccount account = twin.deferrals.accountOf(q.memberId(), q.cardToken());
        final long amountMinor = q.amountMinor() == 0 ? twin.deferrals.leftMinor(account) : q.amountMinor();
        return new SaidRow.Deferral(0, q.cardToken(), account.number, method, 0, q.instalments(),
            (int) twin.deferrals.firstDue().toEpochDay(), amountMinor,
            twin.deferrals.interestMinor(amountMinor, q.instalments()));
    }

    private Said link(final int linkId) {
        return new SaidRow.Link(linkId, (books.up[linkId] ? LinkState.UP : LinkState.DOWN).code(),
            twin.networks.suspensions(linkId), twin.checks.waitingOn(linkId),
            (int) twin.reversals.waitingForAccept(linkId));
    }

    /** @return what an operator is shown of a payment. */
    static Said waiting(final NaivePayment p) {
        return new SaidRow.Waiting(p.id, p.state.code(), p.operation.code(), p.reason.code(), p.code, p.currency,
            p.reversals, p.inquirySentMs.size(), p.linkId, p.billerId, p.amountMinor, p.heldMinor,
            p.debit == null ? 0 : p.debit.number, p.institution, p.createdMs, p.updatedMs, p.reference);
    }

    private void contact(final long id) {
        final NaiveMembers.Member member = twin.members.members.get(id);
        voice.say(new SaidRow.Contact(id, member != null, member == null ? 0
            : (member.prefersToken ? StepUpMethod.TOTP : StepUpMethod.OTP).code(),
            member != null && member.hasToken));
        voice.say(new SaidRow.End(1, 0, member != null));
    }
}
