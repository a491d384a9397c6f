package io.ayni.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.ayni.connectors.harness.Await;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MemberNoticeDecoder;
import io.ayni.core.command.MemberNoticeEncoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages on their way: a real mail server, a real web service. */
class PostmanTest {
    private static final Contact ANA = new Contact("Ana Pérez", "+593991234567", "ana@socios.example");
    private static final String SECRET = "a secret of both";
    private static final long NOW_MS = 1_700_000_000_000L;

    private final AtomicLong nowMs = new AtomicLong(NOW_MS);
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (final AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    // ------------------------------------------------------------------------------------------- mail

    @Test
    void aMemberWithAnAddressGetsAMailInSpanish() throws Exception {
        final GreenMail mail = mailServer();
        final Postman postman = postman(member -> ANA, 3, mailWay(mail, false, null));

        postman.notice(notice(NoticeKind.SCHEDULE_NOT_PAID), NOW_MS);

        assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();
        final MimeMessage message = mail.getReceivedMessages()[0];
        assertThat(message.getAllRecipients()).extracting(Object::toString).containsExactly("ana@socios.example");
        assertThat(message.getFrom()).extracting(Object::toString).containsExactly("avisos@coop.example");
        assertThat(message.getSubject()).isEqualTo("Cooperativa Ayni: pago programado no realizado");
        assertThat(message.getContent().toString().strip()).isEqualTo("Cooperativa Ayni: no se hizo el pago programado"
                + " a la empresa 101 (******3456): la factura de USD 20.01 supera su máximo de USD 20.00.");
        Await.until("counted", () -> postman.messages("smtp", "delivered") == 1);
    }

    @Test
    void aServerThatAsksForAUserGetsOneAndAWrongPasswordIsGivenUp() throws Exception {
        final GreenMail mail = mailServer();
        mail.setUser("avisos", "right");
        final Postman right = postman(member -> ANA, 1, mailWay(mail, false, "right"));
        right.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        assertThat(mail.waitForIncomingEmail(10_000, 1)).isTrue();

        final Postman wrong = postman(member -> ANA, 2, mailWay(mail, false, "wrong"));
        wrong.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        Await.until("given up", () -> wrong.messages("smtp", "given_up") == 1);
        assertThat(mail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void whereTlsIsAskedForNothingIsSentInTheClear() throws Exception {
        final GreenMail mail = mailServer(); // offers no STARTTLS
        final Postman postman = postman(member -> ANA, 1, mailWay(mail, true, null));

        postman.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);

        Await.until("given up", () -> postman.messages("smtp", "given_up") == 1);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    // ------------------------------------------------------------------------------------------- web service

    @Test
    void theServiceGetsTheMessageSignedAndTheSameIdOnARepeat() throws Exception {
        final Service service = new Service(List.of(503, 200));
        final Postman postman = postman(member -> ANA, 3, service.way());

        postman.notice(notice(NoticeKind.PAYMENT_POSTED), NOW_MS);

        Await.until("delivered", () -> postman.messages("webhook", "delivered") == 1);
        assertThat(service.bodies).hasSize(2);
        assertThat(service.bodies.get(1)).isEqualTo(service.bodies.get(0)).isEqualTo("""
                {"id":"7-5-18bcfe56800","memberId":7,"kind":"payment-posted","name":"Ana Pérez","phone":"+593991234567",\
                "email":"ana@socios.example","text":"Cooperativa Ayni: su pago de USD 20.01 a la empresa 101 (******3456)\
                 se realizó."}""");
        assertThat(service.signatures.getFirst()).isEqualTo("t=" + NOW_MS + ",v1=" + WebhookWay.signature(
                SECRET.getBytes(StandardCharsets.UTF_8), NOW_MS, service.bodies.getFirst()));
    }

    @Test
    void whatTheServiceRefusesIsNotTriedAgainAndWhatItCannotTakeIsTriedAFewTimes() throws Exception {
        final Service refusing = new Service(List.of(400));
        final Postman one = postman(member -> ANA, 3, refusing.way());
        one.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        Await.until("refused", () -> one.messages("webhook", "refused") == 1);
        assertThat(refusing.bodies).hasSize(1);

        final Service failing = new Service(List.of(500, 429, 408, 200));
        final Postman other = postman(member -> ANA, 3, failing.way());
        other.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        Await.until("given up", () -> other.messages("webhook", "given_up") == 1);
        assertThat(failing.bodies).hasSize(3);
    }

    // ------------------------------------------------------------------------------------------- bounds

    @Test
    void aMessageThatCameTooLateIsNotSent() throws Exception {
        final Service service = new Service(List.of(200));
        final Postman postman = postman(member -> ANA, 3, service.way());
        nowMs.addAndGet(24 * 3_600_000L);

        postman.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);

        Await.until("given up", () -> postman.messages("webhook", "given_up") == 1);
        assertThat(service.bodies).isEmpty();
    }

    @Test
    void aMemberWithoutAnAddressAndOneWhoIsNotKnownAreCounted() throws Exception {
        final Service service = new Service(List.of(200));
        final Postman postman = postman(member -> member == 7 ? new Contact("Luis", "", "") : null, 1, service.way());

        postman.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        postman.notice(notice(NoticeKind.PIN_CHANGED, 8), NOW_MS);

        Await.until("no address", () -> postman.messages("webhook", "no_address") == 1);
        Await.until("unknown", () -> postman.messages("all", "unknown_member") == 1);
        assertThat(service.bodies).isEmpty();
    }

    @Test
    void whatFindsNoRoomIsDroppedAndCountedAndTheCallerGoesOn() {
        final CountDownLatch never = new CountDownLatch(1);
        final Postman postman = postman(member -> {
            never.await();
            return null;
        }, 1);

        for (int i = 0; i < 10; i++) {
            postman.notice(notice(NoticeKind.PIN_CHANGED), NOW_MS);
        }

        assertThat(postman.dropped()).isBetween(5L, 6L); // 4 wait, and perhaps one is being asked for
    }

    @Test
    void aLetterDoesNotPrintItsText() {
        assertThat(new Letter(7, "one-time-password", "s", "su código es 123456", 1, 2, 3, 4).toString())
                .doesNotContain("123456");
    }

    // ------------------------------------------------------------------------------------------- parts

    private Postman postman(final ContactBook contacts, final int tries, final MessageWay... ways) {
        final MemberTexts texts = new MemberTexts("Cooperativa Ayni", Currency.getInstance("USD"), PayeeNames.NONE);
        final Postman postman = new Postman(texts, contacts,
                Arrays.stream(ways).map(way -> new Postman.Tried(way, tries)).toList(), 1, 4, nowMs::get);
        open.add(postman);
        return postman;
    }

    private GreenMail mailServer() {
        final ServerSetup setup = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        final GreenMail mail = new GreenMail(setup);
        mail.start();
        open.add(mail::stop);
        return mail;
    }

    private static MailWay mailWay(final GreenMail mail, final boolean isStartTls, final String password) {
        return new MailWay(new MailWay.Server("127.0.0.1", mail.getSmtp().getPort(), false, isStartTls, null,
                password == null ? null : "avisos", password, "avisos@coop.example", 5_000));
    }

    private static MemberNoticeDecoder notice(final NoticeKind kind) {
        return notice(kind, 7);
    }

    private static MemberNoticeDecoder notice(final NoticeKind kind, final long memberId) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        new MemberNoticeEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .memberId(memberId).kind((short) kind.code())
                .reason((short) DeclineReason.SCHEDULE_ABOVE_MAXIMUM.code())
                .currency(840).billerId(101).paymentId(5).amountMinor(2_001).limitMinor(2_000)
                .account(AccountNumber.parse("42")).reference("0400123456" + " ".repeat(18));
        return new MemberNoticeDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }

    /** Answers with one status after the other. */
    private final class Service {
        private final List<String> bodies = new CopyOnWriteArrayList<>();
        private final List<String> signatures = new CopyOnWriteArrayList<>();
        private final HttpServer server;

        Service(final List<Integer> statuses) throws IOException {
            final Iterator<Integer> next = statuses.iterator();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/sms", exchange -> {
                bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                signatures.add(exchange.getRequestHeaders().getFirst("Ayni-Signature"));
                exchange.sendResponseHeaders(next.next(), -1);
                exchange.close();
            });
            server.start();
            open.add(() -> server.stop(0));
        }

        WebhookWay way() {
            final WebhookWay way = new WebhookWay(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/sms"), SECRET, null, 5_000,
                    nowMs::get);
            open.add(way);
            return way;
        }
    }
}
