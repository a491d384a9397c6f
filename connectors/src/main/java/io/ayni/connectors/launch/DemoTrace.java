package io.ayni.connectors.launch;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The lines of the demo, aligned, each with what it should have been when it is not. */
final class DemoTrace {
    private static final String ROW = "%3s  %-62s %-5s %-17s %-4s %9s  %s%n";

    private final PrintWriter out;
    private final List<String> differences = new ArrayList<>();
    private int payments;

    DemoTrace(final PrintWriter out) {
        this.out = out;
    }

    void say(final String text) {
        out.println(text);
        out.flush();
    }

    /** @param first what the rows are */
    void header(final String first) {
        out.printf(ROW, "", first, "by", "state", "code", "latency", "");
        out.flush();
    }

    /** The first line of a payment. */
    void payment(final String what, final String by, final DemoAnswer answer, final String state, final String code) {
        payments++;
        row(Integer.toString(payments), what, by, answer, state, code);
    }

    /** A further line of the same payment. */
    void then(final String what, final String by, final DemoAnswer answer, final String state, final String code) {
        row("", "  " + what, by, answer, state, code);
    }

    /** Something else that must hold. */
    void check(final String what, final Object found, final Object expected) {
        final boolean isGood = found.equals(expected);
        out.printf(ROW, "", "  " + what + ' ' + found, "", "", "", "", isGood ? "ok" : "EXPECTED " + expected);
        out.flush();
        if (!isGood) {
            differences.add(what + ' ' + found + ", expected " + expected);
        }
    }

    private void row(
            final String number, final String what, final String by, final DemoAnswer answer, final String state,
            final String code) {
        final boolean isGood = answer.state().equals(state) && answer.code().equals(code);
        out.printf(ROW, number, what, by, answer.state(), answer.code(), "%.1f ms".formatted(answer.latencyNs() / 1e6),
                isGood ? "ok" : "EXPECTED " + state + ' ' + code);
        out.flush();
        if (!isGood) {
            differences.add(what.strip() + ": " + answer.state() + ' ' + answer.code() + ", expected " + state + ' '
                    + code);
        }
    }

    boolean isAsExpected() {
        return differences.isEmpty();
    }

    void end() {
        out.println();
        if (differences.isEmpty()) {
            out.println("All as expected.");
        } else {
            out.println(differences.size() + " differ from what was expected:");
            differences.forEach(each -> out.println("  " + each));
        }
        out.flush();
    }
}
