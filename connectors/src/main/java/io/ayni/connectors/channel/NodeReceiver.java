package io.ayni.connectors.channel;

import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;

/** What concerns the node and no connection. Called on the outcome thread: must not block. */
public interface NodeReceiver {
    void onAlarm(AlarmDecoder alarm);

    void onAdminReply(AdminReplyDecoder reply);
}
