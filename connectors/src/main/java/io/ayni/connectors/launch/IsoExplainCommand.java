package io.ayni.connectors.launch;

import io.ayni.connectors.config.DialectFile;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Result;
import io.ayni.iso8583.explain.Explainer;
import io.ayni.iso8583.explain.HexInput;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ayni iso explain}: one message, field by field. */
@Command(
        name = "explain",
        description = {
            "Explains a message: offset, bytes and meaning of each field; a caret under the byte that is wrong, what"
                    + " was expected there, and which other dialects read it.",
            "Exit status 2 if the dialect cannot read it."})
final class IsoExplainCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "HEX|FILE",
            description = "The message in hexadecimal, plain, spaced or as a dump with offsets; or a file with it,"
                    + " or with several, one a line. Nothing or -: standard input.")
    private List<String> words = List.of();

    @Option(names = "--hex", paramLabel = "FILE", description = "A file with the message in hexadecimal.")
    private Path file;

    @Option(names = {"-d", "--dialect"}, paramLabel = "D", completionCandidates = DialectOption.Names.class,
            description = "A built-in dialect (${COMPLETION-CANDIDATES}), or a file: jPOS packager XML or short YAML."
                    + " Without it, the first built-in one that reads the message.")
    private String dialect;

    @Option(names = "--unmask", description = "Show everything, card data as well.")
    private boolean unmask;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        final Dialect chosen = dialect == null ? null : DialectFile.load(dialect);
        final TextInput input = input();
        final List<String> lines = new ArrayList<>();
        if (input == null) {
            lines.add(String.join(" ", words));
        } else {
            input.forEachLine(spec.commandLine().getErr(), (number, line) -> lines.add(line));
        }
        final List<byte[]> messages = messages(input, lines, chosen);
        final PrintWriter out = spec.commandLine().getOut();
        boolean good = true;
        for (int i = 0; i < messages.size(); i++) {
            final byte[] message = messages.get(i);
            final Dialect actual = chosen == null ? guess(message) : chosen;
            out.print(i == 0 ? "" : "\n");
            out.print(new Explainer(actual, Dialects.all(), unmask).explain(message));
            good &= reads(actual, message);
        }
        out.flush();
        return good ? CommandLine.ExitCode.OK : UserError.WRONG_USE;
    }

    /** One message over all lines, unless the first line is one by itself: then one a line. */
    private List<byte[]> messages(final TextInput input, final List<String> lines, final Dialect chosen) {
        final String name = input == null ? "the message" : input.name();
        final List<byte[]> messages = new ArrayList<>();
        try {
            if (lines.size() > 1 && isMessage(lines.getFirst(), chosen)) {
                for (int i = 0; i < lines.size(); i++) {
                    messages.add(HexInput.parseLine(lines.get(i), i + 1));
                }
            } else {
                messages.add(HexInput.parse(String.join("\n", lines)));
            }
        } catch (final IllegalArgumentException noHex) {
            throw UserError.wrongUse(name + ": " + noHex.getMessage()
                    + (input == null && words.size() == 1 ? ", and there is no file of that name" : ""));
        }
        messages.removeIf(message -> message.length == 0);
        if (messages.isEmpty()) {
            throw UserError.wrongUse(name + ": is empty, expected a message in hexadecimal");
        }
        return messages;
    }

    private static boolean isMessage(final String line, final Dialect chosen) {
        try {
            final byte[] message = HexInput.parseLine(line, 1);
            return chosen == null ? Dialects.all().stream().anyMatch(dialect -> Explainer.recognizes(dialect, message))
                    : reads(chosen, message);
        } catch (final IllegalArgumentException partOfADump) {
            return false;
        }
    }

    /** @return where the message is, null when the words are the message. */
    private TextInput input() {
        if (file != null && !words.isEmpty()) {
            throw UserError.wrongUse("the message is there twice: as words and as --hex");
        }
        if (words.isEmpty()) {
            return TextInput.of(file);
        }
        if (words.size() > 1) {
            return null;
        }
        try {
            final Path path = Path.of(words.getFirst());
            return words.getFirst().equals("-") || Files.exists(path) ? TextInput.of(path) : null;
        } catch (final InvalidPathException noPath) {
            return null;
        }
    }

    private Dialect guess(final byte[] message) {
        for (final Dialect candidate : Dialects.all()) {
            if (Explainer.recognizes(candidate, message)) {
                return candidate;
            }
        }
        spec.commandLine().getErr().println(
                "ayni: no built-in dialect reads this message; --dialect chooses what it is compared with, here "
                        + Dialects.all().getFirst().name());
        return Dialects.all().getFirst();
    }

    private static boolean reads(final Dialect dialect, final byte[] message) {
        return Result.isOk(new IsoReader(dialect).wrap(new UnsafeBuffer(message), 0, message.length));
    }
}
