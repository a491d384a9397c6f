package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.Await;
import io.ayni.connectors.harness.JposNetwork;
import io.ayni.connectors.harness.JposPackagers;
import io.ayni.connectors.launch.TestSite;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** A test over a {@link TestSite} of its own. */
abstract class SiteTest {
    static final long ANSWER_TIMEOUT_MS = 10_000;
    static final long PATIENCE_MS = 10_000;
    static final String AMOUNT = "000000001500";
    static final List<Long> UNTOUCHED = List.of(TestSite.OPENING_MINOR, 0L);
    static final List<Long> HELD = List.of(TestSite.OPENING_MINOR, 1_500L);
    static final List<Long> PAID = List.of(TestSite.OPENING_MINOR - 1_500, 0L);
    static final String PAYMENTS = "/v1/authorizations";
    static final String BILL = """
        {"type":"bill.pay","amountMinor":1500,"currency":"USD","debitAccount":"1000000001","billerId":101,\
        "reference":"0400123456"}""";

    @TempDir
    private Path directory;
    TestSite site;

    @BeforeEach
    void startSite() {
        site = TestSite.start(directory, settings());
    }

    @AfterEach
    void closeSite() throws Exception {
        site.close();
    }

    /** @return what of the site's configuration is not as usual. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** Starts another one in place of the site. */
    void restartWith(final String setting, final String value) throws Exception {
        site.close();
        site = TestSite.start(directory.resolve(setting), Map.of(setting, value));
    }

    static void awaitReceived(final JposNetwork network, final int messages) {
        Await.until("the network has " + messages, () -> network.received().size() >= messages);
        assertThat(network.received()).hasSize(messages);
    }

    void awaitBalances(final String account, final List<Long> expected) {
        Await.until(account + " has " + expected, () -> site.balances(account).equals(expected));
    }

    void awaitLink(final String name, final boolean isUp) {
        Await.until(name + " is " + (isUp ? "up" : "down"),
            () -> site.metric("ayni_link_up{link=\"" + name + '"') == (isUp ? 1 : 0));
    }

    /** @param code in lower case */
    double alarms(final String code) {
        return site.metric("ayni_alarms_total{code=\"" + code + '"');
    }

    /** @return state of a payment that was asked for over JSON. */
    String state(final String payment) {
        return state(site.get(PAYMENTS + '/' + payment), "");
    }

    static String state(final HttpResponse<String> answer, final String otherwise) {
        final String state = answer.body().replaceFirst(".*\"state\":\"(\\w+)\".*", "$1");
        return state.equals(answer.body()) ? otherwise : state;
    }

    static String id(final String body) {
        return body.replaceFirst(".*\"id\":\"(\\w{13})\".*", "$1");
    }

    /** @return the bytes of a message, as digits. */
    static String packed(final ISOMsg message) throws ISOException {
        final ISOMsg copy = (ISOMsg) message.clone();
        copy.setPackager(JposPackagers.binaryBitmap());
        return ISOUtil.hexString(copy.pack());
    }

    static ISOMsg as(final String mti, final ISOMsg message) throws ISOException {
        final ISOMsg copy = (ISOMsg) message.clone();
        copy.setMTI(mti);
        return copy;
    }
}
