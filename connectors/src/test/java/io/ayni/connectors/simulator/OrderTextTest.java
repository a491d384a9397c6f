package io.ayni.connectors.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.simulator.SimulatedNetwork.Target;
import io.ayni.iso8583.spec.Dialects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a network is told, and what it then does with so many requests. */
class OrderTextTest {
    private final InterbankSimulator network = new InterbankSimulator(Dialects.iso1987Ascii(), FrameFormat.BINARY_2);

    @AfterEach
    void close() {
        network.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            late 35s                                        | late 35000ms:100%
            late 35s drop 0% late 2s:10% duplicate 5%       | late 2000ms:10% duplicate 5%
            drop 10% duplicate 5% decline 51:10%            | drop 10% duplicate 5% decline 51:10%
            drop 0.25%                                      | drop 0.25%
            drop 10% clear                                  | none
            when 13.13=decline:51 when 35=late:35s          | when 13.13=decline:51 when 35.00=late:35000ms
            when 13.13=drop when 13.13=none                 | none
            next 3=drop next 2=cut                          | next 3=drop next 2=cut
            on reversals drop 50%                           | none
            """)
    void saysWhatIsInForce(final String words, final String inForce) {
        OrderText.apply(words, network);

        assertThat(network.paymentFaults()).hasToString(inForce);
    }

    @Test
    void theFaultsBehindAnOnMeetWhomItNames() {
        OrderText.apply("drop 10% on reversals drop 50% garbage 1% on payments half 2%", network);

        assertThat(network.paymentFaults()).hasToString("drop 10% half 2%");
        assertThat(network.faults(Target.REVERSALS).orElseThrow()).hasToString("drop 50% garbage 1%");
    }

    @Test
    void aShareIsMetInItsNumberAndTheSameSeedDrawsTheSame() {
        final String words = "seed 7 drop 10% cut 5%";
        OrderText.apply(words, network);
        final String first = kinds(10_000);

        assertThat(network.paymentFaults().met().get(Fault.Kind.NEVER)).isBetween(900L, 1_100L);
        assertThat(network.paymentFaults().met().get(Fault.Kind.CUT)).isBetween(430L, 570L);
        OrderText.apply(words, network);
        assertThat(kinds(10_000)).isEqualTo(first);
    }

    private String kinds(final int count) {
        return String.join("", IntStream.range(0, count)
            .mapToObj(i -> network.paymentFaults().next(1).kind().name().substring(0, 1)).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            explode                 | explode' is no fault and no order
            drop                    | drop' needs a value
            drop ten                | drop': 'ten' is no share such as 10% or 0.5%
            drop 101%               | drop': '101%' is no share such as 10% or 0.5%
            late 35                 | 35' is no time such as 500ms, 35s or 2m
            late 2s:x               | late': 'x' is no share such as 10% or 0.5%
            decline 5               | decline 5': a response code of two characters other than 00 is expected
            when 13.131=drop        | 13.131' is no amount such as 13.13
            when 13.13              | when 13.13' is not AMOUNT=FAULT
            next 0=drop             | next 0=drop' is not N=FAULT
            on everything drop 1%   | on everything': payments, reversals, inquiries or pins
            on pins drop 1%         | on pins': interbank has none
            bill 101=20.01          | bill': interbank has no bills
            """)
    void saysWhichWordIsWrong(final String words, final String expected) {
        assertThatThrownBy(() -> OrderText.apply(words, network)).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining(expected);
    }

    @Test
    void aWrongWordTakesBackWhatStoodBeforeIt() {
        assertThatThrownBy(() -> OrderText.apply("drop 10% explode", network))
            .isInstanceOf(IllegalArgumentException.class);

        assertThat(network.paymentFaults()).hasToString("none");
    }

    @Test
    void aScriptIsToldWithTheLineThatIsWrong() {
        assertThat(SimulatorScript.parse("faults.txt", "# nothing\n0s drop 1%\n\n10s clear # again\n").size()).isEqualTo(2);
        assertThatThrownBy(() -> SimulatorScript.parse("faults.txt", "0s drop 1%\n5 clear"))
            .hasMessage("faults.txt:2: '5' is no time such as 500ms, 35s or 2m");
    }
}
