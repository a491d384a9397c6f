package io.ayni.connectors.channel;

import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.Commands;
import io.ayni.core.command.ContactReplyDecoder;
import io.ayni.core.command.CutoverTakenDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.LinkReplyDecoder;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.PageEndDecoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.ReplyToDecoder;
import io.ayni.core.command.ScheduleDueDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.command.WaitingReplyDecoder;
import io.ayni.core.host.OutcomeSink;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands each durable outcome to the event loop that owns its caller or its link. Runs on the host's outcome thread,
 * reads nothing but the routing fields, copies the bytes into the loop's {@link LoopMailbox}.
 */
public final class OutcomeRouter implements OutcomeSink {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeRouter.class);
    /** The same in every outcome that answers somebody: replyTo is its first field. */
    static final int CONNECTION_ID_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH
            + PaymentReplyDecoder.replyToEncodingOffset() + ReplyToDecoder.connectionIdEncodingOffset();
    /** The same in every outcome that goes to a link: linkId is its first field. */
    private static final int LINK_ID_OFFSET = MessageHeaderDecoder.ENCODED_LENGTH
            + NetworkSendDecoder.linkIdEncodingOffset();

    private final LoopMailbox[] mailboxes;
    private final NodeReceiver node;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();
    private final AdminReplyDecoder adminReply = new AdminReplyDecoder();
    private final MemberNoticeDecoder memberNotice = new MemberNoticeDecoder();
    private volatile Int2ObjectHashMap<LoopMailbox> mailboxByLink = new Int2ObjectHashMap<>();
    private volatile long unroutable;

    /** @param mailboxes one per event loop, at its index */
    public OutcomeRouter(final List<LoopMailbox> mailboxes, final NodeReceiver node) {
        this.mailboxes = mailboxes.toArray(new LoopMailbox[0]);
        this.node = node;
    }

    /** Any thread, before the link opens: messages to the link go to the loop of this mailbox. */
    public synchronized void assignLink(final int linkId, final LoopMailbox mailbox) {
        final Int2ObjectHashMap<LoopMailbox> next = new Int2ObjectHashMap<>();
        next.putAll(mailboxByLink);
        next.put(linkId, mailbox);
        mailboxByLink = next;
    }

    /** Any thread. @return outcomes for a link or loop that is not there. */
    public long unroutable() {
        return unroutable;
    }

    @Override
    public void onOutcome(final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = Commands.templateId(buffer, offset);
        switch (templateId) {
            case PaymentReplyDecoder.TEMPLATE_ID, AccountReplyDecoder.TEMPLATE_ID,
                 BeneficiaryReplyDecoder.TEMPLATE_ID, EnrolmentReplyDecoder.TEMPLATE_ID,
                 ScheduleReplyDecoder.TEMPLATE_ID, CardReplyDecoder.TEMPLATE_ID, LimitReplyDecoder.TEMPLATE_ID,
                 DeferralReplyDecoder.TEMPLATE_ID, ContactReplyDecoder.TEMPLATE_ID, PageEndDecoder.TEMPLATE_ID,
                 WaitingReplyDecoder.TEMPLATE_ID, LinkReplyDecoder.TEMPLATE_ID ->
                toConnection(templateId, buffer, offset, length);
            case NetworkSendDecoder.TEMPLATE_ID, ScheduleDueDecoder.TEMPLATE_ID, LinkSuspendedDecoder.TEMPLATE_ID,
                 CutoverTakenDecoder.TEMPLATE_ID -> toLink(templateId, buffer, offset, length);
            case AlarmDecoder.TEMPLATE_ID -> node.onAlarm(alarm.wrapAndApplyHeader(buffer, offset, header));
            case AdminReplyDecoder.TEMPLATE_ID -> onAdminReply(buffer, offset, length);
            case MemberNoticeDecoder.TEMPLATE_ID ->
                node.onMemberNotice(memberNotice.wrapAndApplyHeader(buffer, offset, header));
            default -> LOG.error("outcome of unknown template {}", templateId);
        }
    }

    /** The node's own commands, such as those that bring its rules into force, are nobody's on a connection. */
    private void onAdminReply(final DirectBuffer buffer, final int offset, final int length) {
        adminReply.wrapAndApplyHeader(buffer, offset, header);
        if (adminReply.replyTo().connectionId() == ConnectionId.NOBODY) {
            node.onAdminReply(adminReply);
        } else {
            toConnection(AdminReplyDecoder.TEMPLATE_ID, buffer, offset, length);
        }
    }

    private void toConnection(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final long connectionId = buffer.getLong(offset + CONNECTION_ID_OFFSET, ByteOrder.LITTLE_ENDIAN);
        if (connectionId == ConnectionId.NOBODY) {
            return;
        }
        final int loopIndex = ConnectionId.loopIndex(connectionId);
        if (loopIndex < mailboxes.length) {
            mailboxes[loopIndex].offer(templateId, buffer, offset, length);
        } else {
            unroutable++; // one writer
        }
    }

    private void toLink(final int templateId, final DirectBuffer buffer, final int offset, final int length) {
        final LoopMailbox mailbox = mailboxByLink.get(buffer.getInt(offset + LINK_ID_OFFSET, ByteOrder.LITTLE_ENDIAN));
        if (mailbox != null) {
            mailbox.offer(templateId, buffer, offset, length);
        } else {
            unroutable++; // one writer
        }
    }

    @Override
    public void onBatchEnd() {
        for (final LoopMailbox mailbox : mailboxes) {
            mailbox.flush();
        }
    }
}
