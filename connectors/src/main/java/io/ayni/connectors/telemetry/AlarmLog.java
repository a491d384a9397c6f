package io.ayni.connectors.telemetry;

import io.ayni.connectors.channel.NodeReceiver;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.AdminReplyDecoder;
import io.ayni.core.command.AlarmDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.engine.AlarmCode;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's alarms, counted and logged; the log's appender drops rather than blocks. Called on the outcome thread.
 */
public final class AlarmLog implements NodeReceiver {
    private static final Logger LOG = LoggerFactory.getLogger(AlarmLog.class);
    private static final int MAX_CODES = 256;
    /** In place of a field: nobody numbers the bitmap. */
    private static final int MESSAGE_TYPE = 1;

    private final AtomicLongArray counts = new AtomicLongArray(MAX_CODES);
    private final Consumer<AdminResult> adminReplies;

    /** @param adminReplies gets each answer to the node's own administrative commands, in their order */
    public AlarmLog(final Consumer<AdminResult> adminReplies) {
        this.adminReplies = adminReplies;
    }

    /** Any thread. */
    public long count(final AlarmCode code) {
        return counts.get(code.code());
    }

    @Override
    public void onAlarm(final AlarmDecoder alarm) {
        counts.incrementAndGet(alarm.code());
        final AlarmCode code = AlarmCode.ofCode(alarm.code());
        LOG.warn("alarm {}: link {}, payment {}, {}", code, alarm.linkId(),
                alarm.paymentId() == 0 ? "-" : PaymentIds.format(alarm.paymentId()),
                code == AlarmCode.ANSWER_MATCHED_NOTHING ? mismatch(alarm) : "value " + alarm.value());
    }

    /** The value is the answer's DE11, if it came with one. */
    private static String mismatch(final AlarmDecoder alarm) {
        final String what = alarm.field() == 0
                ? "it is about a payment that waits for none"
                : alarm.field() == MESSAGE_TYPE ? "the message type differs"
                : "DE" + alarm.field() + (alarm.fieldMissing() == 0 ? " differs" : " is missing");
        return "answer received, matched nothing: " + what
                + (alarm.value() == 0 ? "" : ", its DE11 is " + alarm.value());
    }

    @Override
    public void onAdminReply(final AdminReplyDecoder reply) {
        adminReplies.accept(AdminResult.ofCode(reply.result()));
    }
}
