package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class HttpInboxTest {
    private final HttpInbox inbox = new HttpInbox(new InetSocketAddress("127.0.0.1", 8080), "secret");
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final List<String> codes = new ArrayList<>();

    @Test
    void asksForAnAccountAndFindsTheCodeOfThePayment() {
        inbox.setUp(channel.pipeline());
        inbox.ask(7, "AAA", codes::add);
        inbox.ask(8, "BBB", codes::add);
        assertThat(sent()).startsWith("GET /demo/inbox?account=7 HTTP/1.1\r\n").contains("X-API-Key: secret\r\n")
            .endsWith("\r\n\r\n");
        assertThat(sent()).startsWith("GET /demo/inbox?account=8 ");

        answer("{\"messages\":[{\"at\":\"2026-11-21T00:00:00Z\",\"paymentId\":\"XXX\",\"text\":\"su código es 999999\"},"
            + "{\"at\":\"2026-11-21T00:00:00Z\",\"paymentId\":\"AAA\",\"text\":\"Ayni: su código es 012345 para 1.00\"}]}");
        answer("{\"messages\":[]}");

        assertThat(codes).containsExactly("012345", null);
    }

    @Test
    void whoeverWaitsWhenTheConnectionEndsIsToldThatThereIsNone() {
        inbox.setUp(channel.pipeline());
        inbox.ask(7, "AAA", codes::add);
        channel.close();
        inbox.ask(7, "BBB", codes::add);
        assertThat(codes).containsExactly(null, null);
    }

    private String sent() {
        final ByteBuf bytes = channel.readOutbound();
        try {
            return bytes.toString(StandardCharsets.US_ASCII);
        } finally {
            bytes.release();
        }
    }

    private void answer(final String body) {
        final byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
        channel.writeInbound(Unpooled.copiedBuffer(
            "HTTP/1.1 200 OK\r\nContent-Length: " + utf8.length + "\r\n\r\n" + body, StandardCharsets.UTF_8));
    }
}
