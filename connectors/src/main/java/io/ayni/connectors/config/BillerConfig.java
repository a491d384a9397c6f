package io.ayni.connectors.config;

import io.ayni.connectors.translate.BillerMapping;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Somebody whom members pay: a utility, a phone company, a top-up, a plan of the cooperative itself. Amounts in minor
 * units of its currency.
 *
 * @param id                in commands, positive
 * @param category          for menus: electricity, water, phone, …
 * @param operation         by which it is paid: bill.pay, topup or internal.payment
 * @param network           over which it is paid; none: paid inside the cooperative, to its account
 * @param isBatch           has effect on the next business day by the cut-off rule: its network writes files
 * @param settlementAccount packed
 * @param opensMinute       of the day in the institution's zone
 * @param closesMinute      exclusive; equal to the opening: round the clock; smaller: past midnight
 * @param suspendedInClose  not paid in the daily close
 * @param takesParts        any amount up to what is owed
 * @param asksOwed          has an inquiry; without one the amount is the member's choice
 * @param reference         how the member's number there looks
 * @param mapping           file that tells the connector how to speak to this one
 */
public record BillerConfig(
        int id,
        String name,
        String category,
        Operation operation,
        Optional<String> network,
        boolean isBatch,
        long settlementAccount,
        Currency currency,
        int opensMinute,
        int closesMinute,
        boolean suspendedInClose,
        long minMinor,
        long maxMinor,
        long feeMinor,
        boolean takesParts,
        boolean asksOwed,
        Optional<ReferenceRule> reference,
        Optional<BillerMapping> mapping) {

    private static final int MAX_REFERENCE = 28;

    /**
     * How a member's number at a biller looks.
     *
     * @param label    as the bill calls it
     * @param pattern  the whole number matches it
     * @param checksId it is a cédula, refused when its check digit is wrong, or a RUC, which is only doubted
     */
    public record ReferenceRule(String label, Pattern pattern, Optional<String> example, boolean checksId) {
        static ReferenceRule read(final YamlMap map) {
            map.keys("label", "pattern", "example", "check");
            final ReferenceRule rule = new ReferenceRule(
                    map.required("label", Values::text),
                    map.required("pattern", ReferenceRule::compile),
                    map.optional("example", Values.text(MAX_REFERENCE)),
                    map.optional("check", false, ReferenceRule::isCedula));
            if (rule.example.isPresent() && !rule.matches(rule.example.get())) {
                throw map.errorAt("example", "does not match the pattern");
            }
            return rule;
        }

        public boolean matches(final CharSequence number) {
            return pattern.matcher(number).matches();
        }

        private static boolean isCedula(final String value) {
            if (!value.equals("cedula")) {
                throw new IllegalArgumentException("expected cedula");
            }
            return true;
        }

        private static Pattern compile(final String value) {
            try {
                return Pattern.compile(value);
            } catch (final PatternSyntaxException e) {
                throw new IllegalArgumentException("expected a regular expression such as \\d{10}");
            }
        }
    }

    static BillerConfig read(final YamlMap map, final InstitutionReader institution) {
        map.keys("id", "name", "category", "operation", "network", "settlementAccount", "currency", "hours", "inClose",
                "min", "max", "fee", "parts", "inquiry", "reference", "mapping");
        final Map<String, NetworkConfig> networks = institution.networks();
        final Operation operation = map.optional("operation", Operation.BILL_PAY, Values.oneOf(new Operation[] {
            Operation.BILL_PAY, Operation.TOP_UP, Operation.INTERNAL_PAYMENT}, Operation::type));
        final Optional<String> network = map.optional("network", institution::billerNetwork);
        if (network.isPresent() == (operation == Operation.INTERNAL_PAYMENT)) {
            throw map.errorAt(network.isPresent() ? "network" : "operation",
                    "internal.payment is paid inside the cooperative, the others over a network");
        }
        final Currency currency = map.optional("currency", institution.currency(), institution::knownCurrency);
        final Values.Hours hours = map.optional("hours", Values.Hours.ROUND_THE_CLOCK, Values::hours);
        final long ownAccount = map.optional("settlementAccount", 0L, institution::billerAccount);
        final BillerConfig config = new BillerConfig(
                map.required("id", Values.integer(1, Integer.MAX_VALUE)),
                map.required("name", Values::text),
                map.required("category", Values.text(32)),
                operation,
                network,
                network.isPresent() && networks.get(network.get()).kind() == LinkKind.BATCH,
                ownAccount != 0 || network.isEmpty() ? ownAccount : networks.get(network.get()).settlementAccount(),
                currency,
                hours.opensMinute(),
                hours.closesMinute(),
                map.optional("inClose", false, OperationRules::isSuspended),
                map.optional("min", 1L, Values.positiveMoney(currency)),
                map.required("max", Values.positiveMoney(currency)),
                map.optional("fee", 0L, Values.money(currency)),
                map.optional("parts", false, Values::yesOrNo),
                map.optional("inquiry", operation == Operation.BILL_PAY, Values::yesOrNo),
                map.optionalSection("reference", ReferenceRule::read),
                map.optional("mapping", Values.pathBeside(map.file()).andThen(BillerMappingFile::load)));
        config.check(map);
        return config;
    }

    private void check(final YamlMap map) {
        if (maxMinor < minMinor) {
            throw map.errorAt("max", "must not be below min");
        }
        if (settlementAccount == 0) {
            throw map.errorAt("settlementAccount", "is missing: what is paid inside the cooperative needs an account");
        }
        if (takesParts && !asksOwed) {
            throw map.errorAt("parts", "means parts of what is owed, which needs inquiry: yes");
        }
    }
}
