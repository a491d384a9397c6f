package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadMixTest {
    private static final int REQUESTS = 100_000;

    @TempDir
    private Path directory;

    @Test
    void everyOperationHasItsShareAndEachRequestIsAlwaysTheSame() throws Exception {
        final LoadMix mix = read("""
            operations: {transfer.internal: 70, transfer.interbank: 20, balance: 10}
            interbank: {institution: "0036", account: "22 01"}
            otp: {answered: 80, wrong: 5}
            """);
        final Map<LoadOperation, Integer> operations = new EnumMap<>(LoadOperation.class);
        final Map<LoadMix.Reaction, Integer> reactions = new EnumMap<>(LoadMix.Reaction.class);
        for (int id = 1; id <= REQUESTS; id++) {
            operations.merge(mix.operationOf(id), 1, Integer::sum);
            reactions.merge(mix.reactionTo(id), 1, Integer::sum);
        }

        assertThat(share(operations.get(LoadOperation.TRANSFER_INTERNAL))).isCloseTo(0.70, within(0.01));
        assertThat(share(operations.get(LoadOperation.TRANSFER_INTERBANK))).isCloseTo(0.20, within(0.01));
        assertThat(share(operations.get(LoadOperation.BALANCE))).isCloseTo(0.10, within(0.01));
        assertThat(share(reactions.get(LoadMix.Reaction.ANSWERED))).isCloseTo(0.80, within(0.01));
        assertThat(share(reactions.get(LoadMix.Reaction.ANSWERED_WRONG))).isCloseTo(0.05, within(0.01));
        assertThat(mix.operationOf(4_711)).isEqualTo(mix.operationOf(4_711));
        assertThat(mix.institution()).isEqualTo("0036");
        assertThat(mix.externalAccount()).isEqualTo("22 01");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        operations: {}                                         | operations: at least one of [transfer.internal
        operations: {otp: 1}                                   | operations: 'otp' is none of
        operations: {transfer: 1}                              | operations: 'transfer' is none of
        operations: {balance: 0}                               | operations.balance: a whole number from 1
        operations: {balance: much}                            | operations.balance: a whole number from 1
        operations: {transfer.interbank: 1}                    | interbank.institution is missing
        'operations: {bill.pay: 1}'                            | bill.biller is missing
        'otp: {answered: 101}'                                 | operations: at least one of
        operation: {balance: 1}                                | the file: unknown key 'operation'
        [1, 2]                                                 | the file: a map is expected
        """)
    void saysWhatIsWrongWithAMix(final String yaml, final String told) {
        assertThatIllegalArgumentException().isThrownBy(() -> read(yaml))
            .withMessageContaining("mix.yaml: ").withMessageContaining(told);
    }

    @Test
    void sharesOfChallengesAreNotMoreThanAll() {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> read("operations: {balance: 1}\notp: {answered: 90, wrong: 20}\n"))
            .withMessageContaining("more than 100");
        assertThatIllegalArgumentException().isThrownBy(() -> read("operations: {balance: 1}\notp: {answered: 101}\n"))
            .withMessageContaining("otp.answered: per cent from 0 to 100, not '101'");
    }

    private static double share(final int count) {
        return (double) count / REQUESTS;
    }

    private LoadMix read(final String yaml) throws IOException {
        return LoadMix.read(Files.writeString(directory.resolve("mix.yaml"), yaml));
    }
}
