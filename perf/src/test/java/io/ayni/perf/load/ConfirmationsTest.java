package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

/** Time is a number here and moves when the test says so. */
class ConfirmationsTest {
    private static final int WRONG_PASSWORD = '6' << 8 | '3';
    private static final long ACCOUNT = 7_000_000_001L;

    private final List<String> sent = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Consumer<String>> asked = new ArrayList<>();
    private long nowNs = -5;

    @Test
    void aPasswordIsLookedUpAndMeasuredFromWhenItIsSent() {
        final Confirmations confirmations = confirmations(100, 0);
        challenge(confirmations, 1);
        assertThat(sent).as("the inbox has not answered yet").isEmpty();
        assertThat(confirmations.pending()).isEqualTo(1);

        nowNs += 1_000;
        asked.getFirst().accept("123456");
        assertThat(sent).containsExactly(Confirmations.FIRST_ID + " 1 PAY 123456");
        assertThat(confirmations.pending()).as("waits for its answer").isEqualTo(1);

        nowNs += 250;
        confirmations.onAnswer(Confirmations.FIRST_ID, AnswerCode.APPROVED);
        assertThat(told).containsExactly("250 00 true");
        assertThat(confirmations.pending()).isZero();
    }

    @Test
    void aWrongPasswordIsToBeRefusedAndNeedsNoInbox() {
        final Confirmations confirmations = confirmations(0, 100);
        challenge(confirmations, 1);
        challenge(confirmations, 2);
        assertThat(asked).isEmpty();

        confirmations.onAnswer(Confirmations.FIRST_ID, WRONG_PASSWORD);
        confirmations.onAnswer(Confirmations.FIRST_ID + 1, AnswerCode.APPROVED);
        assertThat(told).containsExactly("0 63 true", "0 00 false");
    }

    @Test
    void aRightPasswordThatIsRefusedIsAnError() {
        final Confirmations confirmations = confirmations(100, 0);
        challenge(confirmations, 1);
        asked.getFirst().accept("123456");
        confirmations.onAnswer(Confirmations.FIRST_ID, WRONG_PASSWORD);
        assertThat(told).containsExactly("0 63 false");
    }

    @Test
    void aMessageThatIsNotThereIsAnError() {
        final Confirmations confirmations = confirmations(100, 0);
        challenge(confirmations, 1);
        asked.getFirst().accept(null);
        assertThat(told).containsExactly("0 none false");
        assertThat(sent).isEmpty();
        assertThat(confirmations.pending()).isZero();
    }

    @Test
    void theRestIsLeftToExpireAndAnAnswerToNothingIsIgnored() {
        final Confirmations confirmations = confirmations(0, 0);
        challenge(confirmations, 1);
        confirmations.onAnswer(Confirmations.FIRST_ID, AnswerCode.APPROVED);
        assertThat(sent).isEmpty();
        assertThat(told).isEmpty();
        assertThat(confirmations.pending()).isZero();
    }

    private void challenge(final Confirmations confirmations, final long requestId) {
        confirmations.onChallenge(requestId, ACCOUNT, "PAY", (id, ofRequest, paymentId, code) ->
            sent.add(id + " " + ofRequest + " " + paymentId + " " + code));
    }

    private Confirmations confirmations(final int answered, final int wrong) {
        final LoadMix mix =
            new LoadMix(Map.of(LoadOperation.TRANSFER_INTERNAL, 1), answered, wrong, "", "", 0, "");
        return new Confirmations(mix, () -> nowNs, (account, paymentId, code) -> {
            assertThat(account).isEqualTo(ACCOUNT);
            asked.add(code);
        }, (latencyNs, code, isExpected) -> told.add(latencyNs + " " + AnswerCode.format(code) + " " + isExpected));
    }
}
