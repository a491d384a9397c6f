package io.ayni.iso8583.fuzz;

import io.ayni.iso8583.explain.HexInput;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Text that people paste. */
public final class HexInputTarget {
    private HexInputTarget() {
    }

    public static void fuzzerTestOneInput(final byte[] input) {
        try {
            HexInput.parse(new String(input, StandardCharsets.UTF_8));
        } catch (final IllegalArgumentException told) {
            Finding.unless(told.getMessage().startsWith("line "), "an error without its place: " + told);
        }
        Finding.unless(Arrays.equals(HexInput.parse(HexFormat.of().formatHex(input)), input), "plain hexadecimal changes");
    }

    static List<byte[]> seeds() {
        return Stream.of("30323030", "30 32 30 30 F2 3A", "0x0000:  3032 3030 f23a",
            "00000000  30 32 30 30 f2 3a 44 81  30 31 32 33 34 35 36 37  |0200.:D.01234567|\n00000010",
            "0000: 3032 3030 0200.\n", "0000   30 32 30 30 f2 3a 44 81   0200.:D.", "30:32,30")
            .map(seed -> seed.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
