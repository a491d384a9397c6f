package io.ayni.perf.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person at the terminal reads. */
class SoakMainTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --minutes 0        | --minutes: more than 0, 1440 at most
            --minutes x        | Invalid value for option '--minutes'
            --faults flood     | is no fault: all, none, late, drop,
            --rate 0           | --rate: 1 to 100000
            --accounts 2       | --accounts: 10 to 100000
            --reversals 0      | --reversals: 1 to 1000000
            --kills 0          | --kills: 1 to 1000
            """)
    void wrongOptionsAreStatus2AndTold(final String args, final String expected) {
        final StringWriter err = new StringWriter();

        final int status = SoakMain.commandLine().setErr(new PrintWriter(err)).execute(args.split(" "));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString()).contains(expected);
    }

    @Test
    void allIsEverythingButKill() {
        assertThat(FaultKind.parse("all")).hasSize(FaultKind.values().length - 1).doesNotContain(FaultKind.KILL);
        assertThat(FaultKind.parse("all,kill")).hasSize(FaultKind.values().length);
        assertThat(FaultKind.parse("flap,hang-up")).containsExactly(FaultKind.FLAP, FaultKind.HANG_UP);
        assertThat(FaultKind.parse("none")).isEmpty();
    }
}
