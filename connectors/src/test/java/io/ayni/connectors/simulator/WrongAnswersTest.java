package io.ayni.connectors.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.iso8583.spec.Dialects;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out of the socket when a simulated network does wrong; its books have the payment all the same. */
class WrongAnswersTest {
    private static final int PATIENCE_MS = 5_000;
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static final ISOPackager PACKAGER = JposPackagers.binaryBitmap();

    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private final BillerSimulator billers = new BillerSimulator();

    @AfterEach
    void close() {
        network.close();
        billers.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none         | 1:1500:T 2:1500:T | both right
            wrong-amount | 1:1501:T 2:1500:T | another amount
            incomplete   | 1:1500:- 2:1500:T | without DE41
            reorder      | 2:1500:T 1:1500:T | overtaken by the second
            duplicate    | 1:1500:T 1:1500:T | the second not waited for
            garbage      | ? 2:1500:T        | bytes that mean nothing
            drop         | 2:1500:T          | the first never
            half         | end               | half a message
            cut          | end               | nothing
            """)
    void anInterbankNetwork(final String fault, final String expected, final String why) throws Exception {
        OrderText.apply("next 1=" + fault, network);
        try (Socket socket = connect(network)) {
            socket.getOutputStream().write(frames(payment(1), payment(2)));

            assertThat(answers(new DataInputStream(socket.getInputStream()), expected.split(" ").length))
                .as(why).isEqualTo(List.of(expected.split(" ")));
        }
        assertThat(network.books().state("000000000001")).isEqualTo(InterbankBooks.State.APPROVED);
    }

    private static List<String> answers(final DataInputStream in, final int count) throws Exception {
        final List<String> answers = new ArrayList<>();
        try {
            while (answers.size() < count) {
                final byte[] bytes = new byte[in.readUnsignedShort()];
                in.readFully(bytes);
                answers.add(text(bytes));
            }
        } catch (final EOFException | SocketException ended) {
            answers.add("end");
        }
        return answers;
    }

    private static String text(final byte[] bytes) throws Exception {
        if (bytes[0] != '0') {
            return "?";
        }
        final ISOMsg answer = new ISOMsg();
        answer.setPackager(PACKAGER);
        answer.unpack(bytes);
        return Integer.parseInt(answer.getString(11)) + ":" + Long.parseLong(answer.getString(4)) + ':'
            + (answer.hasField(41) ? 'T' : '-');
    }

    private static byte[] frames(final ISOMsg... messages) throws Exception {
        byte[] all = new byte[0];
        for (final ISOMsg message : messages) {
            message.setPackager(PACKAGER);
            final byte[] packed = message.pack();
            final byte[] longer = Arrays.copyOf(all, all.length + 2 + packed.length);
            longer[all.length] = (byte) (packed.length >> 8);
            longer[all.length + 1] = (byte) packed.length;
            System.arraycopy(packed, 0, longer, all.length + 2, packed.length);
            all = longer;
        }
        return all;
    }

    private static ISOMsg payment(final int number) throws Exception {
        final ISOMsg payment = new ISOMsg("0200");
        payment.set(3, "400000");
        payment.set(4, "000000001500");
        payment.set(7, "1121040506");
        payment.set(11, "%06d".formatted(number));
        payment.set(32, "300042");
        payment.set(37, "%012d".formatted(number));
        payment.set(41, "AYNI0001");
        payment.set(49, "840");
        return payment;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            none         | 200 {"status":"PAID","amountMinor":1250,"receipt":"R-00000001"}
            duplicate    | 200 {"status":"PAID","amountMinor":1250,"receipt":"R-00000001"}HTTP/1.1 200
            wrong-amount | 200 {"status":"PAID","amountMinor":1251,"receipt":"R-00000001"}
            incomplete   | 200 {"amountMinor":1251,"receipt":"R-00000001"}
            garbage      | 200 <html><body>Servicio no disponible</body></html>
            half         | 200 {"status":"PAID","amountMinor"
            cut          | 000
            """)
    void billers(final String fault, final String expected) throws Exception {
        OrderText.apply("next 1=" + fault, billers);
        try (Socket socket = connect(billers)) {
            socket.getOutputStream().write(("PUT /v1/payments/P1 HTTP/1.1\r\nHost: x\r\nContent-Length: 54\r\n\r\n"
                + "{\"biller\":\"101\",\"reference\":\"0400\",\"amountMinor\":1250}").getBytes(StandardCharsets.US_ASCII));

            assertThat(http(socket.getInputStream(), expected.length())).isEqualTo(expected);
        }
        Await.until("it is booked", () -> billers.books().paidMinor() == 1_250);
    }

    /** Status and body, as many characters as are expected, or as come before the end. */
    private static String http(final InputStream in, final int length) throws IOException {
        final StringBuilder all = new StringBuilder();
        String text = "000";
        int next = 0;
        while (text.length() < length && next >= 0) {
            try {
                next = in.read();
            } catch (final SocketException ended) {
                next = -1;
            }
            if (next >= 0) {
                all.append((char) next);
                final int body = all.indexOf("\r\n\r\n");
                text = body < 0 ? "000" : all.substring(9, 12) + ' ' + all.substring(body + 4);
            }
        }
        return text;
    }

    private static Socket connect(final SimulatedNetwork network) throws IOException {
        final Socket socket = new Socket();
        socket.connect(network.start(ANY), PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }
}
