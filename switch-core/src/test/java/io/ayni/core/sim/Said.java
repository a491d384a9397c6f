package io.ayni.core.sim;

import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.CutoverTakenDecoder;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ScheduleDueDecoder;
import org.agrona.DirectBuffer;

/** An outcome as a plain value, so that what the engine said and what the naive model expects can be compared. */
sealed interface Said permits Said.Reply, Said.Send, Said.Alarm, Said.Admin, Said.Notice, Said.Due,
    Said.Suspended, Said.Cutover, SaidRow {
    record Reply(long connectionId, long correlationId, long paymentId, int disposition, int state, int code,
                 int reason, long availableMinor, long reversedMinor, int triesLeft, boolean mayReveal,
                 long sequence, int billerId, int effectiveDay, long amountMinor, int stepUp, long targetId,
                 long interestMinor)
        implements Said {
    }

    record Send(int linkId, long paymentId, int attempt, long stan, long originalStan, long reference,
                long amountMinor, long transmissionTime, int kind, int currency, int operation, long institution)
        implements Said {
    }

    record Alarm(int code, long paymentId, int field, long value) implements Said {
    }

    record Admin(long correlationId, int result) implements Said {
    }

    record Notice(long memberId, int kind, int reason, int billerId, int runDay, long paymentId, long targetId,
                  long amountMinor, long limitMinor, long account) implements Said {
    }

    record Due(int linkId, long scheduleId, int runDay, int billerId, String reference) implements Said {
    }

    record Suspended(int linkId, int suspensions) implements Said {
    }

    record Cutover(int linkId, int settlementDay) implements Said {
    }

    /** Decodes one message of the log format; not thread safe. */
    final class Reader {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final PaymentReplyDecoder reply = new PaymentReplyDecoder();
        private final NetworkSendDecoder send = new NetworkSendDecoder();
        private final AlarmDecoder alarm = new AlarmDecoder();
        private final AdminReplyDecoder admin = new AdminReplyDecoder();

        Said read(final DirectBuffer buffer, final int offset) {
            header.wrap(buffer, offset);
            return switch (header.templateId()) {
                case PaymentReplyDecoder.TEMPLATE_ID -> reply(reply.wrapAndApplyHeader(buffer, offset, header));
                case NetworkSendDecoder.TEMPLATE_ID -> send(send.wrapAndApplyHeader(buffer, offset, header));
                case AlarmDecoder.TEMPLATE_ID -> {
                    alarm.wrapAndApplyHeader(buffer, offset, header);
                    yield new Alarm(alarm.code(), alarm.paymentId(), alarm.field(), alarm.value());
                }
                case AdminReplyDecoder.TEMPLATE_ID -> {
                    admin.wrapAndApplyHeader(buffer, offset, header);
                    yield new Admin(admin.replyTo().correlationId(), admin.result());
                }
                case MemberNoticeDecoder.TEMPLATE_ID -> {
                    final MemberNoticeDecoder n = new MemberNoticeDecoder().wrapAndApplyHeader(buffer, offset, header);
                    yield new Notice(n.memberId(), n.kind(), n.reason(), n.billerId(), n.runDay(), n.paymentId(),
                        n.targetId(), n.amountMinor(), n.limitMinor(), n.account());
                }
                case ScheduleDueDecoder.TEMPLATE_ID -> {
                    final ScheduleDueDecoder d = new ScheduleDueDecoder().wrapAndApplyHeader(buffer, offset, header);
                    yield new Due(d.linkId(), d.scheduleId(), d.runDay(), d.billerId(), d.reference().trim());
                }
                case LinkSuspendedDecoder.TEMPLATE_ID -> {
                    final LinkSuspendedDecoder l = new LinkSuspendedDecoder().wrapAndApplyHeader(buffer, offset, header);
                    yield new Suspended(l.linkId(), l.suspensions());
                }
                case CutoverTakenDecoder.TEMPLATE_ID -> {
                    final CutoverTakenDecoder c = new CutoverTakenDecoder().wrapAndApplyHeader(buffer, offset, header);
                    yield new Cutover(c.linkId(), c.settlementDay());
                }
                default -> row(buffer, offset);
            };
        }

        private static SaidRow row(final DirectBuffer buffer, final int offset) {
            final SaidRow row = SaidRow.read(buffer, offset);
            if (row == null) {
                throw new AssertionError("outcome of template " + new MessageHeaderDecoder().wrap(buffer, offset)
                    .templateId());
            }
            return row;
        }

        private static Reply reply(final PaymentReplyDecoder r) {
            final long connectionId = r.replyTo().connectionId();
            final long correlationId = r.replyTo().correlationId();
            return new Reply(connectionId, correlationId, r.paymentId(), r.disposition(), r.state(), r.responseCode(),
                r.reason(), r.availableMinor(), r.reversedMinor(), r.triesLeft(), r.mayReveal() == 1,
                r.sequence(), r.billerId(), r.effectiveDay(), r.amountMinor(), r.stepUp(), r.targetId(),
                r.interestMinor());
        }

        private static Send send(final NetworkSendDecoder s) {
            long reference = 0;
            for (int i = 0; i < NetworkSendDecoder.retrievalReferenceLength(); i++) {
                reference = reference * 10 + s.retrievalReference(i) - '0';
            }
            return new Send(s.linkId(), s.paymentId(), s.attempt(), s.stan(), s.originalStan(), reference,
                s.amountMinor(), s.transmissionTime(), s.kind(), s.currency(), s.operation(), s.institution());
        }
    }
}
