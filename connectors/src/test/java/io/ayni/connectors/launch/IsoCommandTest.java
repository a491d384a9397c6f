package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./ayni iso …} as a person uses it. */
@ResourceLock(Resources.SYSTEM_OUT)
class IsoCommandTest {
    private static final String ECHO_HEX = "303830308220000000000000040000000000000031313231313230303030303030303432333031";
    private static final String ECHO_JSON =
            "{\"mti\":\"0800\",\"fields\":{\"7\":\"1121120000\",\"11\":\"000042\",\"70\":\"301\"}}";
    private static final String PAN = "4000001234567899";
    private static final String PURCHASE = "30323030700000000000000031363430303030303132333435363738393934303130313030"
            + "3030303030303031353030";

    @TempDir
    private Path directory;

    private static Cli withInput(final String input, final String... args) {
        final InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return Cli.run(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void decodesALineAMessageAndEncodesItBack() {
        final Cli decoded = withInput(ECHO_HEX + "\n\n" + PURCHASE.toLowerCase() + "\n", "iso", "decode", "--dialect",
                "iso1987-ascii", "--unmask");

        assertThat(decoded.err()).isEmpty();
        assertThat(decoded.exitStatus()).isZero();
        assertThat(decoded.out().lines()).containsExactly(ECHO_JSON, "{\"mti\":\"0200\",\"fields\":{\"2\":\"" + PAN
                + "\",\"3\":\"401010\",\"4\":\"000000001500\"}}");
        final Cli encoded = withInput(decoded.out(), "iso", "encode", "--dialect", "iso1987-ascii");
        assertThat(encoded.out().lines()).containsExactly(ECHO_HEX, PURCHASE);
        assertThat(encoded.exitStatus()).isZero();
    }

    @Test
    void filesOfOtherSystemsAreRead() {
        final String file = TestFiles.write(directory, "a.hex", "\uFEFF" + ECHO_HEX + "\r\n\r\n" + ECHO_HEX).toString();

        assertThat(Cli.run("iso", "decode", "-d", "iso1987-ascii", file).out().lines())
                .containsExactly(ECHO_JSON, ECHO_JSON);
    }

    @Test
    void decodeHidesCardDataUnlessTold() {
        final Cli cli = Cli.run("iso", "decode", "-d", "iso1987-ascii", "--hex",
                TestFiles.write(directory, "a.hex", PURCHASE).toString());

        assertThat(cli.out()).contains("\"2\":\"400000******7899\"", "\"masked\":true").doesNotContain(PAN);
    }

    @Test
    void aWrongMessageEndsWithItsLineAndKeepsWhatWasGood() {
        final Path file = TestFiles.write(directory, "a.hex",
                ECHO_HEX + "\n" + PURCHASE.replace("343031303130", "343031303178") + "\n" + ECHO_HEX);

        final Cli cli = Cli.run("iso", "decode", "-d", "iso1987-ascii", "--hex", file.toString());

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.out().lines()).containsExactly(ECHO_JSON);
        assertThat(cli.err()).isEqualTo("ayni: " + file + ":2: offset 35, field 3 (Processing code): expected a digit in"
                + " ASCII\n");
    }

    @Test
    void aWrongJsonLineEndsWithLineColumnAndPath() {
        final Cli cli = withInput(ECHO_JSON + "\n" + ECHO_JSON.replace("\"301\"", "\"3O1\""), "iso", "encode", "-d",
                "iso1987-ascii", "-");

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.out().lines()).containsExactly(ECHO_HEX);
        assertThat(cli.err()).isEqualTo(
                "ayni: standard input:2: column 56, fields.70: expected n 3, a digit in ASCII\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso                                            | a command is missing: explain, decode, encode, spec or dialects
            iso decode                                     | Missing required option: '--dialect=D'
            iso decode -d iso1987                          | ayni: 'iso1987' is no dialect and no file
            iso decode -d iso1987-ascii                    | ayni: standard input: is empty, expected a message in hexadecimal
            iso encode -d iso1987-ascii                    | ayni: standard input: is empty, expected a JSON object a line
            iso decode -d iso1987-ascii --hex nowhere.hex  | ayni: nowhere.hex: there is no such file
            iso encode -d iso1987-ascii nowhere.json       | ayni: nowhere.json: there is no such file
            iso decode -d iso1987-ascii --hex .            | ayni: .: is a directory, expected a file
            iso explain                                    | ayni: standard input: is empty, expected a message
            iso explain nowhere.hex                        | ayni: the message: line 1, column 1: 'n' is no hexadecimal digit, and there is no file of that name
            iso explain 020                                | ayni: the message: line 1: an odd number of hexadecimal digits
            iso explain 0200 --hex x                       | ayni: the message is there twice: as words and as --hex
            iso spec                                       | Missing required option: '--dialect=D'
            iso decod                                      | Did you mean: iso decode
            """)
    void wrongUseIsStatus2AndOneLineThatSaysWhatToDo(final String args, final String expected) {
        final Cli cli = withInput("", args.split(" "));

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.err()).contains(expected).doesNotContain("Exception", "\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{hex}", "{spaced}", "-", "--hex {file}", "{file}", "{dump}"})
    void explainTakesPlainAndSpacedHexDumpsFilesAndStandardInput(final String how) {
        final String spaced = PURCHASE.replaceAll("(..)", "$1 ").strip();
        final StringBuilder dump = new StringBuilder();
        for (int at = 0; at < PURCHASE.length(); at += 32) {
            dump.append("%08x: %s  |.....|%n".formatted(at / 2,
                    PURCHASE.substring(at, Math.min(PURCHASE.length(), at + 32)).replaceAll("(....)", "$1 ").strip()));
        }
        final String arguments = "iso explain -d iso1987-ascii " + how.replace("{hex}", PURCHASE)
                .replace("{spaced}", spaced)
                .replace("{file}", TestFiles.write(directory, "m.hex", spaced).toString())
                .replace("{dump}", TestFiles.write(directory, "m.dump", dump.toString()).toString());

        final Cli cli = withInput(PURCHASE, arguments.split(" "));

        assertThat(cli.err()).isEmpty();
        assertThat(cli.exitStatus()).isZero();
        assertThat(cli.out()).startsWith("iso1987-ascii, 48 bytes\n").contains("n..19 = 400000******7899\n",
                "Amount, transaction, n 12 = 000000001500\n").doesNotContain(PAN);
    }

    @Test
    void explainShowsEverythingWhenAsked() {
        assertThat(Cli.run("iso", "explain", "-d", "iso1987-ascii", "--unmask", PURCHASE).out()).contains(PAN);
    }

    @Test
    void explainPointsAtTheWrongByteWithStatus2() {
        final Cli cli = Cli.run("iso", "explain", "-d", "iso1987-bcd", PURCHASE);

        assertThat(cli.exitStatus()).isEqualTo(2);
        assertThat(cli.out()).contains("^^ offset ", ": expected ",
                "Dialects that read this message: iso1987-ascii, postilion").doesNotContain(PAN);
    }

    @Test
    void explainFindsTheDialectAndTakesSeveralMessages() {
        final Path file = TestFiles.write(directory, "two.hex", ECHO_HEX + "\n" + PURCHASE + "\n");

        final Cli cli = Cli.run("iso", "explain", file.toString());

        assertThat(cli.exitStatus()).isZero();
        assertThat(cli.out()).contains("iso1987-ascii, 39 bytes\n", "\n\niso1987-ascii, 48 bytes\n");
        final Cli none = Cli.run("iso", "explain", "deadbeef");
        assertThat(none.exitStatus()).isEqualTo(2);
        assertThat(none.err()).contains("no built-in dialect reads this message");
    }

    @Test
    void listsDialectsAndPrintsThemAsTableAndAsYaml() {
        assertThat(Cli.run("iso", "dialects").out().lines()).hasSize(7)
                .anyMatch(line -> line.startsWith("postilion ") && line.contains("bitmap binary"));
        assertThat(Cli.run("iso", "spec", "-d", "postilion").out())
                .startsWith("postilion: type indicator ascii, bitmap binary of 128 bits, 127 fields\n")
                .contains("\n127.10 ");
        final Path yaml = TestFiles.write(directory, "own.yaml", Cli.run("iso", "spec", "-d", "postilion", "--yaml").out());
        assertThat(Cli.run("iso", "spec", "-d", yaml.toString()).out())
                .isEqualTo(Cli.run("iso", "spec", "-d", "postilion").out());
    }
}
