package io.ayni.connectors.config;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The cooperative's rules; what the engine calls its policy. Amounts in minor units of the currency, times in
 * milliseconds.
 *
 * @param operations those offered; any other is declined 12
 * @param routes     the receiving institution, packed digits, to the name of the network that reaches it
 */
public record InstitutionConfig(
        String name,
        ZoneId zone,
        Currency currency,
        long maxAmountMinor,
        InstitutionAccounts accounts,
        OtpRules otp,
        NetworkRules network,
        long holdTtlMs,
        long retentionMs,
        Map<Operation, OperationRules> operations,
        List<Fee> fees,
        List<Tax> taxes,
        Map<Bucket, Ceilings> ceilings,
        Map<Long, String> routes) {

    /** Accounts of the institution itself, packed; opened at the first start. */
    public record InstitutionAccounts(long fees, long taxes, long suspense, long opening, long cardSettlement) {
        static InstitutionAccounts read(final YamlMap map) {
            return new InstitutionAccounts(
                    map.required("fees", Values::accountNumber),
                    map.required("taxes", Values::accountNumber),
                    map.required("suspense", Values::accountNumber),
                    map.required("opening", Values::accountNumber),
                    map.required("cardSettlement", Values::accountNumber));
        }
    }

    /** One-time passwords. */
    public record OtpRules(long ttlMs, int triesPerPayment, int failuresPerDay, int resends) {
        static final OtpRules DEFAULT = new OtpRules(180_000, 3, 15, 3);

        static OtpRules read(final YamlMap map) {
            return new OtpRules(
                    map.optional("ttl", DEFAULT.ttlMs, Values.duration(1_000)),
                    map.optional("triesPerPayment", DEFAULT.triesPerPayment, Values.integer(1, 100)),
                    map.optional("failuresPerDay", DEFAULT.failuresPerDay, Values.integer(1, 1_000)),
                    map.optional("resends", DEFAULT.resends, Values.integer(0, 100)));
        }
    }

    /**
     * Patience with networks.
     *
     * @param unknownOriginalCode DE39 of the 0430 for a reversal of something never seen, packed
     */
    public record NetworkRules(
            long answerTimeoutMs, long reversalFirstMs, long reversalMaxMs, int alarmAfterReversals,
            int unknownOriginalCode) {
        static final NetworkRules DEFAULT = new NetworkRules(10_000, 2_000, 300_000, 6, ResponseCode.APPROVED);

        static NetworkRules read(final YamlMap map) {
            final NetworkRules rules = new NetworkRules(
                    map.optional("answerTimeout", DEFAULT.answerTimeoutMs, Values.duration(1)),
                    map.optional("reversalFirst", DEFAULT.reversalFirstMs, Values.duration(1)),
                    map.optional("reversalMax", DEFAULT.reversalMaxMs, Values.duration(1)),
                    map.optional("alarmAfterReversals", DEFAULT.alarmAfterReversals, Values.integer(1, 1_000)),
                    map.optional("unknownOriginal", DEFAULT.unknownOriginalCode, NetworkRules::code));
            if (rules.reversalMaxMs < rules.reversalFirstMs) {
                throw map.errorAt("reversalMax", "must not be shorter than reversalFirst");
            }
            return rules;
        }

        private static int code(final String value) {
            if (!value.equals("00") && !value.equals("25")) {
                throw new IllegalArgumentException("expected \"00\" or \"25\"");
            }
            return ResponseCode.pack(value.charAt(0), value.charAt(1));
        }
    }

    /** Whether the member confirms, and which limits count. */
    public record OperationRules(StepUpMethod stepUp, Bucket bucket) {
        static OperationRules read(final YamlMap map) {
            return new OperationRules(
                    map.required("stepUp",
                            Values.oneOf(StepUpMethod.values(), each -> each.name().toLowerCase(Locale.ROOT))),
                    map.required("bucket", Values.oneOf(Bucket.values(), Bucket::name)));
        }
    }

    /** A fee of an operation from the start of a day on. */
    public record Fee(Operation operation, LocalDate from, long feeMinor) {
        static Fee read(final YamlMap map, final Currency currency) {
            return new Fee(
                    map.required("operation", InstitutionConfig::operation),
                    map.required("from", Values::date),
                    map.required("amount", Values.money(currency)));
        }
    }

    /** The rate of the tax on fees from the start of a day on. */
    public record Tax(LocalDate from, int rateBasisPoints) {
        static Tax read(final YamlMap map) {
            return new Tax(map.required("from", Values::date), map.required("rate", Values::basisPoints));
        }
    }

    /** What one member may do in one bucket; {@link Long#MAX_VALUE}: unlimited. */
    public record Ceilings(long dailyMinor, long weeklyMinor, long monthlyMinor, int dailyCount) {
        static Ceilings read(final YamlMap map, final Currency currency) {
            final Ceilings ceilings = new Ceilings(
                    map.required("daily", Values.moneyOrUnlimited(currency)),
                    map.required("weekly", Values.moneyOrUnlimited(currency)),
                    map.required("monthly", Values.moneyOrUnlimited(currency)),
                    map.optional("dailyCount", Integer.MAX_VALUE, Values.integer(1, Integer.MAX_VALUE)));
            if (ceilings.weeklyMinor < ceilings.dailyMinor) {
                throw map.errorAt("weekly", "must not be below daily");
            }
            if (ceilings.monthlyMinor < ceilings.weeklyMinor) {
                throw map.errorAt("monthly", "must not be below weekly");
            }
            return ceilings;
        }
    }

    static InstitutionConfig read(final YamlMap map) {
        final Currency currency = map.required("currency", Values::currency);
        final InstitutionConfig config = new InstitutionConfig(
                map.required("name", Values::text),
                map.required("zone", Values::zone),
                currency,
                map.required("maxAmount", Values.money(currency)),
                map.section("accounts", InstitutionAccounts::read),
                map.optionalSection("otp", OtpRules::read).orElse(OtpRules.DEFAULT),
                map.optionalSection("network", NetworkRules::read).orElse(NetworkRules.DEFAULT),
                map.optional("holdTtl", 7 * 86_400_000L, Values.duration(1_000)),
                map.optional("retention", 7 * 86_400_000L, Values.duration(1_000)),
                map.entries("operations", InstitutionConfig::operation,
                        (all, key) -> all.section(key, OperationRules::read)),
                map.sections("fees", each -> Fee.read(each, currency)),
                map.sections("taxes", Tax::read),
                map.entries("ceilings", Values.oneOf(limited(), Bucket::name),
                        (all, key) -> all.section(key, each -> Ceilings.read(each, currency))),
                map.entries("routes", Values.digits(1, 11), (all, key) -> all.required(key, Values::text)));
        config.checkDates(map);
        return config;
    }

    /** On one day there is one fee for an operation and one rate. */
    private void checkDates(final YamlMap map) {
        final Set<List<Object>> seen = new HashSet<>();
        for (final Fee fee : fees) {
            if (!seen.add(List.of(fee.operation(), fee.from()))) {
                throw map.errorAt("fees", "two fees of " + fee.operation().type() + " from " + fee.from());
            }
        }
        for (final Tax tax : taxes) {
            if (!seen.add(List.of(tax.from()))) {
                throw map.errorAt("taxes", "two rates from " + tax.from());
            }
        }
    }

    private static Bucket[] limited() {
        return Arrays.stream(Bucket.values()).filter(bucket -> bucket != Bucket.NONE).toArray(Bucket[]::new);
    }

    private static Operation operation(final String type) {
        final Operation operation = Operation.ofType(type);
        if (operation == null || operation == Operation.REVERSAL || operation == Operation.COMPLETION) {
            throw new IllegalArgumentException("expected one of transfer.own, transfer.internal, transfer.interbank,"
                    + " credit.inbound, card.purchase, card.withdrawal");
        }
        return operation;
    }
}
