package io.ayni.connectors.channel.json;

import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.translate.JsonWriter;
import java.util.List;

/** The demo inbox as JSON. */
final class InboxView {
    private static final int MAX_SHOWN = 10;

    private InboxView() {
    }

    static void write(final JsonWriter json, final List<DemoInbox.Message> messages) {
        json.reset().startObject().startArray("messages");
        messages.stream().limit(MAX_SHOWN).forEach(message -> json.startObject()
                .time("at", message.timeMs())
                .text("paymentId", PaymentIds.format(message.paymentId()))
                .text("text", message.text())
                .endObject());
        json.endArray().endObject();
    }
}
