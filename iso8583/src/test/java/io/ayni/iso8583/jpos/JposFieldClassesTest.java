package io.ayni.iso8583.jpos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.JposPackager;

import org.agrona.concurrent.UnsafeBuffer;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.packager.GenericPackager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every field class of jPOS that has a meaning on the wire, in packagers made for it. */
class JposFieldClassesTest {
    private static final int MESSAGES = 10_000;
    /** What is no encoding × length prefix × padding; {@code docs} name them. */
    private static final Set<String> UNMAPPED = Set.of("IF_TBASE", "IF_TCHAR", "IF_UNUSED", "IFMC_TCC", "IFEMC_TCC",
        "IFA_TTLBINARY", "IFA_TTLCHAR", "IFA_TTLLBINARY", "IFA_TTLLCHAR", "IFA_TTLLLBINARY", "IFA_TTLLLCHAR",
        "IFA_TTLLLLBINARY", "IFA_TTLLLLCHAR", "IFA_TTTLLLCHAR", "IFEP_LLCHAR", "IFEP_LLLBINARY", "IFEP_LLLCHAR",
        "IFEPE_LLBINARY", "IFEPE_LLCHAR", "IFEPE_LLLCHAR", "IFELPE_LLLCHAR", "IFMC_LLBINARY", "IFMC_LLCHAR",
        "IFMC_LLLBINARY", "IFMC_LLLCHAR", "IFEMC_LLCHAR", "IFEMC_LLLCHAR", "IFIPM_LLLCHAR");

    @Test
    void everyClassOfTheJarIsMappedOrNamedAsUnmapped() throws IOException {
        final Path jar = Path.of(GenericPackager.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        try (FileSystem files = FileSystems.newFileSystem(jar); Stream<Path> classes = Files.list(
            files.getPath("/org/jpos/iso"))) {
            final Set<String> inJar = classes.map(path -> path.getFileName().toString())
                .filter(name -> name.matches("IF[A-Z]*_[A-Z0-9_]*\\.class")).map(name -> name.replace(".class", ""))
                .collect(Collectors.toSet());
            final Set<String> known = new TreeSet<>(JposPackager.fieldClasses());
            known.addAll(UNMAPPED);

            assertThat(new TreeSet<>(inJar)).hasSizeGreaterThan(90).containsExactlyElementsOf(known);
        }
    }

    @ParameterizedTest(name = "{0} {1}, pad {2}")
    @CsvSource({"IFA_NUMERIC, IFA_BITMAP, false", "IFB_NUMERIC, IFB_BITMAP, true", "IFE_NUMERIC, IFE_BITMAP, false"})
    void everyMappedClassReadsAndWritesAsJposDoes(final String mti, final String bitmap, final boolean pad)
        throws ISOException {
        final StringBuilder xml = start(mti, bitmap, 16, "");
        // Beyond the tracks. 128 is always there: jPOS's IFE_BITMAP cannot read what it writes for fields up to 32, nor a
        // message of fewer than 32 bytes behind the type indicator.
        JposXml.field(xml, 128, "IFE_CHAR", 9, pad);
        int id = 37;
        for (final String fieldClass : classes()) {
            JposXml.field(xml, id++, fieldClass, length(fieldClass), pad);
        }
        run("classes-" + bitmap, xml);
    }

    /** jPOS packs a negative one without its last byte or with the sign amid its digits, and reads ours rightly. */
    @ParameterizedTest
    @CsvSource({"-00012", "-00001", "-99999", "-00000", "00012", "00000", "99999"})
    void zonedNumbersOfEitherSignAreReadByJpos(final String number) throws ISOException {
        final StringBuilder xml = start("IFE_NUMERIC", "IFB_BITMAP", 8, "");
        JposXml.field(xml, 3, "IFE_SIGNED_NUMERIC", 5, false);
        final String packager = xml.append("</isopackager>").toString();
        final IsoReader reader = new IsoReader(JposPackager.load("zoned", JposXml.stream(packager)));
        final byte[] written = new byte[4 + Long.BYTES + 5];
        final IsoWriter writer = new IsoWriter(reader.dialect());
        writer.wrap(new UnsafeBuffer(written), 0, written.length);
        writer.mti(0x0200);
        writer.putText(3, number);
        assertThat(writer.finish()).isEqualTo(written.length);

        final ISOMsg unpacked = new ISOMsg();
        unpacked.setPackager(new GenericPackager(JposXml.stream(packager)));
        unpacked.unpack(written.clone()); // it takes the sign out of the bytes themselves
        assertThat(unpacked.getString(3)).isEqualTo(number);
        assertThat(Result.describe(reader.wrap(new UnsafeBuffer(written), 0, written.length))).isEqualTo("ok");
        assertThat(reader.text(3)).isEqualTo(number);
        assertThat(reader.number(3)).isEqualTo(Long.parseLong(number));
    }

    @Test
    void aTertiaryBitmapFollowsTheSecondary() throws ISOException {
        final StringBuilder xml = start("IFA_NUMERIC", "IFB_BITMAP", 24, "");
        fill(xml, 65);
        run("tertiary", xml);
    }

    @Test
    void aTertiaryBitmapStandsInField65() throws ISOException {
        final StringBuilder xml = start("IFA_NUMERIC", "IFB_BITMAP", 16, " thirdBitmapField=\"65\"");
        JposXml.field(xml, 65, "IFB_BITMAP", 8, false);
        fill(xml, 65);
        run("tertiary-65", xml);
    }

    private static void fill(final StringBuilder xml, final int except) {
        for (int id = 2; id <= 192; id++) {
            if (id != except) {
                JposXml.field(xml, id, id % 3 == 0 ? "IFA_NUMERIC" : "IFA_LLCHAR", 5, false);
            }
        }
    }

    private static StringBuilder start(final String mti, final String bitmap, final int length, final String more) {
        final StringBuilder xml = new StringBuilder(JposXml.DOCTYPE + "<isopackager maxValidField=\"192\"" + more + ">\n");
        JposXml.field(xml, 0, mti, 4, true);
        JposXml.field(xml, 1, bitmap, length, false);
        return xml;
    }

    private static List<String> classes() {
        return JposPackager.fieldClasses().stream().filter(name -> !name.endsWith("_BITMAP")).sorted().toList();
    }

    private static int length(final String fieldClass) {
        if (fieldClass.equals("IF_NOP")) {
            return 0;
        }
        if (fieldClass.equals("IFA_LLBNUM")) {
            return 46;
        }
        return fieldClass.contains("_L") || fieldClass.contains("_FL")
            ? fieldClass.matches("IF[A-Z]*_L(CHAR|NUM|BINARY)") ? 9 : 47 : fieldClass.contains("2003") ? 16 : 11;
    }

    private static void run(final String name, final StringBuilder fields) throws ISOException {
        final String xml = fields.append("</isopackager>").toString();
        final Dialect dialect = JposPackager.load(name, JposXml.stream(xml));
        final FieldSet except = name.startsWith("tertiary") ? FieldSet.of(65) : FieldSet.NONE;
        new Differential(dialect, new GenericPackager(JposXml.stream(xml)), except, name.hashCode())
            .with(FieldSet.of(128)).run(MESSAGES);
    }
}
