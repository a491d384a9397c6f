package io.ayni.iso8583.jpos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.iso8583.codec.FieldSet;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.JposPackager;
import io.ayni.iso8583.spec.Sensitivity;
import io.ayni.iso8583.spec.SpecException;

import org.jpos.iso.ISOException;
import org.jpos.iso.packager.GenericPackager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The packager XMLs that come with jPOS, read as they stand, and what cannot be read. */
class JposPackagersTest {
    private static final int MESSAGES = 10_000;

    private static Dialect load(final String resource) throws IOException {
        try (InputStream xml = GenericPackager.class.getResourceAsStream("/packager/" + resource)) {
            return JposPackager.load(resource, xml);
        }
    }

    private static Dialect parse(final String xml) {
        return JposPackager.load("own.xml", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso87ascii.xml", "iso87binary.xml", "iso93ascii.xml", "iso93binary.xml", "cmf.xml",
        "cmf-858.xml"})
    void everyPackagerOfTheJarReadsAndWritesAsJposDoes(final String resource) throws IOException, ISOException {
        new Differential(load(resource), new GenericPackager("jar:packager/" + resource), FieldSet.NONE,
            resource.hashCode()).run(MESSAGES);
    }

    @Test
    void cardDataIsKnownByItsFieldNumber() throws IOException {
        final Dialect dialect = load("iso87ascii.xml");

        assertThat(dialect.field(2).sensitivity()).isEqualTo(Sensitivity.PAN);
        assertThat(dialect.field(35).sensitivity()).isEqualTo(Sensitivity.SECRET);
        assertThat(dialect.field(52).sensitivity()).isEqualTo(Sensitivity.SECRET);
        assertThat(dialect.field(48).sensitivity()).isEqualTo(Sensitivity.COMPOSITE);
        assertThat(dialect.field(11).sensitivity()).isEqualTo(Sensitivity.PUBLIC);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
        own.xml:4: field class org.jpos.iso.IF_TCHAR cannot be mapped | <isofield id="2" length="9" name="x" class="org.jpos.iso.IF_TCHAR"/>
        own.xml:4: field class com.acme.MyField cannot be mapped | <isofield id="2" length="9" name="x" class="com.acme.MyField"/>
        own.xml:4: the attribute length is missing | <isofield id="2" name="x" class="org.jpos.iso.IFA_LLNUM"/>
        own.xml:4: trim cannot be mapped: where the field ends would depend on what follows it | <isofield id="2" length="9" name="x" trim="true" class="org.jpos.iso.IF_CHAR"/>
        own.xml:4: no such element in a packager: isofeld | <isofeld/>
        own.xml:4: packager com.acme.P cannot be mapped | <isofieldpackager id="2" length="9" name="x" class="org.jpos.iso.IFA_LLCHAR" packager="com.acme.P"/>
        own.xml:5: field 129 has no bit in a bitmap of 128 | <isofield id="129" length="9" name="x" class="org.jpos.iso.IF_CHAR"/>
        own.xml:4: length 0..-1 is not within 0..999999 | <isofield id="2" length="-1" name="x" class="org.jpos.iso.IFA_LLCHAR"/>
        own.xml:4: For input string: "two" | <isofield id="two" length="9" name="x" class="org.jpos.iso.IFA_LLCHAR"/>
        """)
    void whatCannotBeMappedIsNamedWithItsLine(final String message, final String element) {
        assertThatThrownBy(() -> parse("""
            <isopackager>
              <isofield id="0" length="4" name="MTI" class="org.jpos.iso.IFA_NUMERIC"/><isofield id="3" length="6" name="PC" class="org.jpos.iso.IFA_NUMERIC"/>
              <isofield id="1" length="16" name="BITMAP" class="org.jpos.iso.IFA_BITMAP"/>
              %s
            </isopackager>""".formatted(element))).isInstanceOf(SpecException.class).hasMessage(message);
    }

    @Test
    void entitiesAreNotRead() {
        assertThatThrownBy(() -> parse("""
            <!DOCTYPE isopackager [<!ENTITY a "aaaaaaaaaa">]>
            <isopackager/>""")).isInstanceOf(SpecException.class).hasMessage("own.xml:1: entities are not read: a");
        assertThatThrownBy(() -> parse("""
            <!DOCTYPE isopackager [<!ENTITY file SYSTEM "file:///etc/passwd">]>
            <isopackager/>""")).isInstanceOf(SpecException.class).hasMessageContaining("entities are not read: file");
    }

    @Test
    void aDocumentThatIsNoXmlIsNamedWithItsLine() {
        assertThatThrownBy(() -> parse("<isopackager>\n<isofield")).isInstanceOf(SpecException.class)
            .hasMessageStartingWith("own.xml:2: ");
        assertThatThrownBy(() -> parse("")).isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> parse("<isopackager/>")).isInstanceOf(SpecException.class)
            .hasMessage("own.xml:1: a message needs field 0, its type indicator, and field 1, its bitmap");
    }
}
