package io.ayni.core.host.cluster;

import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.CutoverTakenDecoder;
import io.ayni.core.command.LinkSuspendedDecoder;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.NetworkSendDecoder;
import io.ayni.core.command.ScheduleDueDecoder;

/** Whom an outcome is for, told from its template. */
enum OutcomeAddress {
    /** The gateway that {@code replyTo} names. */
    GATEWAY,
    /** The gateway that has the link. */
    LINK,
    /** Any one gateway: what is told once. */
    ANY;

    static OutcomeAddress of(final int templateId) {
        return switch (templateId) {
            case NetworkSendDecoder.TEMPLATE_ID, ScheduleDueDecoder.TEMPLATE_ID, LinkSuspendedDecoder.TEMPLATE_ID,
                 CutoverTakenDecoder.TEMPLATE_ID -> LINK;
            case AlarmDecoder.TEMPLATE_ID, MemberNoticeDecoder.TEMPLATE_ID -> ANY;
            default -> GATEWAY;
        };
    }
}
