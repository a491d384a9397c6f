package io.ayni.iso8583.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;

class HexInputTest {
    private static final String TEXT = "0200 in a dump, 8583";

    @ParameterizedTest
    @ValueSource(strings = {
        "3032303020696e20612064756d702c2038353833",
        "30 32 30 30 20 69 6E 20 61 20 64 75 6d 70 2c 20 38 35 38 33",
        "30:32:30:30:20:69:6e:20:61:20:64:75:6d:70:2c:20:38:35:38:33",
        "30323030 20696E20\n61206475 6D702C20\n38353833\n",
        "00000000: 3032 3030 2069 6e20 6120 6475 6d70 2c20  0200 in a dump, \n"
            + "00000010: 3835 3833                                8583\n",
        "00000000  30 32 30 30 20 69 6e 20  61 20 64 75 6d 70 2c 20  |0200 in a dump, |\n"
            + "00000010  38 35 38 33                                       |8583|\n00000014\n",
        "\t0x0000:  3032 3030 2069 6e20 6120 6475 6d70 2c20  0200.in.a.dump,.\n"
            + "\t0x0010:  3835 3833                                8583\n",
        "0000  30 32 30 30 20 69 6E 20  61 20 64 75 6D 70 2C 20  0200 in  a dump, \n0010  38 35 38 33\n"})
    void readsWhatPeoplePaste(final String pasted) {
        assertThat(new String(HexInput.parse(pasted), StandardCharsets.US_ASCII)).isEqualTo(TEXT);
    }

    @Test
    void aMessageThatStartsWithZerosIsNoOffset() {
        assertThat(HexInput.parse("0000 0000")).hasSize(4);
    }

    @Test
    void whatIsNoHexadecimalIsNamedWithItsPlace() {
        assertThatThrownBy(() -> HexInput.parse("3032\n30x2")).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("line 2, column 3: 'x' is no hexadecimal digit");
        assertThatThrownBy(() -> HexInput.parse("303")).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("line 1: an odd number of hexadecimal digits");
    }
}
