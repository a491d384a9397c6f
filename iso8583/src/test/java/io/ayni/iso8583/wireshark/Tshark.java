package io.ayni.iso8583.wireshark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs Wireshark's dissector over a capture. */
final class Tshark {
    private static final int FIELDS = 128;
    private static final int SECONDS = 60;

    private Tshark() {
    }

    static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "tshark")));
    }

    /** One message as Wireshark sees it: type indicator, and its fields as text. */
    record Dissected(String mti, Map<Integer, String> fields) {
    }

    /**
     * @param digits  {@code ascii} or {@code bcd}
     * @param binary  {@code ascii} (hexadecimal) or {@code bin}
     * @return the messages, in the order in which their last bytes came
     */
    static List<Dissected> dissect(final Path capture, final String digits, final String binary)
        throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString(),
            "-d", "tcp.port==" + Capture.PORT + ",iso8583", "-o", "iso8583.len_endian:bigendian",
            "-o", "iso8583.charset:" + digits, "-o", "iso8583.binencode:" + binary, "-Y", "iso8583.mti",
            "-T", "fields", "-E", "separator=/t", "-E", "occurrence=f", "-e", "iso8583.mti"));
        for (int field = 2; field <= FIELDS; field++) {
            command.addAll(List.of("-e", "iso8583.bit" + field));
        }
        final Path output = capture.resolveSibling(capture.getFileName() + ".txt");
        final Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("tshark failed: " + String.join(" ", command.subList(0, 14)));
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(output, StandardCharsets.UTF_8).stream().map(Tshark::message).toList();
    }

    private static Dissected message(final String line) {
        final String[] columns = line.split("\t", -1);
        final Map<Integer, String> fields = new TreeMap<>();
        for (int field = 2; field <= FIELDS; field++) {
            if (!columns[field - 1].isEmpty()) {
                fields.put(field, columns[field - 1]);
            }
        }
        return new Dissected(columns[0], fields);
    }
}
