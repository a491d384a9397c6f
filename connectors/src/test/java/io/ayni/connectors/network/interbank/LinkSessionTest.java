package io.ayni.connectors.network.interbank;

import io.ayni.connectors.translate.IsoProfile.SignOn;
import io.ayni.core.payment.LinkState;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tick by tick: no clock, no socket, no sleep. */
class LinkSessionTest {
    private static final LinkTimings TIMINGS = new LinkTimings(1_000, 500, 2_000, 3, 100, 800);

    private final RecordingWire wire = new RecordingWire();
    private long jitter;
    private final LinkSession session = new LinkSession(TIMINGS, wire, bound -> Math.min(bound, jitter));
    private long nowMs = 10_000;

    @Test
    void signsOnBeforeAnyTraffic() {
        session.start(nowMs);
        tick(0);
        assertThat(wire.taken()).containsExactly("connect");
        session.onConnected(nowMs);
        assertThat(wire.taken()).containsExactly("sign-on 1");
        assertThat(session.isUp()).isFalse();
        session.onManagementAnswer(1, true, nowMs);
        assertThat(wire.taken()).as("the sign-on alone is not enough").containsExactly("echo 2");
        assertThat(session.isUp()).isFalse();
        session.onManagementAnswer(2, true, nowMs);
        assertThat(wire.taken()).containsExactly("report UP");
        assertThat(session.isUp()).isTrue();
    }

    @Test
    void aFirstEchoWithoutAnswerIsGivenUp() {
        connect();
        session.onManagementAnswer(1, true, nowMs);
        tick(500);
        assertThat(wire.taken()).containsExactly("echo 2", "disconnect");
    }

    @Test
    void doesNothingUntilItIsStarted() {
        tick(100_000);
        assertThat(wire.taken()).isEmpty();
    }

    @Test
    void anAnswerToAnotherSignOnIsNotTheAnswer() {
        connect();
        session.onManagementAnswer(7, true, nowMs);
        assertThat(session.state()).isEqualTo(LinkSession.State.SIGNING_ON);
    }

    @Test
    void aRefusedSignOnIsTriedAgainOverANewConnection() {
        connect();
        session.onManagementAnswer(1, false, nowMs);
        assertThat(wire.taken()).containsExactly("disconnect");
        tick(49);
        assertThat(wire.taken()).isEmpty();
        tick(1);
        assertThat(wire.taken()).containsExactly("connect");
    }

    @Test
    void aSignOnWithoutAnswerIsGivenUp() {
        connect();
        tick(499);
        assertThat(wire.taken()).isEmpty();
        tick(1);
        assertThat(wire.taken()).containsExactly("disconnect");
        assertThat(session.state()).isEqualTo(LinkSession.State.WAITING);
    }

    @Test
    void aConnectionThatNeverStandsIsGivenUp() {
        session.start(nowMs);
        tick(0);
        tick(1_000);
        assertThat(wire.taken()).containsExactly("connect", "disconnect");
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToTheMaximum() {
        session.start(nowMs);
        tick(0);
        final List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            session.onDisconnected(nowMs);
            long waited = 0;
            while (session.state() == LinkSession.State.WAITING) {
                tick(1);
                waited++;
            }
            waits.add(waited);
        }
        assertThat(waits).as("half of the wait is fixed, the jitter adds up to the other half")
            .containsExactly(50L, 100L, 200L, 400L, 400L);
    }

    @Test
    void theJitterAddsToTheWait() {
        jitter = Long.MAX_VALUE;
        session.start(nowMs);
        tick(0);
        session.onDisconnected(nowMs);
        tick(99);
        assertThat(session.state()).isEqualTo(LinkSession.State.WAITING);
        tick(1);
        assertThat(session.state()).isEqualTo(LinkSession.State.CONNECTING);
    }

    @Test
    void aSignOnThatSucceedsForgetsTheFailuresBefore() {
        session.start(nowMs);
        for (int i = 0; i < 5; i++) {
            tick(800);
            session.onDisconnected(nowMs);
        }
        tick(800);
        session.onConnected(nowMs);
        session.onManagementAnswer(1, true, nowMs);
        session.onManagementAnswer(2, true, nowMs);
        session.onDisconnected(nowMs);
        tick(50);
        assertThat(session.state()).isEqualTo(LinkSession.State.CONNECTING);
    }

    @Test
    void echoesAtItsInterval() {
        up();
        tick(1_999);
        assertThat(wire.taken()).isEmpty();
        tick(1);
        assertThat(wire.taken()).containsExactly("echo 3");
        session.onManagementAnswer(3, true, nowMs);
        tick(2_000);
        assertThat(wire.taken()).containsExactly("echo 4");
    }

    @Test
    void threeEchoesLostInARowTakeItDown() {
        up();
        for (int lost = 1; lost <= 2; lost++) {
            loseAnEcho();
            assertThat(session.isUp()).as("after " + lost).isTrue();
        }
        loseAnEcho();
        assertThat(session.isUp()).isFalse();
        assertThat(wire.taken()).containsExactly("echo 3", "echo 4", "echo 5", "report DOWN", "disconnect");
    }

    @Test
    void anAnsweredEchoForgetsTheLostOnes() {
        up();
        loseAnEcho();
        loseAnEcho();
        tick(1_500);
        session.onManagementAnswer(5, true, nowMs);
        tick(500);
        loseAnEcho();
        loseAnEcho();
        assertThat(session.isUp()).isTrue();
    }

    @Test
    void anAnswerToAnEchoThatWasLostDoesNotCount() {
        up();
        loseAnEcho();
        loseAnEcho();
        session.onManagementAnswer(4, true, nowMs);
        loseAnEcho();
        assertThat(session.isUp()).isFalse();
    }

    @Test
    void aBrokenConnectionIsReportedAndMadeAgain() {
        up();
        session.onDisconnected(nowMs);
        assertThat(wire.taken()).containsExactly("report DOWN");
        tick(50);
        assertThat(wire.taken()).containsExactly("connect");
    }

    @Test
    void theNetworkMaySignOffAndOnAgain() {
        up();
        session.onPeerSignOff();
        assertThat(session.isUp()).isFalse();
        tick(2_000);
        session.onManagementAnswer(3, true, nowMs);
        session.onPeerSignOn(nowMs);
        assertThat(session.isUp()).isTrue();
        assertThat(wire.taken()).containsExactly("report SIGNED_OFF", "echo 3", "report UP");
    }

    @Test
    void theNetworksSignOnDoesNotStandInForOurs() {
        connect();
        session.onPeerSignOn(nowMs);
        assertThat(session.state()).isEqualTo(LinkSession.State.SIGNING_ON);
    }

    @Test
    void aReportThatIsNotTakenIsMadeAgain() {
        connect();
        wire.takesReports = false;
        session.onManagementAnswer(1, true, nowMs);
        session.onManagementAnswer(2, true, nowMs);
        tick(10);
        wire.takesReports = true;
        tick(10);
        tick(10);
        assertThat(wire.taken()).containsExactly("echo 2", "report UP");
    }

    @Test
    void stopSignsOffAndStaysDown() {
        up();
        session.stop();
        assertThat(wire.taken()).containsExactly("sign-off 3", "disconnect", "report DOWN");
        session.onDisconnected(nowMs);
        tick(100_000);
        assertThat(wire.taken()).isEmpty();
    }

    @Test
    void traceNumbersStartAgainAfterTheLast() {
        up();
        for (int stan = 3; stan <= 999_999; stan++) {
            tick(2_000);
            session.onManagementAnswer(stan, true, nowMs);
        }
        wire.taken();
        tick(2_000);
        assertThat(wire.taken()).containsExactly("echo 1");
    }

    @Test
    void theEngineTakesItDownAndASignOnAndAnEchoBringItBack() {
        up();
        session.suspend(nowMs);
        assertThat(wire.taken()).as("the connection stays for answers that are late").containsExactly("report DOWN");
        tick(99);
        assertThat(wire.taken()).isEmpty();
        tick(1);
        assertThat(wire.taken()).containsExactly("sign-on 3");
        session.onManagementAnswer(3, true, nowMs);
        session.onManagementAnswer(4, true, nowMs);
        assertThat(wire.taken()).containsExactly("echo 4", "report UP");
    }

    @Test
    void oneThatFlapsComesBackEachTimeLater() {
        up();
        final List<Long> waits = new ArrayList<>();
        int stan = 2;
        for (int i = 0; i < 5; i++) {
            session.suspend(nowMs);
            long waited = 0;
            while (session.state() == LinkSession.State.HELD_OFF) {
                tick(1);
                waited++;
            }
            waits.add(waited);
            session.onManagementAnswer(++stan, true, nowMs);
            session.onManagementAnswer(++stan, true, nowMs);
            assertThat(session.isUp()).isTrue();
        }
        assertThat(waits).containsExactly(100L, 200L, 400L, 800L, 800L);
    }

    @Test
    void anOperatorsSignOffHoldsOverANewConnection() {
        up();
        session.signOff();
        assertThat(wire.taken()).containsExactly("sign-off 3", "report SIGNED_OFF");
        session.onPeerSignOn(nowMs);
        session.onDisconnected(nowMs);
        tick(50);
        session.onConnected(nowMs);
        assertThat(wire.taken()).containsExactly("report DOWN", "connect", "report SIGNED_OFF");
        session.signOnAgain(nowMs);
        assertThat(wire.taken()).containsExactly("sign-on 4", "report DOWN");
    }

    @Test
    void calledByANetworkThatSignsOnItWaitsForThat() {
        final LinkSession called = new LinkSession(TIMINGS, false, SignOn.NETWORK, wire, bound -> 0);
        called.start(nowMs);
        called.doWork(nowMs);
        assertThat(called.isFree()).isTrue();
        called.onConnected(nowMs);
        assertThat(wire.taken()).isEmpty();
        called.onPeerSignOn(nowMs);
        called.onManagementAnswer(1, true, nowMs);
        assertThat(wire.taken()).containsExactly("echo 1", "report UP");
        called.onDisconnected(nowMs);
        called.doWork(nowMs + 100_000);
        assertThat(wire.taken()).as("whom it does not call, it does not call again").containsExactly("report DOWN");
        assertThat(called.isFree()).isTrue();
    }

    @Test
    void aSecondConnectionNeedsNoSignOnOfItsOwnFromANetworkThatIsOn() {
        final LinkSession called = new LinkSession(TIMINGS, false, SignOn.NETWORK, wire, bound -> 0);
        called.start(nowMs);
        called.onConnected(true, nowMs);
        assertThat(wire.taken()).containsExactly("echo 1");
    }

    @Test
    void aNetworkThatNeverSignsOnLosesItsConnection() {
        final LinkSession called = new LinkSession(TIMINGS, false, SignOn.NETWORK, wire, bound -> 0);
        called.start(nowMs);
        called.onConnected(nowMs);
        called.doWork(nowMs + 5_999);
        assertThat(wire.taken()).isEmpty();
        called.doWork(nowMs + 6_000);
        assertThat(wire.taken()).containsExactly("disconnect");
    }

    @Test
    void anEchoIsEnoughWhereNobodySignsOn() {
        final LinkSession plain = new LinkSession(TIMINGS, true, SignOn.NOBODY, wire, bound -> 0);
        plain.start(nowMs);
        plain.doWork(nowMs);
        plain.onConnected(nowMs);
        assertThat(wire.taken()).containsExactly("connect", "echo 1");
    }

    @Test
    void timingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new LinkTimings(1, 500, 500, 3, 1, 1)).hasMessageContaining("echo");
        assertThatThrownBy(() -> new LinkTimings(1, 1, 2, 3, 10, 9)).hasMessageContaining("reconnectMaxMs");
        assertThatThrownBy(() -> new LinkTimings(0, 1, 2, 3, 1, 1)).hasMessageContaining("positive");
    }

    private void connect() {
        session.start(nowMs);
        tick(0);
        session.onConnected(nowMs);
        wire.taken();
    }

    private void up() {
        connect();
        session.onManagementAnswer(1, true, nowMs);
        session.onManagementAnswer(2, true, nowMs);
        wire.taken();
        wire.echoes = 0;
    }

    /** From just after one echo interval to the loss of the echo that the next one brings. */
    private void loseAnEcho() {
        tick(session.isUp() && wire.echoes == 0 ? 2_000 : 1_500);
        tick(500);
    }

    private void tick(final long elapsedMs) {
        nowMs += elapsedMs;
        session.doWork(nowMs);
    }

    private static final class RecordingWire implements LinkSession.Wire {
        private List<String> calls = new ArrayList<>();
        private boolean takesReports = true;
        private int echoes;

        List<String> taken() {
            final List<String> taken = calls;
            calls = new ArrayList<>();
            return taken;
        }

        @Override
        public void connect() {
            calls.add("connect");
        }

        @Override
        public void disconnect() {
            calls.add("disconnect");
        }

        @Override
        public void sendSignOn(final int stan) {
            calls.add("sign-on " + stan);
        }

        @Override
        public void sendEcho(final int stan) {
            echoes++;
            calls.add("echo " + stan);
        }

        @Override
        public void sendSignOff(final int stan) {
            calls.add("sign-off " + stan);
        }

        @Override
        public boolean report(final LinkState state) {
            if (takesReports) {
                calls.add("report " + state);
            }
            return takesReports;
        }
    }
}
