package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import io.ayni.connectors.frame.FrameDecoder;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.agrona.concurrent.SystemNanoClock;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class IsoProtocolTest {
    private static final int REQUESTS = 200;
    private static final FieldSet ECHO = FieldSet.of(3, 4, 7, 11, 32, 37, 41, 49);
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.890Z");

    /** Of each request: its number, DE7, DE11, DE37 and what the transfer is. */
    private final List<Map<Integer, String>> requests = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @CsvSource({"iso1987-ascii, binary-2", "iso1987-ascii-hex-bitmap, ascii-4"})
    void sendsTransfersThatHaveAKeyOfTheirOwn(final String dialect, final String frame) throws Exception {
        final LoadResult result = loadAgainst(Dialects.byName(dialect), FrameFormat.named(frame), n -> "00");

        assertThat(result.errors()).isZero();
        assertThat(result.answersByCode()).containsOnly(Map.entry("00", (long) REQUESTS));
        assertThat(requests).hasSize(REQUESTS).allSatisfy(fields -> {
            assertThat(fields.get(3)).startsWith("40");
            assertThat(fields).containsEntry(4, "000000000100").containsEntry(7, "0304050607")
                .containsEntry(12, "050607").containsEntry(13, "0304").containsEntry(49, "840");
            assertThat(fields.get(102)).isBetween("701", "709").isNotEqualTo(fields.get(103));
        });
        assertThat(requests).extracting(fields -> fields.get(37)).doesNotHaveDuplicates()
            .as("the reference goes round at twelve digits").contains("999999999999", "000000000000");
    }

    @Test
    void tellsDeclinesFromApprovals() throws Exception {
        final LoadResult result = loadAgainst(Dialects.iso1987Ascii(), FrameFormat.BINARY_2,
            n -> n % 2 == 0 ? "00" : "61");

        assertThat(result.answersByCode()).containsOnly(
            Map.entry("00", REQUESTS / 2L), Map.entry("61", REQUESTS / 2L));
        assertThat(result.errors()).isEqualTo(REQUESTS / 2L);
    }

    @Test
    void anAnswerWithoutItsReferenceIsUnreadableAndItsRequestUnanswered() throws Exception {
        final LoadResult result = loadAgainst(Dialects.iso1987Ascii(), FrameFormat.BINARY_2, n -> n == 7 ? null : "00");

        assertThat(result.unreadable()).isEqualTo(1);
        assertThat(result.unanswered()).isEqualTo(1);
        assertThat(result.answered()).isEqualTo(REQUESTS - 1);
    }

    /** @param codes DE39 of the n-th answer; null for an answer that lacks DE37. */
    private LoadResult loadAgainst(final Dialect dialect, final FrameFormat frame, final IntFunction<String> codes)
        throws Exception {
        final Transfers transfers =
            new Transfers(new AccountRange(701, 709), 100, Currency.getInstance("USD"), 1);
        final LoadProtocol protocol = new IsoProtocol(dialect, frame, LoadMix.TRANSFERS, transfers, IsoProtocol.MAX_REFERENCE - 5,
            Clock.fixed(NOW, ZoneOffset.UTC));
        final SendSchedule warmUp = new SendSchedule(1_000, 0, 0);
        final SendSchedule load = new SendSchedule(REQUESTS * 5, TimeUnit.MILLISECONDS.toNanos(200), 0);
        try (LoopbackServer server = new LoopbackServer(pipeline ->
                pipeline.addLast(new FrameDecoder(frame, () -> { }), new Switch(dialect, frame, codes)));
            LoadClient client = new LoadClient(protocol)) {
            final LoadTestRig rig = client.start(server.address(), 3, transport ->
                new LoadTestRig(SystemNanoClock.INSTANCE, transport, warmUp, load, TimeUnit.SECONDS.toNanos(1)));
            client.ended().get();
            return LoadResult.of(rig, rig.stats(1).latency().getIntervalHistogram());
        }
    }

    private final class Switch extends SimpleChannelInboundHandler<ByteBuf> {
        private final FrameFormat frame;
        private final IntFunction<String> codes;
        private final IsoReader reader;
        private final IsoWriter writer;
        private final byte[] answer = new byte[1_024];

        Switch(final Dialect dialect, final FrameFormat frame, final IntFunction<String> codes) {
            this.frame = frame;
            this.codes = codes;
            this.reader = new IsoReader(dialect);
            this.writer = new IsoWriter(dialect);
        }

        @Override
        protected void channelRead0(final ChannelHandlerContext ctx, final ByteBuf message) {
            final byte[] image = new byte[message.readableBytes()];
            message.readBytes(image);
            assertThat(Result.describe(reader.wrap(new UnsafeBuffer(image), 0, image.length))).isEqualTo("ok");
            assertThat(reader.mti()).isEqualTo(Mti.FINANCIAL_REQUEST);
            final Map<Integer, String> fields = new TreeMap<>();
            for (int field = reader.next(1); field != IsoReader.ABSENT; field = reader.next(field)) {
                fields.put(field, reader.text(field));
            }
            requests.add(fields);
            final String code = codes.apply(requests.size() - 1);
            writer.wrap(new UnsafeBuffer(answer), 0, answer.length);
            writer.respondTo(reader, code == null ? ECHO.without(37) : ECHO);
            writer.putAscii(39, code == null ? "00" : code);
            final int length = writer.finish();
            final ByteBuf out = ctx.alloc().buffer();
            final int begun = frame.begin(out);
            out.writeBytes(answer, 0, length);
            frame.end(out, begun);
            ctx.writeAndFlush(out);
        }
    }
}
