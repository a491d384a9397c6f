package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the institution's part. Knows what came before it in the file, so that a name of nothing is told where it
 * stands: networks, accounts, currencies. Reads one file.
 */
final class InstitutionReader {
    private final Map<String, NetworkConfig> networks = new LinkedHashMap<>();
    private final OwnAccounts accounts;
    private final Set<Currency> currencies = new HashSet<>();
    private final Set<Long> billerAccounts = new HashSet<>();
    private final Set<Long> reachable = new HashSet<>();
    private final List<RouteConfig> routes = new ArrayList<>();
    private Currency currency;

    InstitutionReader(final List<NetworkConfig> networks, final OwnAccounts accounts) {
        networks.forEach(each -> this.networks.put(each.name(), each));
        this.accounts = accounts;
    }

    Map<String, NetworkConfig> networks() {
        return networks;
    }

    Currency currency() {
        return currency;
    }

    InstitutionConfig read(final YamlMap map) {
        map.keys("name", "zone", "currency", "maxAmount", "accounts", "books", "otp", "network", "inquiry", "holdTtl",
                "retention", "operations", "fees", "taxes", "ceilings", "cardCeilings", "calendar", "deferral",
                "cardPayments", "cardBatchNetwork", "members", "billers", "institutions", "routes", "cardRoutes");
        currency = map.required("currency", Values::currency);
        currencies.add(currency);
        final InstitutionConfig config = new InstitutionConfig(
                map.required("name", Values::text),
                map.required("zone", Values::zone),
                currency,
                map.required("maxAmount", Values.positiveMoney(currency)),
                map.section("accounts", each -> InstitutionAccounts.read(each, accounts)),
                books(map),
                map.optionalSection("otp", InstitutionConfig.OtpRules::read)
                        .orElse(InstitutionConfig.OtpRules.DEFAULT),
                map.optionalSection("network", InstitutionConfig.NetworkRules::read)
                        .orElse(InstitutionConfig.NetworkRules.DEFAULT),
                map.optionalSection("inquiry", InstitutionConfig.InquiryRules::read)
                        .orElse(InstitutionConfig.InquiryRules.DEFAULT),
                map.optional("holdTtl", 7 * 86_400_000L, Values.duration(1_000)),
                map.optional("retention", 7 * 86_400_000L, Values.duration(1_000)),
                map.entries("operations", InstitutionReader::operation, (all, key) -> all.section(key,
                        each -> OperationRules.read(each, operation(key).isMemberRequest()))),
                map.sections("fees", each -> InstitutionConfig.Fee.read(each, currency)),
                map.sections("taxes", InstitutionConfig.Tax::read),
                map.entries("ceilings", Values.oneOf(Limits.BUCKETS, Enum::name),
                        (all, key) -> all.section(key, each -> Limits.Ceilings.read(each, currency))),
                map.entries("cardCeilings", Values.oneOf(Limits.CARD_OPERATIONS, Operation::type),
                        (all, key) -> all.section(key, each -> Limits.Ceilings.read(each, currency))),
                map.optionalSection("calendar", CalendarConfig::read).orElse(CalendarConfig.NONE),
                map.optionalSection("deferral", InstitutionConfig.DeferralTerms::read),
                map.optional("cardPayments", false, InstitutionReader::isBatched),
                map.optional("cardBatchNetwork", name -> networkOf(name, Set.of(LinkKind.BATCH))),
                map.optionalSection("members", InstitutionConfig.MemberBounds::read)
                        .orElse(InstitutionConfig.MemberBounds.DEFAULT),
                billers(map),
                map.sections("institutions", this::institution),
                routes(map));
        checkDates(map, config);
        if (config.cardBatchNetwork().isPresent() && !config.cardPaymentsBatched()) {
            throw map.errorAt("cardBatchNetwork", "belongs to cardPayments: batched");
        }
        return config;
    }

    // ------------------------------------------------------------------------------------------- names of things

    String billerNetwork(final String name) {
        return networkOf(name, Set.of(LinkKind.BILLER, LinkKind.BATCH));
    }

    String isoNetwork(final String name) {
        return networkOf(name, Set.of(LinkKind.INTERBANK, LinkKind.CARD));
    }

    private String networkOf(final String name, final Set<LinkKind> kinds) {
        final List<String> names = networks.values().stream()
                .filter(each -> kinds.contains(each.kind())).map(NetworkConfig::name).toList();
        if (!names.contains(name)) {
            throw new IllegalArgumentException(names.isEmpty()
                    ? "expected the name of a network of kind " + kinds.stream()
                            .map(kind -> kind.name().toLowerCase(Locale.ROOT)).sorted()
                            .collect(Collectors.joining(" or ")) + ", and there is none"
                    : "expected one of the networks " + String.join(", ", names));
        }
        return name;
    }

    Currency knownCurrency(final String code) {
        return currencies.stream().filter(each -> each.getCurrencyCode().equals(code)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of " + currencies.stream()
                        .map(Currency::getCurrencyCode).sorted().collect(Collectors.joining(", "))
                        + ", the currencies of the institution"));
    }

    /** Several billers may settle through one account; none through an account that has another meaning. */
    long billerAccount(final String value) {
        final long account = Values.accountNumber(value);
        if (!billerAccounts.contains(account)) {
            billerAccounts.add(accounts.add(value));
        }
        return account;
    }

    static Operation operation(final String type) {
        final Operation operation = Operation.ofType(type);
        if (operation == null || !isConfigured(operation)) {
            throw new IllegalArgumentException("expected one of " + Stream.of(Operation.values())
                    .filter(InstitutionReader::isConfigured).map(Operation::type).collect(Collectors.joining(", ")));
        }
        return operation;
    }

    /** Records of what reached us are no operations that a member is offered. */
    private static boolean isConfigured(final Operation operation) {
        return operation != Operation.REVERSAL && operation != Operation.COMPLETION;
    }

    // ------------------------------------------------------------------------------------------- parts

    private List<InstitutionAccounts.Book> books(final YamlMap map) {
        final Map<Currency, InstitutionAccounts> books = map.entries("books", this::furtherCurrency,
                (all, key) -> all.section(key, each -> InstitutionAccounts.read(each, accounts)));
        return books.entrySet().stream()
                .map(each -> new InstitutionAccounts.Book(each.getKey(), each.getValue())).toList();
    }

    private Currency furtherCurrency(final String code) {
        final Currency further = Values.currency(code);
        if (!currencies.add(further)) {
            throw new IllegalArgumentException("expected a further currency, " + currency + " has its accounts above");
        }
        return further;
    }

    private List<BillerConfig> billers(final YamlMap map) {
        final List<BillerConfig> billers = map.sections("billers", each -> BillerConfig.read(each, this));
        final Set<Integer> ids = new HashSet<>();
        for (final BillerConfig biller : billers) {
            if (!ids.add(biller.id())) {
                throw map.errorAt("billers", "the id " + biller.id() + " is there twice");
            }
        }
        return billers;
    }

    private InstitutionConfig.ReachableInstitution institution(final YamlMap map) {
        map.keys("code", "name", "network", "routes");
        final long code = map.required("code", Values.digits(1, 11));
        if (!reachable.add(code)) {
            throw map.errorAt("code", "is there twice");
        }
        map.optional("network", this::isoNetwork)
                .ifPresent(network -> routes.add(new RouteConfig(code, 0, network, 0, 1)));
        routes.addAll(map.sections("routes", each -> RouteConfig.ofInstitution(each, this, code)));
        return new InstitutionConfig.ReachableInstitution(code, map.required("name", Values::text));
    }

    /** Routes that stand with their institution, short ones as {@code routes: {code: network}}, and those of cards. */
    private List<RouteConfig> routes(final YamlMap map) {
        map.entries("routes", Values.digits(1, 11), (all, key) -> all.required(key, this::isoNetwork))
                .forEach((code, network) -> {
                    if (!reachable.add(code)) {
                        throw map.errorAt("routes", AccountNumber.format(code) + " is among institutions already");
                    }
                    routes.add(new RouteConfig(code, 0, network, 0, 1));
                });
        routes.addAll(map.sections("cardRoutes", each -> RouteConfig.ofCards(each, this)));
        return List.copyOf(routes);
    }

    /** On one day there is one fee for an operation and one rate. */
    private static void checkDates(final YamlMap map, final InstitutionConfig config) {
        final Set<List<Object>> seen = new HashSet<>();
        for (final InstitutionConfig.Fee fee : config.fees()) {
            if (!seen.add(List.of(fee.operation(), fee.from()))) {
                throw map.errorAt("fees", "two fees of " + fee.operation().type() + " from " + fee.from());
            }
        }
        for (final InstitutionConfig.Tax tax : config.taxes()) {
            if (!seen.add(List.of(tax.from()))) {
                throw map.errorAt("taxes", "two rates from " + tax.from());
            }
        }
    }

    private static boolean isBatched(final String value) {
        return switch (value) {
            case "batched" -> true;
            case "atOnce" -> false;
            default -> throw new IllegalArgumentException("expected atOnce or batched");
        };
    }
}
