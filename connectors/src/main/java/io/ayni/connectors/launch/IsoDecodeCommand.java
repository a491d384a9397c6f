package io.ayni.connectors.launch;

import io.ayni.connectors.jsonlines.LineException;
import io.ayni.connectors.jsonlines.MessageDecoder;
import io.ayni.iso8583.explain.HexInput;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ayni iso decode}: hexadecimal lines to JSON lines. */
@Command(
        name = "decode",
        description = {
            "Prints each message, one a line in hexadecimal, as one JSON object a line.",
            "Stops at the first that cannot be read with exit status 2, its line, field and offset."})
final class IsoDecodeCommand implements Callable<Integer> {
    @Mixin
    private DialectOption dialect;

    @ArgGroup
    private Source source = new Source();

    /** Where the messages are, said in one way or the other. */
    private static final class Source {
        @Option(names = "--hex", paramLabel = "FILE",
                description = "File of messages. Without it or as -: standard input.")
        private Path option;

        @Parameters(arity = "0..1", paramLabel = "FILE", description = "The same.")
        private Path parameter;

        private Path file() {
            return option == null ? parameter : option;
        }
    }

    @Option(names = "--unmask",
            description = "Show everything, card data as well: what encode makes the same bytes of.")
    private boolean unmask;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final MessageDecoder decoder = new MessageDecoder(dialect.load(), unmask);
        return new LineFilter(spec.commandLine(), "expected a message in hexadecimal a line")
                .run(TextInput.of(source.file()), (number, line) -> decoder.decode(bytes(line)));
    }

    private static byte[] bytes(final String line) {
        try {
            return HexInput.parseLine(line, 1);
        } catch (final IllegalArgumentException noHex) {
            throw new LineException(noHex.getMessage().replaceFirst("^line 1[,:] ", ""));
        }
    }
}
