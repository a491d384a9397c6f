package io.ayni.connectors.frame;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The formats that configuration knows by name. */
final class FrameFormats {
    static final SortedMap<String, FrameFormat> BY_NAME;

    static {
        final SortedMap<String, FrameFormat> formats = new TreeMap<>();
        final Map<String, LengthFrame> lengths = Map.of(
            "binary-2", LengthFrame.of(LengthEncoding.BINARY_BIG_ENDIAN, 2),
            "binary-2-le", LengthFrame.of(LengthEncoding.BINARY_LITTLE_ENDIAN, 2),
            "binary-4", LengthFrame.of(LengthEncoding.BINARY_BIG_ENDIAN, 4),
            "binary-4-le", LengthFrame.of(LengthEncoding.BINARY_LITTLE_ENDIAN, 4),
            "ascii-4", LengthFrame.of(LengthEncoding.ASCII_DECIMAL, 4),
            "hex-4", LengthFrame.of(LengthEncoding.ASCII_HEXADECIMAL, 4),
            "bcd-2", LengthFrame.of(LengthEncoding.BCD, 2));
        lengths.forEach((name, format) -> {
            formats.put(name, format);
            formats.put(name + "-inclusive", format.countingItself());
        });
        formats.put("binary-2-tpdu", lengths.get("binary-2").with(MessageHeader.TPDU));
        formats.put("binary-2-inclusive-tpdu", lengths.get("binary-2").countingItself().with(MessageHeader.TPDU));
        formats.put("bcd-2-tpdu", lengths.get("bcd-2").with(MessageHeader.TPDU));
        formats.put("vap", lengths.get("binary-2").withReserved(2).with(MessageHeader.STATIONS));
        formats.put("stx-etx-lrc", DelimitedFrame.STX_ETX_LRC);
        BY_NAME = Collections.unmodifiableSortedMap(formats);
    }

    private FrameFormats() {
    }
}
