package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.core.host.ring.WaitPreset;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwitchConfigTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "switch.yaml");

    @Test
    void theExampleIsReadAsItStands() {
        final SwitchConfig config = SwitchConfig.load(EXAMPLE);

        assertThat(config.node().waitPreset()).isEqualTo(WaitPreset.BALANCED);
        assertThat(config.node().journalSegmentBytes()).isEqualTo(64 << 20);
        assertThat(config.json().orElseThrow().bind().isLoopback()).isTrue();
        assertThat(config.iso()).extracting(IsoListenerConfig::name).containsExactly("mobile", "cards");
        assertThat(config.networks()).extracting(NetworkConfig::linkId).containsExactly(1);
        assertThat(config.institution().operations().get(Operation.TRANSFER_INTERBANK))
                .isEqualTo(new OperationRules(StepUpMethod.OTP, Bucket.EXT, false));
        assertThat(config.institution().fees()).extracting(InstitutionConfig.Fee::feeMinor).containsExactly(36L);
        assertThat(config.institution().taxes()).extracting(InstitutionConfig.Tax::rateBasisPoints)
                .containsExactly(1_200, 1_500);
        assertThat(config.institution().routes()).contains(
                new RouteConfig(10_036L, 0, "interbank", 0, 1));
        assertThat(config.notices().hasInbox()).isTrue();
    }

    @Test
    void withoutAWordOnThemSnapshotsAreAsInTheExample() throws IOException {
        final String without = Files.readString(EXAMPLE).replaceFirst("(?s)  snapshots:.*?(?=  maxPayments)", "");

        assertThat(SwitchConfig.parse("switch.yaml", without).node().snapshots())
                .isEqualTo(SwitchConfig.load(EXAMPLE).node().snapshots())
                .isEqualTo(new SnapshotConfig(1_000_000, 12 * 3_600_000L, 3_000_000, 2, false));
    }

    @Test
    void thereAreExamplesAndAllAreRead() throws IOException {
        try (var files = Files.list(EXAMPLE.getParent())) {
            assertThat(files.filter(file -> file.getFileName().toString().matches("(?!institution-|cluster-node|load-mix).*\\.yaml")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(SwitchConfig.load(file).node()).isNotNull());
        }
    }

    /** Each row replaces one line of the example. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
          waitStrategy: balanced | waitStrategy: fast | node.waitStrategy: expected one of latency, balanced, frugal, found 'fast'
          waitStrategy: balanced | waitStrateggy: balanced | node.waitStrateggy: is no key here; did you mean 'waitStrategy'?
          ringSize: 4096 | ringSize: 1000 | node.ringSize: expected a power of two from 32 to 262144, found '1000'
          ringSize: 4096 | ringSize: [1] | node.ringSize: expected one value, found a list
          ringSize: 4096 | ringSize: | node.ringSize: expected a power of two
          journalSegment: 64 MiB | journalSegment: 64 MB | node.journalSegment: expected a size
          every: 1_000_000 | every: -1 | node.snapshots.every: expected a whole number from 0 to 1000000000000, found '-1'
          kept: 2 | kept: 0 | node.snapshots.kept: expected a whole number from 1 to 1000, found '0'
          interval: 12 h | interval: often | node.snapshots.interval: expected a time
          removeSegments: false | removeSegments: yes | node.snapshots.removeSegments: expected one of true, false, found 'yes'
          eventLoops: 2 | eventLoops: 0 | node.eventLoops: expected a whole number from 1 to 64, found '0'
          eventLoops: 2 | colour: blue | node.colour: is no key here; expected one of dataDirectory, eventLoops
          dataDirectory: data/switch | dataDirectry: data/switch | node.dataDirectry: is no key here; did you mean 'dataDirectory'?
          dataDirectory: data/switch | # nothing | node.dataDirectory: is missing
          address: 127.0.0.1 | address: localhost | listen.json.address: expected an IP address such as 127.0.0.1, found 'localhost'
          port: 8080 | port: 80800 | listen.json.port: expected a whole number from 0 to 65535, found '80800'
          role: channel | role: chanel | listen.iso[0].role: expected one of channel, card, interbank, found 'chanel'
          frame: binary-2 | frame: binary-3 | listen.iso[0].frame: expected one of ascii-4, ascii-4-inclusive, bcd-2
          frame: binary-2 | frame: stx-etx-lrc | listen.iso[0].frame: takes text alone: expected a dialect with a bitmap in hexadecimal, not iso1987-ascii
          dialect: iso1987-ascii | dialect: iso2003 | listen.iso[0].dialect: expected one of iso1987-ascii
          dialect: iso1987-ascii | dialect: nowhere/mine.yaml | listen.iso[0].dialect: expected one of iso1987-ascii, iso1987-ascii-hex-bitmap, iso1987-bcd, iso1987-ebcdic, iso1993-ascii, iso1993-bcd, postilion, or a file that is there
          - name: cards | - name: mobile | listen: the name 'mobile' is there twice
          linkId: 1 | linkId: 0 | networks[0].linkId: expected a whole number from 1
          echoInterval: 30 s | echoInterval: 5 s | networks[0].echoInterval: must be longer than answerTimeout
          echoInterval: 30 s | echoInterval: 30 | networks[0].echoInterval: expected a time
          terminal: AYNI0001 | terminal: AYNI00001 | networks[0].terminal: expected 1 to 8 ASCII characters
          zone: America/Guayaquil | zone: America/Quito | institution.zone: expected a time zone such as America/Guayaquil
          zone: America/Guayaquil | zone: 5 o'clock | institution.zone: expected a time zone
          currency: USD | currency: DOLAR | institution.currency: expected an ISO 4217 currency such as USD, found 'DOLAR'
          maxAmount: 1000000.00 | maxAmount: 1000000.005 | institution.maxAmount: expected an amount of USD with at most 2 decimals
          maxAmount: 1000000.00 | maxAmount: -1 | institution.maxAmount: expected an amount of USD
          transfer.own: {stepUp: otp, bucket: INT} | transfer.mine: {stepUp: otp, bucket: INT} | institution.operations.transfer.mine: expected one of transfer.own
          transfer.own: {stepUp: otp, bucket: INT} | transfer.own: {stepUp: sms, bucket: INT} | institution.operations.transfer.own.stepUp: expected one of none, otp, totp, found 'sms'
          transfer.own: {stepUp: otp, bucket: INT} | transfer.internal: {stepUp: otp, bucket: INT} | institution.operations.transfer.internal: is there twice
          - {from: 2024-04-01, rate: 15 %} | - {from: 2024-04-31, rate: 15 %} | institution.taxes[1].from: expected a date such as 2024-04-01, found '2024-04-31'
          - {from: 2024-04-01, rate: 15 %} | - {from: 2024-04-01, rate: 0.15} | institution.taxes[1].rate: expected a rate from 0 % to 100 % such as 15 %, found '0.15'
          EXT: {daily: 5000.00, weekly: 15000.00 | EXT: {daily: 5000.00, weekly: 4999.99 | institution.ceilings.EXT.weekly: must not be below daily
          taxes: 9000000003 | taxes: 9000000002 | institution.accounts.taxes: expected an account of its own: 9000000002 is another account
          settlementAccount: 9000000006 | settlementAccount: 9000000001 | institution.accounts.opening: expected an account of its own: 9000000001 is another account
          - {from: 2024-04-01, rate: 15 %} | - {from: 2017-06-01, rate: 15 %} | institution.taxes: two rates from 2017-06-01
          "0036": interbank | "0036": swift | institution.routes.0036: expected one of the networks interbank, found 'swift'
          "0036": interbank | "36A": interbank | institution.routes.36A: expected 1 to 11 digits, found '36A'
          """)
    void anErrorNamesFileLineKeyAndWhatWasExpected(final String line, final String replacement, final String expected)
            throws IOException {
        final String text = Files.readString(EXAMPLE);
        final int at = text.indexOf(line.strip());
        assertThat(at).as("the example still has this line").isPositive();
        final String wrong = text.substring(0, at) + (replacement == null ? "" : replacement) + text.substring(at
                + line.strip().length());

        assertThatThrownBy(() -> SwitchConfig.parse("switch.yaml", wrong))
                .isInstanceOf(ConfigException.class)
                .message()
                .matches("(?s)switch\\.yaml:\\d+:\\d+: .*")
                .contains(expected);
    }

    @Test
    void thePlaceIsThatOfTheWrongValue() {
        assertThatThrownBy(() -> SwitchConfig.parse("f.yaml",
                "node:\n  dataDirectory: d\n  keyFile: k\n  eventLoops: many\n"))
                .hasMessage("f.yaml:4:15: node.eventLoops: expected a whole number from 1 to 64, found 'many'");
    }

    @Test
    void textThatIsNoYamlIsToldWithItsPlace() {
        assertThatThrownBy(() -> SwitchConfig.parse("f.yaml", "node: {\n  a: [1\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("f.yaml:3:1: no YAML: ");
    }

    @Test
    void aFileThatIsNotThereAndOneThatIsEmptyAreTold() {
        assertThatThrownBy(() -> SwitchConfig.load(Path.of("nowhere.yaml")))
                .isInstanceOf(ConfigException.class).hasMessage("nowhere.yaml: there is no such file");
        assertThatThrownBy(() -> SwitchConfig.parse("f.yaml", "# nothing\n"))
                .isInstanceOf(ConfigException.class).hasMessage("f.yaml: the file is empty");
    }
}
