package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code accounts import}, and what {@code state} and {@code journal verify} say afterwards. */
class AccountsImportTest {
    private static final String HEADER =
            "account,member,currency,kind,status,signature,authorised_line_minor,opening_balance_minor\n";

    @TempDir
    private Path directory;
    private Path config;

    @BeforeEach
    void configure() {
        config = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory));
    }

    @Test
    void whatIsImportedIsInTheStateAndTheOpeningAccountBalancesIt() {
        final Cli imported = importing(HEADER
                + "0042,7,USD,SAVINGS,ACTIVE,SINGLE,0,10000000\n"
                + "0043,8,840,savings,blocked,joint,500,0\n");

        assertThat(imported.exitStatus()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("2 accounts opened, 0 were there");
        assertThat(state()).contains(
                "account 0042 840 SAVINGS ACTIVE SINGLE member 7 ledger 10000000",
                "account 0043 840 SAVINGS BLOCKED JOINT member 8 ledger 0",
                "account 9000000001 840 OPENING ACTIVE SINGLE member 0 ledger -10000000",
                "state hash ");
    }

    @Test
    void columnsComeInAnyOrderAndMostMayBeLeftOut() {
        assertThat(importing("opening_balance_minor,member,account\n5,1,77\n").exitStatus()).isZero();

        assertThat(state()).contains("account 77 840 SAVINGS ACTIVE SINGLE member 1 ledger 5");
    }

    @Test
    void importedAgainAnAccountKeepsItsBalance() {
        importing(HEADER + "77,1,USD,SAVINGS,ACTIVE,SINGLE,0,500\n");

        final Cli again = importing(HEADER + "77,1,USD,SAVINGS,INACTIVE,SINGLE,0,900\n");

        assertThat(again.out()).contains("0 accounts opened, 1 were there");
        assertThat(state()).contains("account 77 840 SAVINGS INACTIVE SINGLE member 1 ledger 500");
    }

    @Test
    void theStateIsTheSameEachTimeItIsAskedFor() {
        importing(HEADER + "77,1,USD,SAVINGS,ACTIVE,SINGLE,0,500\n");

        assertThat(state()).isEqualTo(state());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            x,1,USD,SAVINGS,ACTIVE,SINGLE,0,0      | account: expected 1 to 18 digits
            77,0,USD,SAVINGS,ACTIVE,SINGLE,0,0     | member: expected a whole number from 1
            77,1,EUR,SAVINGS,ACTIVE,SINGLE,0,0     | currency: expected USD, the institution's
            77,1,USD,FEE,ACTIVE,SINGLE,0,0         | kind: expected one of SAVINGS, CONTRIBUTION, CAPITALISATION, LOAN
            77,1,USD,SAVINGS,OPEN,SINGLE,0,0       | status: expected one of ACTIVE, INACTIVE, BLOCKED
            77,1,USD,SAVINGS,ACTIVE,BOTH,0,0       | signature: expected one of SINGLE, INDISTINCT, JOINT
            77,1,USD,SAVINGS,ACTIVE,SINGLE,-1,0    | authorised_line_minor: expected a whole number from 0
            77,1,USD,SAVINGS,ACTIVE,SINGLE,0,1.50  | opening_balance_minor: expected a whole number
            77,1,USD,SAVINGS,ACTIVE,SINGLE,0       | expected 8 values, found 7
            """)
    void aWrongLineIsToldAndNothingIsImported(final String line, final String problem) {
        final Cli cli = importing(HEADER + "78,1,USD,SAVINGS,ACTIVE,SINGLE,0,0\n" + line + '\n');

        assertThat(cli.exitStatus()).isEqualTo(1);
        assertThat(cli.err()).contains("line 3: " + problem);
        assertThat(directory.resolve("journal")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                    | the file is empty
            account,balance       | line 1: 'balance' is no column; the columns are account,member
            account               | line 1: the column 'member' is missing
            """)
    void aWrongHeaderIsTold(final String header, final String problem) {
        final Cli cli = importing(header.isEmpty() ? "" : header + "\n1,2\n");

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).contains(problem).hasLineCount(1);
    }

    @Test
    void whatTheEngineRefusesIsToldByLine() {
        final Cli cli = importing(HEADER + "77,1,USD,SAVINGS,ACTIVE,SINGLE,0,0\n78,1,USD,SAVINGS,ACTIVE,SINGLE,5,-6\n");

        assertThat(cli.exitStatus()).isEqualTo(1);
        assertThat(cli.out()).contains("1 accounts opened", "line 3: refused, INVALID");
    }

    @Test
    void aGoodJournalIsGoodAndADamagedOneIsRefusedWithItsPlace() throws IOException {
        importing(HEADER + "77,1,USD,SAVINGS,ACTIVE,SINGLE,0,500\n78,1,USD,SAVINGS,ACTIVE,SINGLE,0,500\n");
        final String journal = directory.resolve("journal").toString();
        assertThat(Cli.run("journal", "verify", journal)).satisfies(cli -> {
            assertThat(cli.exitStatus()).isZero();
            assertThat(cli.out()).contains("without gaps").endsWith("good" + System.lineSeparator());
        });

        flipAByteOf(directory.resolve("journal").resolve("0000000001.segment"));

        assertThat(Cli.run("journal", "verify", "--config", config.toString())).satisfies(cli -> {
            assertThat(cli.exitStatus()).isEqualTo(1);
            assertThat(cli.out()).contains("DAMAGED", "0000000001.segment at offset ");
        });
        assertThat(Cli.run("state", "--config", config.toString()).exitStatus()).isEqualTo(1);
        assertThat(Cli.run("run", "--config", config.toString())).satisfies(cli -> {
            assertThat(cli.exitStatus()).isEqualTo(1);
            assertThat(cli.err()).contains("the journal is damaged, nothing was changed").hasLineCount(1);
        });
    }

    private static void flipAByteOf(final Path segment) throws IOException {
        final byte[] bytes = Files.readAllBytes(segment);
        bytes[200] ^= 1;
        Files.write(segment, bytes);
    }

    private Cli importing(final String csv) {
        final Path file = TestFiles.write(directory, "accounts.csv", csv);
        return Cli.run("accounts", "import", file.toString(), "--config", config.toString());
    }

    private String state() {
        final Cli cli = Cli.run("state", "--config", config.toString());
        assertThat(cli.exitStatus()).as(cli.err()).isZero();
        return cli.out();
    }
}
