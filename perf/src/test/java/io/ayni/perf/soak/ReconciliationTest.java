package io.ayni.perf.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.perf.soak.SoakPlan.Reversal;
import io.ayni.perf.soak.SoakSwitch.Balance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison that finds nothing may be broken: each kind of difference is planted in good books and found. */
class ReconciliationTest {
    private static final SoakPlan PLAN = new SoakPlan(1, 10, RequestKind.INTERNAL);
    private static final String POSTINGS =
        "sequence,line,time,payment,operation,kind,debit_account,credit_account,currency,amount_minor,settlement_date\n"
        + "1,1,t,,,opening,9000000001,7000000001,840,10000\n";
    private static final String PAYMENTS =
        "payment,sequence,operation,state,code,amount_minor,currency,fee_minor,tax_minor,held_minor,reversed_minor,"
        + "debit_account,credit_account,network,reference\n";

    @TempDir
    private Path directory;
    private SoakNetworks networks;

    @BeforeEach
    void open() {
        networks = new SoakNetworks(directory.resolve("files"), 1);
    }

    @AfterEach
    void close() {
        networks.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            good                     |
            answered 51              | requests: the answer is the effect, once
            not answered             | requests: each has one final answer
            answered twice           | requests: each has one final answer
            posted twice             | requests: the answer is the effect, once
            not posted               | requests: the answer is the effect, once
            to another payee         | requests: the answer is the effect, once
            of another amount        | postings: each belongs to a request
            two payments             | requests: one payment at most
            still held               | payments: final or MANUAL
            final and held           | payments: final ones hold nothing
            another operation        | requests: the answer is the effect, once
            another balance          | accounts: balances and holds as callers read
            not in the books         | books: interbank, payment by payment
            """)
    void findsWhatIsPlanted(final String planted, final String found) throws IOException {
        final long payee = PLAN.creditAccount(0) + (planted.equals("to another payee") ? 1 : 0);
        final String posting = "2,1,t,P,transfer.internal,amount,7000000001," + payee + ",840,"
            + (planted.equals("of another amount") ? 99 : 100) + ",2026-11-21\n";
        final String postings = POSTINGS + (planted.equals("not posted") ? "" : posting)
            + (planted.equals("posted twice") ? posting : "");
        final String payment = "P,2," + (planted.equals("another operation") ? "topup" : "transfer.internal") + ','
            + (planted.equals("still held") ? "SENT" : "POSTED") + ",00,100,840,0,0,"
            + (planted.contains("held") ? 100 : 0) + ",0,7000000001," + payee + ','
            + (planted.equals("not in the books") ? "interbank,000000000001" : ",") + '\n';
        final String payments = PAYMENTS + payment + (planted.equals("two payments") ? payment : "");
        final Answers answers = new Answers();
        if (!planted.equals("not answered")) {
            answers.put(0, planted.equals("answered 51") ? "51" : "00", false);
            answers.put(0, planted.equals("answered twice") ? "05" : "00", false);
        }

        final Differences differences = compare(answers, postings, payments,
            live(postings, payments, planted.equals("another balance") ? 1 : 0));

        assertThat(differences.total() > 0).as(planted + ": " + differences.shown()).isEqualTo(found != null);
        if (found != null) {
            assertThat(differences.shown()).anyMatch(line -> line.startsWith(found));
        }
    }

    /** Balances that agree with the files, but for a difference. */
    private static Map<Long, Balance> live(final String postings, final String payments, final long offBy) {
        final Map<Long, Long> ledger = new HashMap<>();
        postings.lines().skip(1).map(line -> line.split(",")).forEach(c -> {
            ledger.merge(Long.parseLong(c[6]), -Long.parseLong(c[9]), Long::sum);
            ledger.merge(Long.parseLong(c[7]), Long.parseLong(c[9]), Long::sum);
        });
        final Map<Long, Long> held = new HashMap<>();
        payments.lines().skip(1).map(line -> line.split(",", -1)).forEach(c ->
            held.merge(Long.parseLong(c[11]), Long.parseLong(c[9]), Long::sum));
        final Map<Long, Balance> live = new HashMap<>();
        ledger.forEach((account, minor) ->
            live.put(account, new Balance(minor + offBy, held.getOrDefault(account, 0L))));
        return live;
    }

    private Differences compare(
        final Answers answers, final String postings, final String payments, final Map<Long, Balance> live)
        throws IOException {
        return new Reconciliation(PLAN, 1, answers, networks).run(
            Files.writeString(directory.resolve("postings.csv"), postings),
            Files.writeString(directory.resolve("payments.csv"), payments), live);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false | 00             | 00 | false
            false | 00 00          | 00 | false
            false | 00 96          | 00 | false
            false | 96 00          | 00 | false
            false | 96 96 96       | '' | false
            false | 96 96 96 96    | 96 | false
            false | 96 96 96 96 00 | 00 | false
            false | 68 68          | 68 | false
            false | 68 00          | 68 | true
            false | 00 51          | 00 | true
            true  | 68 00          | 00 | false
            true  | 00 68          | 00 | false
            true  | 91 05          | 05 | false
            true  | 00 05          | 00 | true
            """)
    void aFinishedRequestHasOneAnswerHoweverOftenItIsAsked(
        final boolean isOpenAtFirst, final String answered, final String code, final boolean isChanged) {
        final Answers answers = new Answers();

        for (final String each : answered.split(" ")) {
            answers.put(7, each, isOpenAtFirst);
        }

        assertThat(answers.code(7)).isEqualTo(code);
        assertThat(answers.isChanged(7)).isEqualTo(isChanged);
    }

    @Test
    void aRequestIsFoundAgainByItsAccountAndAmountAlone() {
        final SoakPlan mix = new SoakPlan(7, 10, null);

        LongStream.range(0, 10_000).forEach(request -> {
            assertThat(mix.request(mix.debitAccount(request), mix.amountMinor(request))).isEqualTo(request);
            assertThat(mix.creditAccount(request)).isNotEqualTo(mix.debitAccount(request))
                .isBetween(SoakPlan.FIRST_ACCOUNT, SoakPlan.FIRST_ACCOUNT + 9);
        });
        for (final RequestKind kind : RequestKind.values()) {
            assertThat(LongStream.range(0, 10_000).filter(request -> mix.kind(request) == kind).count())
                .as(kind.name()).isPositive();
        }
        for (final Reversal reversal : Reversal.values()) {
            assertThat(LongStream.range(0, 10_000).filter(request -> mix.reversal(request) == reversal).count())
                .as(reversal.name()).isPositive();
        }
    }
}
