package io.ayni.connectors.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PaymentReplyDecoder;
import io.ayni.core.command.PaymentReplyEncoder;
import java.util.Currency;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class DemoInboxTest {
    private static final long ACCOUNT = AccountNumber.parse("0042000017");

    private final DemoInbox inbox = new DemoInbox("Cooperativa Ayni", Currency.getInstance("USD"), 2);

    @Test
    void theMemberReadsInSpanishWhatTheCodeIsFor() {
        inbox.oneTimePassword(reply(ACCOUNT, 1, AccountNumber.parse("0036"), "2200118"), 42);

        assertThat(inbox.of(ACCOUNT)).singleElement().satisfies(message -> {
            assertThat(message.text())
                    .isEqualTo("Cooperativa Ayni: su código es 000042 para transferir USD 15.00 a la cuenta"
                    + " ***0118 de la institución 0036. Vence en 3 minutos. No lo comparta con nadie.");
            assertThat(message.paymentId()).isEqualTo(1);
        });
    }

    @Test
    void aPayeeInsideTheCooperativeIsItsMaskedAccount() {
        inbox.oneTimePassword(reply(ACCOUNT, 1, 0, ""), 999_999);

        assertThat(inbox.of(ACCOUNT).getFirst().text())
                .contains("999999 para transferir USD 15.00 a la cuenta ******0025. Vence");
    }

    @Test
    void eachAccountHasItsOwnMessagesTheNewestFirstAndTheOldestMakesRoom() {
        inbox.oneTimePassword(reply(ACCOUNT, 1, 0, ""), 1);
        inbox.oneTimePassword(reply(ACCOUNT, 2, 0, ""), 2);
        inbox.oneTimePassword(reply(ACCOUNT, 3, 0, ""), 3);

        assertThat(inbox.of(ACCOUNT)).extracting(DemoInbox.Message::paymentId).containsExactly(3L, 2L);
        assertThat(inbox.of(ACCOUNT + 1)).isEmpty();
    }

    private static PaymentReplyDecoder reply(final long debit, final long paymentId, final long institution,
            final String external) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);
        final PaymentReplyEncoder reply = new PaymentReplyEncoder().wrapAndApplyHeader(buffer, 0,
                new MessageHeaderEncoder());
        reply.paymentId(paymentId).debitAccount(debit).amountMinor(1_500).currency(840)
                .creditAccount(institution == 0 ? AccountNumber.parse("0042000025") : 0)
                .institution(institution).externalAccount(external + " ".repeat(28 - external.length()))
                .updatedMs(1_000).deadlineMs(181_000).mayReveal((short) 1);
        return new PaymentReplyDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder());
    }
}
