package io.ayni.iso8583.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.iso8583.field.Encoding;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/** A dialect for people. */
class SpecTableTest {
    static List<Dialect> dialects() {
        return Dialects.all();
    }

    @Test
    void showsEachFieldInARow() {
        final List<FieldSpec> fields = List.of(
            FieldNotation.read(2, "Primary account number", "n..19", Scheme.BCD, false),
            FieldNotation.read(3, "Processing code", "n6", Scheme.BCD, false),
            FieldNotation.read(23, "Card sequence number", "n3", Scheme.BCD, false),
            FieldNotation.read(48, "Additional data", "ans..200 counts-bytes-and-prefix length-binary", Scheme.BCD, false)
                .withStructure(new Structure.CharacterTlv(2, 3)),
            FieldNotation.read(55, "Chip data", "b...255", Scheme.BCD, false).withStructure(Structure.BER_TLV),
            FieldNotation.read(60, "Terminal", "ans..20", Scheme.BCD, false).withStructure(
                new Structure.Subfields(FieldTable.of(null, List.of(
                    FieldNotation.read(1, "Kind", "an2 public", Scheme.ASCII, true),
                    FieldNotation.read(2, "Text", "an..9 pad-right-space filled secret", Scheme.ASCII, true))))));
        final Dialect dialect = new Dialect("mine", 5, FieldNotation.readForm("n4", Scheme.BCD),
            FieldTable.of(new BitmapForm(Encoding.BINARY, 2), fields));

        assertThat(SpecTable.of(dialect)).isEqualTo("""
            mine: type indicator bcd, 5 bytes before it, bitmap binary of 128 bits, 6 fields
            field  form      encoding     length                  padding             shown            name
            2      n..19     bcd 0 last   bcd LL                  -                   first 6, last 4  Primary account number
            3      n 6       bcd          fixed                   0 left              yes              Processing code
            23     n 3       bcd 0 first  fixed                   0 left              yes              Card sequence number
            48     ans..200  ascii        binary 2 bytes, itself  -                   its known parts  Additional data (TLV: tag of 2, length of 3 characters)
            55     b..255    binary       bcd LLL                 -                   its known parts  Chip data (BER TLV)
            60     ans..20   ascii        bcd LL                  -                   its known parts  Terminal (subfields in order)
            60.1   an 2      ascii        fixed                   space right         yes              Kind
            60.2   an..9     ascii        ascii LL                space right filled  no               Text
            """);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void hasARowForEachField(final Dialect dialect) {
        final List<String> rows = SpecTable.of(dialect).lines().toList();

        assertThat(rows.getFirst()).startsWith(dialect.name() + ": type indicator ");
        for (final FieldSpec field : dialect.fields().fields()) {
            assertThat(rows).anyMatch(row -> row.startsWith(field.number() + " ") && row.contains(field.name()));
        }
    }
}
