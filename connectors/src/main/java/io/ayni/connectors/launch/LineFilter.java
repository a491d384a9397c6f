package io.ayni.connectors.launch;

import io.ayni.connectors.jsonlines.LineException;
import java.io.PrintWriter;
import picocli.CommandLine;

/** A line in, a line out; blank ones are left out. What was printed before a wrong line stays printed. */
final class LineFilter {
    private final PrintWriter out;
    private final PrintWriter err;
    private final String expected;
    private int printed;

    /** @param expected what an empty input lacks */
    LineFilter(final CommandLine line, final String expected) {
        this.out = line.getOut();
        this.err = line.getErr();
        this.expected = expected;
    }

    /** Turns one line into another. */
    interface Step {
        /** @throws LineException when it cannot */
        String apply(int number, String line);
    }

    /** The reader of our output, such as {@code head}, has enough. */
    private static final class NobodyReads extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NobodyReads() {
            super(null, null, false, false);
        }
    }

    /** @return exit status. */
    int run(final TextInput input, final Step step) {
        try {
            input.forEachLine(err, (number, line) -> {
                if (!line.isBlank()) {
                    print(input, step, number, line);
                }
            });
        } catch (final NobodyReads enough) {
            return CommandLine.ExitCode.OK;
        }
        if (printed == 0) {
            throw UserError.wrongUse(input.name() + ": is empty, " + expected);
        }
        return CommandLine.ExitCode.OK;
    }

    private void print(final TextInput input, final Step step, final int number, final String line) {
        final String result;
        try {
            result = step.apply(number, line);
        } catch (final LineException wrong) {
            out.flush();
            throw UserError.wrongUse(input.name() + ":" + number + ": " + wrong.getMessage());
        }
        out.println(result);
        printed++;
        if (out.checkError()) {
            throw new NobodyReads();
        }
    }
}
