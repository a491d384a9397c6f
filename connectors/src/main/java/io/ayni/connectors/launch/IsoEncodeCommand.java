package io.ayni.connectors.launch;

import io.ayni.connectors.jsonlines.MessageEncoder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ayni iso encode}: JSON lines to hexadecimal lines. */
@Command(
        name = "encode",
        description = {
            "Prints each message, one JSON object a line as decode prints it, in hexadecimal.",
            "Stops at the first that cannot be written with exit status 2, its line, column and path."})
final class IsoEncodeCommand implements Callable<Integer> {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    @Mixin
    private DialectOption dialect;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "JSON lines. Without it or as -: standard input.")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final MessageEncoder encoder = new MessageEncoder(dialect.load());
        return new LineFilter(spec.commandLine(),
                "expected a JSON object a line such as {\"mti\":\"0800\",\"fields\":{\"70\":\"301\"}}")
                .run(TextInput.of(file), (number, line) -> HEX.formatHex(encoder.encode(line)));
    }
}
