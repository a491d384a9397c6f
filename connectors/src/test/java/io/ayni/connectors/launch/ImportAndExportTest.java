package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members, cards, limits and products from files; postings into one. */
class ImportAndExportTest {
    private static final String PAN = "4545450000001234";
    private static final String ACCOUNTS = """
            account,member,kind,authorised_line_minor,opening_balance_minor
            4200000017,1,SAVINGS,0,10000000
            4200000025,2,SAVINGS,0,0
            5500000011,1,CREDIT_CARD,100000,-4000
            """;

    @TempDir
    private Path directory;
    private Path config;

    @BeforeEach
    void importAccounts() {
        config = TestFiles.write(directory, "switch.yaml", TestFiles.yaml(directory)
                .replace("stepUp: otp, bucket: INT", "stepUp: none, bucket: INT"));
        assertThat(importing("accounts", ACCOUNTS)).satisfies(cli -> {
            assertThat(cli.exitStatus()).as(cli.err() + cli.out()).isZero();
            assertThat(cli.out()).contains("3 accounts opened, 0 were there", "3 rows in ");
        });
    }

    @Test
    void eachKindOfFileIsPutIn() {
        assertThat(importing("members", """
                member,name,phone,email,birth_date,step_up,totp_secret
                1,"Pérez, ""Anita"" Ana",+593991234567,ana@socios.example,1987-09-15,TOTP,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
                2,Luis Vera,,,,,
                """).out()).contains("2 members put in, 0 changed");
        assertThat(importing("members", "member,name\n2,Luis Vera Mora\n").out()).contains(
                "0 members put in, 1 changed");
        assertThat(importing("cards", "pan,account,kind,token\n" + PAN
                + ",5500000011,CREDIT,77\n5300420000000017,4200000017,,\n").out()).contains(
                "2 cards put in, 0 changed");
        assertThat(importing("limits", "member,bucket,daily_minor,weekly_minor,monthly_minor\n1,INT,10000,20000,30000\n"
                + "1,EXT,,,\n").out()).contains("2 limits put in");
        assertThat(importing("products", "account,minimum_payment_minor,due_date,rate_percent\n"
                + "5500000011,500,2026-12-15,15.20\n").out()).contains("1 products put in");
        assertThat(Cli.run("state", "-c", config.toString()).exitStatus()).isZero();
    }

    @Test
    void aCardNumberAndASecretAreInNoFileButTheirOwn() throws IOException {
        final Cli cards = importing("cards", "pan,account\n" + PAN + ",4200000017\n");
        importing("members", "member,step_up,totp_secret\n1,TOTP,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\n");
        final Cli wrong = importing("cards", "pan,account\n" + PAN + "99999,4200000017\n");

        assertThat(wrong.err()).contains("line 2: pan: expected 12 to 19 digits").doesNotContain("4545");
        assertThat(cards.out()).doesNotContain(PAN);
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.filter(each -> Files.isRegularFile(each) && !each.toString().endsWith(".csv"))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(PAN, "12345678901234567890", "GEZDGNBV");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            members  | member,email\\n0,                          | member: expected a whole number from 1
            members  | member,email\\n1,nobody                    | email: expected an e-mail address
            members  | member,phone\\n1,call me                   | phone: expected a telephone number
            members  | member,birth_date\\n1,15/09/1987           | birth_date: expected a date such as 1987-09-15
            members  | member,step_up\\n1,TOTP                    | totp_secret: expected the secret of the soft token
            members  | member,totp_secret\\n1,GEZ1                | totp_secret: expected base 32 of at most 20 bytes
            members  | member,name\\n1,"Ana                       | expected a closing quote
            members  | member,name\\n1,"Ana"x                     | expected a comma behind a closing quote
            members  | member,name\\n1,Ana,Luis                   | expected 2 values, found 3
            cards    | pan,account\\n4545,42                      | pan: expected 12 to 19 digits
            cards    | pan,account,kind\\n4545450000001234,42,GOLD | kind: expected one of DEBIT, CREDIT
            limits   | member,bucket\\n1,ALL                      | bucket: expected one of INT, EXT, CARD
            limits   | member,bucket,daily_minor\\n1,INT,1.50     | daily_minor: expected a whole number from 0
            products | account,rate_percent\\n42,a lot            | rate_percent: expected per cents such as 15.20
            products | account,instalments_left\\n42,5000         | instalments_left: expected a whole number from 0 to 1200
            """)
    void aWrongLineIsToldWithItsColumnAndNothingIsPutIn(final String kind, final String csv, final String problem) {
        final Cli cli = importing(kind, csv.replace("\\n", "\n").strip() + "\n");

        assertThat(cli.exitStatus()).isEqualTo(1);
        assertThat(cli.err()).contains(kind + ".csv was not imported", "line 2: " + problem);
    }

    @Test
    void whatTheEngineRefusesIsToldByLine() {
        assertThat(importing("limits", "member,bucket,daily_minor,weekly_minor\n1,INT,100,50\n").out())
                .contains("line 2: refused, WEEKLY_BELOW_DAILY");
        assertThat(importing("cards", "pan,account\n" + PAN + ",999\n").out())
                .contains("line 2: refused, UNKNOWN_ACCOUNT");
    }

    @Test
    void postingsAreExportedSinceAPositionAndGiveTheBooks() throws Exception {
        final String first = export(0);
        assertThat(lines("all.csv").getFirst()).isEqualTo(
                "sequence,line,time,payment,operation,kind,debit_account,credit_account,currency,amount_minor,"
                        + "settlement_date");
        assertThat(lines("all.csv").subList(1, 3)).satisfiesExactly(
                line -> assertThat(line).endsWith(",1,%s,,,opening,9000000001,4200000017,840,10000000,".formatted(time(line))),
                line -> assertThat(line).contains(",opening,5500000011,9000000001,840,4000"));
        final long position = Long.parseLong(first.replaceFirst("(?s).*next: --since (\\d+).*", "$1"));

        try (Switch node = Switch.start(SwitchConfig.load(config), cause -> { })) {
            assertThat(pay(node)).contains("\"state\":\"POSTED\"");
            assertThat(export(position)).as("while it runs").contains("1 postings in ");
        }

        assertThat(lines("all.csv")).hasSize(2);
        assertThat(lines("all.csv").get(1)).matches("\\d+,1,[0-9TZ:.-]+,[0-9A-Z]{13},transfer.internal,amount,"
                + "4200000017,4200000025,840,1500,");
        assertThat(export(0)).as("again, from the start").contains("3 postings in ");
        assertThat(export(Long.MAX_VALUE)).contains("0 postings in ");
    }

    private static String time(final String line) {
        return line.split(",")[2];
    }

    private String export(final long since) {
        final Cli cli = Cli.run("postings", "export", "-c", config.toString(), "--since", Long.toString(since), "--to",
                directory.resolve("all.csv").toString());
        assertThat(cli.exitStatus()).as(cli.err()).isZero();
        return cli.out();
    }

    private List<String> lines(final String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    private static String pay(final Switch node) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(
                            "http://127.0.0.1:" + node.addresses().get("json").getPort() + "/v1/authorizations"))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer demo-key").header("Idempotency-Key", "k1")
                    .POST(HttpRequest.BodyPublishers.ofString("""
                            {"type":"transfer.internal","amountMinor":1500,"currency":"USD",\
                            "debitAccount":"4200000017","creditAccount":"4200000025"}""")).build(),
                    HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private Cli importing(final String kind, final String csv) {
        final Path file = TestFiles.write(directory, kind + ".csv", csv);
        return Cli.run(kind, "import", file.toString(), "--config", config.toString());
    }
}
