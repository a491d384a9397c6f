package io.ayni.connectors.launch;

import io.ayni.connectors.simulator.OrderText;
import java.util.List;
import java.util.StringJoiner;
import picocli.CommandLine.Option;

/** What a simulated network is told on the command line; the words are those of {@link OrderText}. */
final class SimOrders {
    @Option(names = "--clear", description = "Take back all that was told before; comes first.")
    private boolean isClearing;

    @Option(names = "--on", paramLabel = "WHAT",
            description = "Whom the faults meet: payments (default), reversals, inquiries (billers), pins (cards).")
    private String on;

    @Option(names = "--late", paramLabel = "TIME[:P%%]", description = "Answer late: 35s, or 2s:10%%.")
    private String late;

    @Option(names = "--decline", paramLabel = "CODE[:P%%]",
            description = "Refuse: 51:10%%. A code that nobody knows is a fault too: ZZ:1%%.")
    private String decline;

    @Option(names = "--drop", paramLabel = "P%%", description = "Book it, and never answer.")
    private String drop;

    @Option(names = "--lose", paramLabel = "P%%", description = "Neither book nor answer it.")
    private String lose;

    @Option(names = "--duplicate", paramLabel = "P%%", description = "Answer twice.")
    private String duplicate;

    @Option(names = "--pending", paramLabel = "P%%", description = "Billers: taken, not decided yet.")
    private String pending;

    @Option(names = "--wrong-amount", paramLabel = "P%%", description = "Answer with another amount.")
    private String wrongAmount;

    @Option(names = "--incomplete", paramLabel = "P%%", description = "Answer without DE41; billers: without a status.")
    private String incomplete;

    @Option(names = "--reorder", paramLabel = "P%%", description = "Answer behind the next one.")
    private String reorder;

    @Option(names = "--garbage", paramLabel = "P%%", description = "Answer with bytes that mean nothing.")
    private String garbage;

    @Option(names = "--half", paramLabel = "P%%", description = "Send half of the answer, then end the connection.")
    private String half;

    @Option(names = "--cut", paramLabel = "P%%", description = "End the connection instead of answering.")
    private String cut;

    @Option(names = "--when", paramLabel = "AMOUNT=FAULT",
            description = "By amount: 13.13=decline:51, 35.00=late:35s, 4.04=drop; =none takes it back.")
    private List<String> when = List.of();

    @Option(names = "--next", paramLabel = "N=FAULT", description = "The next so many: 3=drop.")
    private List<String> next = List.of();

    @Option(names = "--disconnect", description = "End every connection now.")
    private boolean isDisconnecting;

    @Option(names = "--down", paramLabel = "TIME", description = "End every connection and take none for so long.")
    private String down;

    @Option(names = "--up", description = "Take connections again.")
    private boolean isUp;

    @Option(names = "--pause", paramLabel = "TIME", description = "Read nothing for so long.")
    private String pause;

    @Option(names = "--silent", description = "Answer neither sign-on nor echo.")
    private boolean isSilent;

    @Option(names = "--answering", description = "Answer them again.")
    private boolean isAnswering;

    @Option(names = "--seed", paramLabel = "N", description = "Of the draws.")
    private String seed;

    @Option(names = "--bill", paramLabel = "BILLER/REF=AMOUNT",
            description = "Billers: what is owed, 101/0400123456=20.01; 101=20.01 by everybody.")
    private List<String> bills = List.of();

    /** @return empty when nothing was told. */
    String words() {
        final StringJoiner words = new StringJoiner(" ");
        flag(words, "clear", isClearing);
        value(words, "on", on);
        value(words, "seed", seed);
        value(words, "late", late);
        value(words, "decline", decline);
        value(words, "drop", drop);
        value(words, "lose", lose);
        value(words, "duplicate", duplicate);
        value(words, "pending", pending);
        value(words, "wrong-amount", wrongAmount);
        value(words, "incomplete", incomplete);
        value(words, "reorder", reorder);
        value(words, "garbage", garbage);
        value(words, "half", half);
        value(words, "cut", cut);
        when.forEach(each -> value(words, "when", each));
        next.forEach(each -> value(words, "next", each));
        bills.forEach(each -> value(words, "bill", each));
        flag(words, "silent", isSilent);
        flag(words, "answering", isAnswering);
        value(words, "pause", pause);
        value(words, "down", down);
        flag(words, "up", isUp);
        flag(words, "disconnect", isDisconnecting);
        return words.toString();
    }

    private static void value(final StringJoiner words, final String word, final String value) {
        if (value != null) {
            words.add(word).add(value);
        }
    }

    private static void flag(final StringJoiner words, final String word, final boolean isTold) {
        if (isTold) {
            words.add(word);
        }
    }
}
