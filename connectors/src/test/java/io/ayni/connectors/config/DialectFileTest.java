package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;
import io.ayni.iso8583.spec.FieldTable;
import io.ayni.iso8583.spec.JposPackager;
import io.ayni.iso8583.spec.Sensitivity;
import io.ayni.iso8583.spec.Structure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jpos.iso.packager.GenericPackager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Dialects by name, from packager XML and from short YAML. */
class DialectFileTest {
    private static final List<String> JPOS_PACKAGERS = List.of("iso87ascii.xml", "iso87binary.xml", "iso93ascii.xml",
            "iso93binary.xml", "cmf.xml", "cmf-858.xml");
    private static final String SMALL = """
            scheme: ascii
            bitmap: hex-ascii
            fields:
              2: n..19, Primary account number
              48: {form: ans...999, tlv: 2 3}
              60: {form: ans..30, subfields: {1: n2 public, 2: ans..9}}
            """;

    @TempDir
    private Path directory;

    static Stream<Dialect> dialects() throws IOException {
        final List<Dialect> dialects = new ArrayList<>(Dialects.all());
        for (final String packager : JPOS_PACKAGERS) {
            try (InputStream xml = GenericPackager.class.getResourceAsStream("/packager/" + packager)) {
                dialects.add(JposPackager.load(packager, xml));
            }
        }
        return dialects.stream();
    }

    private String file(final String name, final String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private static void assertSame(final Dialect actual, final Dialect expected) {
        assertThat(actual.name()).isEqualTo(expected.name());
        assertThat(actual.headerLength()).isEqualTo(expected.headerLength());
        assertThat(actual.mti()).isEqualTo(expected.mti());
        assertSame(actual.fields(), expected.fields());
    }

    private static void assertSame(final FieldTable actual, final FieldTable expected) {
        assertThat(actual.bitmap()).isEqualTo(expected.bitmap());
        assertThat(actual.fields()).hasSameSizeAs(expected.fields());
        for (final FieldSpec field : expected.fields()) {
            final FieldSpec other = actual.field(field.number());
            assertThat(other.withStructure(Structure.PLAIN)).isEqualTo(field.withStructure(Structure.PLAIN));
            if (field.structure() instanceof final Structure.Subfields inside) {
                assertSame(((Structure.Subfields) other.structure()).table(), inside.table());
            } else {
                assertThat(other.structure()).isEqualTo(field.structure());
            }
        }
    }

    @Test
    void theExampleIsTheBuiltInDialectOfItsName() {
        assertSame(DialectFile.load("../examples/dialects/iso1987-bcd.yaml"), Dialects.iso1987Bcd());
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void everyDialectIsReadAgainFromTheYamlItIsWrittenAs(final Dialect dialect) throws IOException {
        assertSame(DialectFile.load(file("any.yaml", DialectFile.yaml(dialect))), dialect);
    }

    @Test
    void aBuiltInNameIsNoFile() {
        assertThat(DialectFile.load("postilion")).isSameAs(Dialects.postilion());
    }

    @Test
    void aPackagersXmlIsReadAsItStandsAndNamedAfterItsFile() throws IOException {
        try (InputStream xml = GenericPackager.class.getResourceAsStream("/packager/iso87ascii.xml")) {
            final Path file = directory.resolve("iso87ascii.xml");
            Files.write(file, xml.readAllBytes());

            final Dialect dialect = DialectFile.load(file.toString());

            assertThat(dialect.name()).isEqualTo("iso87ascii");
            assertThat(dialect.field(2).sensitivity()).isEqualTo(Sensitivity.PAN);
        }
    }

    @Test
    void theShortFormHasStructuresAndHidesWhatItDoesNotCallPublic() throws IOException {
        final Dialect dialect = DialectFile.load(file("small.yaml", SMALL));

        assertThat(dialect.name()).isEqualTo("small");
        assertThat(dialect.field(48).structure()).isEqualTo(new Structure.CharacterTlv(2, 3));
        final FieldTable inside = ((Structure.Subfields) dialect.field(60).structure()).table();
        assertThat(inside.field(1).sensitivity()).isEqualTo(Sensitivity.PUBLIC);
        assertThat(inside.field(2).sensitivity()).isEqualTo(Sensitivity.COMPOSITE);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            scheme: ascii      | scheme: utf8             | :1:9: scheme: expected one of ascii, ascii-bytes, bcd, ebcdic
            bitmap: hex-ascii  | bitmap: hex              | :2:9: bitmap: expected binary, hex-ascii or hex-ebcdic
            bitmap: hex-ascii  | bitmap: binary 100       | :2:9: bitmap: expected binary, hex-ascii or hex-ebcdic
            bitmap: hex-ascii  | bitmaps: binary          | :2:1: bitmaps: is no key here; did you mean 'bitmap'?
            n..19, Primary     | n..190, Primary          | :4:6: fields.2: a length of 2 digits cannot say 190
            n..19, Primary     | m..19, Primary           | :4:6: fields.2: expected one of n, a, an, ns, ans, z
            n..19, Primary     | Primary                  | :4:6: fields.2: expected a form such as n6, an12, n..19
            "  2: n"           | "  193: n"               | :4:3: fields.193: expected a field's number, 0 to 192
            "  2: n"           | "  02: n"                | :4:3: fields.02: expected a field's number, 0 to 192
            "  2: n"           | "  48: n"                | is there twice
            "  2: n"           | "  1: n"                 | :4:3: fields: field 1 is the secondary bitmap
            "  2: n"           | "  130: n"               | :4:3: fields: field 130 has no bit in a bitmap of 128
            tlv: 2 3           | tlv: 9 3                 | :5:30: fields.48.tlv: expected ber, or how many characters
            tlv: 2 3           | tlvs: 2 3                | :5:25: fields.48.tlvs: is no key here; did you mean 'tlv'?
            "1: n2 public"     | "1: n2 pubic"            | :6:38: fields.60.subfields.1: 'pubic' is no word of a form
            form: ans..30      | forms: ans..30           | :6:8: fields.60.forms: is no key here; did you mean 'form'?
            scheme: ascii      | "scheme: ascii\\nmti: n6" | :2:6: mti: a message type indicator is four digits, not n 6
            form: ans..30,     | ""                       | :6:7: fields.60.form: is missing
            scheme: ascii      | "scheme: [ascii"         | no YAML
            """)
    void whatIsWrongIsToldWithItsPlaceAndWhatWasExpected(final String good, final String wrong, final String message)
            throws IOException {
        final String text = SMALL.replace(good, wrong.replace("\\n", "\n"));
        assertThat(text).isNotEqualTo(SMALL);
        final String file = file("wrong.yaml", text);

        assertThatThrownBy(() -> DialectFile.load(file)).isInstanceOf(ConfigException.class).message()
                .startsWith(file).contains(message).doesNotContain("\n\tat");
    }

    @Test
    void whatIsNoDialectIsToldInOneLine() throws IOException {
        final String xml = file("own.xml", "<isopackager>\n <isofield id=\"2\" length=\"9\" name=\"x\""
                + " class=\"org.jpos.iso.IFEP_LLCHAR\"/>\n</isopackager>");
        final String hex = file("message.hex", "30".repeat(100));
        final Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0x80, 0, 1});

        assertThatThrownBy(() -> DialectFile.load("iso1978-ascii")).isInstanceOf(ConfigException.class).hasMessage(
                "'iso1978-ascii' is no dialect and no file; did you mean 'iso1987-ascii'? built in are iso1987-ascii,"
                + " iso1987-ascii-hex-bitmap, iso1987-bcd, iso1987-ebcdic, iso1993-ascii, iso1993-bcd, postilion");
        assertThatThrownBy(() -> DialectFile.load(directory.toString())).hasMessage(
                directory + ": is a directory, expected a dialect's file");
        assertThatThrownBy(() -> DialectFile.load(xml)).isInstanceOf(ConfigException.class).hasMessage(
                xml + ":2: field class org.jpos.iso.IFEP_LLCHAR cannot be mapped");
        assertThatThrownBy(() -> DialectFile.load(hex)).isInstanceOf(ConfigException.class).hasMessage(
                hex + ":1:1: expected keys and values, found '" + "30".repeat(20) + "…'");
        assertThatThrownBy(() -> DialectFile.load(binary.toString())).hasMessage(
                binary + ": is no UTF-8 text, expected a dialect's XML or YAML");
        assertThatThrownBy(() -> DialectFile.load(file("empty.yaml", ""))).hasMessageContaining("the file is empty");
    }

    @Test
    void aFileThatNestsItselfIsRefused() throws IOException {
        final String deep = "{form: ans..30, subfields: {1: ".repeat(5) + "n2" + "}}".repeat(5);
        final String file = file("deep.yaml", "scheme: ascii\nbitmap: binary\nfields:\n  60: " + deep + "\n");
        final String recursive = file("self.yaml", "scheme: ascii\nbitmap: binary\nfields:\n  60: &a\n    form: ans..30\n"
                + "    subfields:\n      1: *a\n");

        assertThatThrownBy(() -> DialectFile.load(file)).hasMessageContaining("is nested more than 4 deep");
        assertThatThrownBy(() -> DialectFile.load(recursive)).isInstanceOf(ConfigException.class);
    }
}
