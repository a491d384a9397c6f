package io.ayni.connectors.simulator;

import io.ayni.connectors.simulator.SimulatedNetwork.Target;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a simulated network is told, in words. All words are read before the first takes effect.
 * <pre>
 * [on payments|reversals|inquiries|pins]            whom the faults behind it meet; payments unless told
 *   late TIME[:P%]   decline CODE[:P%]              of all, or of so many
 *   drop|lose|duplicate|pending|wrong-amount|incomplete|reorder|garbage|half|cut P%
 *   when AMOUNT=FAULT   next N=FAULT                FAULT: late:TIME, decline:CODE, drop, …, none
 * clear   disconnect   down TIME   up   pause TIME   silent   answering   seed N
 * bill BILLER/REFERENCE=AMOUNT   bill BILLER=AMOUNT
 * </pre>
 * TIME is a whole number with ms, s or m; AMOUNT a decimal of two places at most; P may have a fraction, and 0 % takes
 * the rule back.
 */
public final class OrderText {
    private static final Pattern TIME = Pattern.compile("(\\d{1,7})(ms|s|m)");
    private static final Pattern SHARE = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");
    private static final BigDecimal PER_MILLION_OF_A_PERCENT = BigDecimal.valueOf(10_000);
    private static final int AMOUNT_DIGITS = 12;

    private final Deque<String> words;
    private final List<Consumer<SimulatedNetwork>> orders = new ArrayList<>();
    private Target target = Target.PAYMENTS;

    private OrderText(final List<String> words) {
        this.words = new ArrayDeque<>(words);
    }

    /** Reads and obeys. @throws IllegalArgumentException saying which word is wrong; nothing was done then */
    public static void apply(final String text, final SimulatedNetwork network) {
        final List<Consumer<SimulatedNetwork>> orders = parse(text);
        orders.forEach(order -> order.accept(network));
    }

    /** Reads and does nothing. @throws IllegalArgumentException saying which word is wrong */
    public static void check(final String text) {
        parse(text);
    }

    /** @throws IllegalArgumentException saying which word is wrong */
    static List<Consumer<SimulatedNetwork>> parse(final String text) {
        final OrderText reader = new OrderText(Arrays.stream(text.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList());
        while (!reader.words.isEmpty()) {
            reader.order(reader.words.removeFirst());
        }
        return reader.orders;
    }

    private void order(final String word) {
        switch (word) {
            case "on" -> target = target(value(word));
            case "when" -> when(value(word));
            case "next" -> next(value(word));
            case "late", "decline" -> share(word, value(word));
            case "clear" -> orders.add(OrderText::clear);
            case "disconnect" -> orders.add(SimulatedNetwork::dropConnections);
            case "down" -> timed(word, SimulatedNetwork::down);
            case "up" -> orders.add(SimulatedNetwork::up);
            case "pause" -> timed(word, SimulatedNetwork::pause);
            case "silent" -> orders.add(network -> network.answerManagement(false));
            case "answering" -> orders.add(network -> network.answerManagement(true));
            case "seed" -> seed(value(word));
            case "bill" -> bill(value(word));
            default -> {
                final Fault fault = Fault.of(kind(word));
                final int perMillion = perMillion(word, value(word));
                rule(rules -> rules.forShare(fault, perMillion));
            }
        }
    }

    private String value(final String word) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("'" + word + "' needs a value");
        }
        return words.removeFirst();
    }

    private void share(final String word, final String value) {
        final int colon = value.indexOf(':');
        final Fault fault = fault(word + ':' + (colon < 0 ? value : value.substring(0, colon)));
        final int perMillion = colon < 0 ? FaultRules.ALL : perMillion(word, value.substring(colon + 1));
        rule(rules -> rules.forShare(fault, perMillion));
    }

    private static int perMillion(final String word, final String share) {
        final Matcher found = SHARE.matcher(share);
        final int perMillion = found.matches()
                ? new BigDecimal(found.group(1)).multiply(PER_MILLION_OF_A_PERCENT).intValueExact() : FaultRules.ALL + 1;
        if (perMillion > FaultRules.ALL) {
            throw new IllegalArgumentException("'" + word + "': '" + share + "' is no share such as 10% or 0.5%");
        }
        return perMillion;
    }

    private void when(final String value) {
        final int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("'when " + value + "' is not AMOUNT=FAULT, such as 13.13=decline:51");
        }
        final long amountMinor = amount(value.substring(0, equals));
        final Fault fault = fault(value.substring(equals + 1));
        rule(rules -> rules.forAmount(amountMinor, fault));
    }

    private void next(final String value) {
        final int equals = value.indexOf('=');
        if (equals < 1 || !value.substring(0, equals).matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException("'next " + value + "' is not N=FAULT, such as 3=drop");
        }
        final int count = Integer.parseInt(value.substring(0, equals));
        final Fault fault = fault(value.substring(equals + 1));
        rule(rules -> rules.forNext(count, fault));
    }

    private void timed(final String word, final TimedOrder order) {
        final long ms = time(value(word));
        orders.add(network -> order.apply(network, ms));
    }

    private interface TimedOrder {
        void apply(SimulatedNetwork network, long ms);
    }

    private void seed(final String value) {
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("'seed " + value + "' is no whole number");
        }
        final long seed = Long.parseLong(value);
        rule(rules -> rules.seed(seed));
    }

    private void bill(final String value) {
        final Matcher found = Pattern.compile("(\\d{1,9})(?:/([^=]{1,28}))?=(.+)").matcher(value);
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "'bill " + value + "' is not BILLER/REFERENCE=AMOUNT, such as 101/0400123456=20.01");
        }
        final BillerBooks.Bill bill = new BillerBooks.Bill(amount(found.group(3)), "USD", "2030-12-15", "M**** P****");
        final String reference = Optional.ofNullable(found.group(2)).orElse(BillerBooks.ANYBODY);
        orders.add(network -> {
            if (!(network instanceof final BillerSimulator billers)) {
                throw new IllegalArgumentException("'bill': " + network.name() + " has no bills");
            }
            billers.books().bill(found.group(1), reference, bill);
        });
    }

    private void rule(final Consumer<FaultRules> change) {
        final Target met = target;
        orders.add(network -> change.accept(network.faults(met).orElseThrow(() -> new IllegalArgumentException(
                "'on " + met.name().toLowerCase(Locale.ROOT) + "': " + network.name() + " has none"))));
    }

    private static void clear(final SimulatedNetwork network) {
        for (final Target each : Target.values()) {
            network.faults(each).ifPresent(FaultRules::clear);
        }
        network.answerManagement(true);
    }

    private static Target target(final String text) {
        return Arrays.stream(Target.values()).filter(each -> each.name().equalsIgnoreCase(text)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("'on " + text + "': payments, reversals, inquiries or pins"));
    }

    private static Fault fault(final String text) {
        final int colon = text.indexOf(':');
        final String word = colon < 0 ? text : text.substring(0, colon);
        final String value = colon < 0 ? "" : text.substring(colon + 1);
        return switch (word) {
            case "none" -> Fault.NONE;
            case "late" -> Fault.late(time(value));
            case "decline" -> decline(value);
            default -> Fault.of(kind(word));
        };
    }

    private static Fault decline(final String code) {
        if (!code.matches("[0-9A-Z]{2}") || code.equals("00")) {
            throw new IllegalArgumentException(
                    "'decline " + code + "': a response code of two characters other than 00 is expected, such as 51");
        }
        return Fault.decline(code);
    }

    private static Fault.Kind kind(final String word) {
        return switch (word) {
            case "drop" -> Fault.Kind.NEVER;
            case "lose" -> Fault.Kind.LOST;
            case "duplicate" -> Fault.Kind.TWICE;
            case "pending" -> Fault.Kind.PENDING;
            case "wrong-amount" -> Fault.Kind.WRONG_AMOUNT;
            case "incomplete" -> Fault.Kind.INCOMPLETE;
            case "reorder" -> Fault.Kind.REORDER;
            case "garbage" -> Fault.Kind.GARBAGE;
            case "half" -> Fault.Kind.HALF;
            case "cut" -> Fault.Kind.CUT;
            default -> throw new IllegalArgumentException("'" + word + "' is no fault and no order");
        };
    }

    /** @return the word for a kind of fault, as it is told and shown. */
    public static String word(final Fault.Kind kind) {
        return switch (kind) {
            case NEVER -> "drop";
            case LOST -> "lose";
            case TWICE -> "duplicate";
            default -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }

    /** @return milliseconds. @throws IllegalArgumentException */
    static long time(final String text) {
        final Matcher found = TIME.matcher(text);
        if (!found.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time such as 500ms, 35s or 2m");
        }
        final long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> number;
            case "s" -> number * 1_000;
            default -> number * 60_000;
        };
    }

    private static long amount(final String text) {
        if (!text.matches("\\d{1," + (AMOUNT_DIGITS - 2) + "}(\\.\\d{1,2})?")) {
            throw new IllegalArgumentException("'" + text + "' is no amount such as 13.13");
        }
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }
}
