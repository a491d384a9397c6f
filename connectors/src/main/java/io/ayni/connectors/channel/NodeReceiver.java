package io.ayni.connectors.channel;

import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.command.MemberNoticeDecoder;

/** What concerns the node and no connection. Called on the outcome thread: must not block. */
public interface NodeReceiver {
    void onAlarm(AlarmDecoder alarm);

    void onAdminReply(AdminReplyDecoder reply);

    /** Something a member is told. */
    default void onMemberNotice(final MemberNoticeDecoder notice) {
        // a node without notices
    }
}
