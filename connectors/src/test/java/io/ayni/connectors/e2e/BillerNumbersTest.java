package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.Test;

/** A member's number that cannot be one of the biller's is refused before anybody is asked, and the field is named. */
class BillerNumbersTest extends SiteTest {
    @Test
    void overJsonItIs400AndOverIso30WithTheField() throws Exception {
        for (final String wrong : new String[] {"040012345", "04001234567", "040012345x"}) {
            final HttpResponse<String> refused = site.post(PAYMENTS, "k" + wrong, BILL.replace("0400123456", wrong));
            assertThat(refused.statusCode()).as(wrong).isEqualTo(400);
            assertThat(refused.body()).contains("$.reference", "expected the number as this biller has them");

            final ISOMsg answer = site.channel().request(bill(wrong), PATIENCE_MS);
            assertThat(answer.getString(39) + ' ' + answer.getString(44)).as(wrong).isEqualTo("30 103");
        }
        assertThat(site.balances(ANA)).isEqualTo(UNTOUCHED);
        assertThat(site.billers().books().requests()).isZero();

        assertThat(site.post(PAYMENTS, "k", BILL).body()).contains("\"state\":\"POSTED\"");
        assertThat(site.channel().request(bill("0400123456"), PATIENCE_MS).getString(39)).isEqualTo("00");
        assertThat(site.billers().books().requests()).isEqualTo(2);
    }

    private static ISOMsg bill(final String reference) throws Exception {
        final ISOMsg bill = IsoMessages.interbank(AMOUNT);
        bill.unset(100);
        bill.set(3, "500000");
        bill.set(98, "101");
        bill.set(103, reference);
        return bill;
    }
}
