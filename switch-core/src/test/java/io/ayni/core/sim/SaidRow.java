package io.ayni.core.sim;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.command.WaitingReplyDecoder;
import org.agrona.DirectBuffer;

/** A row of the answer to a query, as a plain value. */
sealed interface SaidRow extends Said {
    record Account(long number, boolean found, int kind, int status, int signature, int currency, long member,
                   long ledgerMinor,
                   long heldMinor, long availableMinor, long lineMinor, long instalmentMinor, long deferredMinor,
                   int instalmentsLeft) implements SaidRow {
    }

    record Limit(int bucket, long ownDaily, long ownWeekly, long ownMonthly, long ceilingDaily, int ceilingCount,
                 long usedDaily, long usedWeekly, long usedMonthly, int count) implements SaidRow {
    }

    record Card(long token, long account, int kind, int status) implements SaidRow {
    }

    record Beneficiary(long id, int kind, long institution, String account, long token) implements SaidRow {
    }

    record Enrolment(long id, int biller, int flags, String reference) implements SaidRow {
    }

    record Schedule(long id, long account, int biller, int startDay, int endDay, int lastRunDay, int lastReason,
                    long maxMinor, long nextMs, String reference) implements SaidRow {
    }

    record Deferral(long id, long token, long account, int method, int result, int instalments, int firstDueDay,
                    long principalMinor, long interestMinor) implements SaidRow {
    }

    record Contact(long member, boolean found, int stepUp, boolean hasToken) implements SaidRow {
    }

    /** A payment as an operator sees it. */
    record Waiting(long id, int state, int operation, int reason, int code, int currency, int reversals, int inquiries,
                   int linkId, int biller, long amountMinor, long heldMinor, long debit, long institution,
                   long createdMs, long updatedMs, long reference) implements SaidRow {
    }

    record Link(int linkId, int state, int suspensions, int inFlight, int reversing) implements SaidRow {
    }

    record End(int rows, long cursor, boolean found) implements SaidRow {
    }

    /** @return the row, or null when the message is none. */
    static SaidRow read(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        return switch (header.templateId()) {
            case AccountReplyDecoder.TEMPLATE_ID -> {
                final AccountReplyDecoder a = new AccountReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Account(a.account(), a.found() == 1, a.kind(), a.status(), a.signature(), a.currency(),
                    a.memberId(), a.ledgerMinor(), a.heldMinor(), a.availableMinor(), a.authorisedLineMinor(),
                    a.instalmentMinor(), a.deferredMinor(), a.instalmentsLeft());
            }
            case LimitReplyDecoder.TEMPLATE_ID -> {
                final LimitReplyDecoder l = new LimitReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Limit(l.bucket(), l.ownDailyMinor(), l.ownWeeklyMinor(), l.ownMonthlyMinor(),
                    l.ceilingDailyMinor(), l.ceilingDailyCount(), l.usedDailyMinor(), l.usedWeeklyMinor(),
                    l.usedMonthlyMinor(), l.dailyCount());
            }
            case CardReplyDecoder.TEMPLATE_ID -> {
                final CardReplyDecoder c = new CardReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Card(c.cardToken(), c.account(), c.kind(), c.status());
            }
            case BeneficiaryReplyDecoder.TEMPLATE_ID -> {
                final BeneficiaryReplyDecoder b =
                    new BeneficiaryReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Beneficiary(b.beneficiaryId(), b.kind(), b.institution(), b.externalAccount().trim(),
                    b.cardToken());
            }
            case EnrolmentReplyDecoder.TEMPLATE_ID -> {
                final EnrolmentReplyDecoder e = new EnrolmentReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Enrolment(e.enrolmentId(), e.billerId(), e.flags(), e.reference().trim());
            }
            case ScheduleReplyDecoder.TEMPLATE_ID -> schedule(
                new ScheduleReplyDecoder().wrapAndApplyHeader(buffer, offset, header));
            case DeferralReplyDecoder.TEMPLATE_ID -> {
                final DeferralReplyDecoder d = new DeferralReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Deferral(d.deferralId(), d.cardToken(), d.account(), d.method(), d.result(),
                    d.instalments(), d.firstDueDay(), d.principalMinor(), d.interestMinor());
            }
            case ContactReplyDecoder.TEMPLATE_ID -> {
                final ContactReplyDecoder c = new ContactReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Contact(c.memberId(), c.found() == 1, c.stepUp(), c.sealedTotp().w0() != 0);
            }
            case WaitingReplyDecoder.TEMPLATE_ID -> {
                final WaitingReplyDecoder w = new WaitingReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Waiting(w.paymentId(), w.state(), w.operation(), w.reason(), w.responseCode(), w.currency(),
                    w.reversals(), w.inquiries(), w.linkId(), w.billerId(), w.amountMinor(), w.heldMinor(),
                    w.debitAccount(), w.institution(), w.createdMs(), w.updatedMs(), w.reference());
            }
            case LinkReplyDecoder.TEMPLATE_ID -> {
                final LinkReplyDecoder l = new LinkReplyDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new Link(l.linkId(), l.state(), l.suspensions(), l.inFlight(), l.reversing());
            }
            case PageEndDecoder.TEMPLATE_ID -> {
                final PageEndDecoder p = new PageEndDecoder().wrapAndApplyHeader(buffer, offset, header);
                yield new End(p.rows(), p.cursor(), p.found() == 1);
            }
            default -> null;
        };
    }

    private static Schedule schedule(final ScheduleReplyDecoder s) {
        return new Schedule(s.scheduleId(), s.account(), s.billerId(), s.startDay(), s.endDay(), s.lastRunDay(),
            s.lastReason(), s.maxMinor(), s.nextRunMs(), s.reference().trim());
    }
}
