package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.simulator.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    @Test
    void theDemoEndsWithStatus0AndShowsEachPayment() {
        final Cli cli = Cli.run("demo", "--once");

        assertThat(cli.exitStatus()).as(cli.out() + cli.err()).isZero();
        assertThat(cli.out()).contains("99,984.59", "CHALLENGED", "DECLINED          61", "DECLINED          51",
                "REVERSAL_PENDING", "REVERSED", "All as expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecuador", "panama"})
    void everyOperationRunsOnceUnderTheRulesOfEachCooperativeAndTheBooksAgree(final String institution) {
        final Cli cli = Cli.run("demo", "--once", "--institution", institution);

        assertThat(cli.exitStatus()).as(cli.out() + cli.err()).isZero();
        assertThat(cli.out()).contains("schedule.create", "card.pin.change", "books agree with the ledger",
                "All as expected.");
    }

    @Test
    void aDemoWhoseNetworkDoesNotPlayAlongSaysWhatDiffers() throws Exception {
        final StringWriter out = new StringWriter();
        final DemoTrace trace = new DemoTrace(new PrintWriter(out));
        try (DemoSite site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0)) {
            site.network().paymentFaults().forAmount(1_500, Fault.decline("05"));
            new DemoScript(site, trace).run();
            trace.end();
        }

        assertThat(trace.isAsExpected()).isFalse();
        assertThat(out.toString()).contains("EXPECTED POSTED 00", "EXPECTED 99,984.59",
                "differ from what was expected");
    }
}
