package io.ayni.connectors.config;

import io.ayni.core.command.ResponseCode;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.DeferralMethod;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The cooperative's rules; what the engine calls its policy, and beside it the names that channels show. Amounts in
 * minor units of the currency, times in milliseconds.
 *
 * @param books               accounts of further currencies
 * @param operations          those offered; any other is declined 12
 * @param ceilings            of one member, by bucket
 * @param cardCeilings        of one card, by operation, beside the member's
 * @param deferral            terms of card purchases paid in parts; none: not offered
 * @param cardPaymentsBatched a payment of an own card has effect on the next business day by the cut-off rule
 * @param cardBatchNetwork    whose files tell the card processor of batched payments; none: it is not told
 * @param institutions        that members may send money to, with their names
 * @param routes              which network reaches an institution or a card
 */
public record InstitutionConfig(
        String name,
        ZoneId zone,
        Currency currency,
        long maxAmountMinor,
        InstitutionAccounts accounts,
        List<InstitutionAccounts.Book> books,
        OtpRules otp,
        NetworkRules network,
        InquiryRules inquiry,
        long holdTtlMs,
        long retentionMs,
        Map<Operation, OperationRules> operations,
        List<Fee> fees,
        List<Tax> taxes,
        Map<Bucket, Limits.Ceilings> ceilings,
        Map<Operation, Limits.Ceilings> cardCeilings,
        CalendarConfig calendar,
        Optional<DeferralTerms> deferral,
        boolean cardPaymentsBatched,
        Optional<String> cardBatchNetwork,
        MemberBounds members,
        List<BillerConfig> billers,
        List<ReachableInstitution> institutions,
        List<RouteConfig> routes) {

    /** @return the biller, if there is one of this id. */
    public Optional<BillerConfig> biller(final int id) {
        return billers.stream().filter(each -> each.id() == id).findFirst();
    }

    /** @return the name of a receiving institution, packed digits, if it is known. */
    public Optional<String> institutionName(final long code) {
        return institutions.stream().filter(each -> each.code() == code).map(ReachableInstitution::name).findFirst();
    }

    /** One-time passwords. */
    public record OtpRules(long ttlMs, int triesPerPayment, int failuresPerDay, int resends) {
        static final OtpRules DEFAULT = new OtpRules(180_000, 3, 15, 3);

        static OtpRules read(final YamlMap map) {
            map.keys("ttl", "triesPerPayment", "failuresPerDay", "resends");
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
            map.keys("answerTimeout", "reversalFirst", "reversalMax", "alarmAfterReversals", "unknownOriginal");
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

        static int code(final String value) {
            if (!value.equals("00") && !value.equals("25")) {
                throw new IllegalArgumentException("expected \"00\" or \"25\"");
            }
            return ResponseCode.pack(value.charAt(0), value.charAt(1));
        }
    }

    /**
     * What is asked of a biller that did not answer and has no reversal.
     *
     * @param firstMs              wait before the first question; doubles up to maxMs
     * @param manualAfterMs        a person must look at it then
     * @param notFoundFinalAfterMs a biller that does not know our reference so long after the send never will
     */
    public record InquiryRules(long firstMs, long maxMs, long manualAfterMs, long notFoundFinalAfterMs) {
        static final InquiryRules DEFAULT = new InquiryRules(15_000, 1_800_000, 86_400_000, 600_000);

        static InquiryRules read(final YamlMap map) {
            map.keys("first", "max", "manualAfter", "notFoundFinalAfter");
            final InquiryRules rules = new InquiryRules(
                    map.optional("first", DEFAULT.firstMs, Values.duration(1)),
                    map.optional("max", DEFAULT.maxMs, Values.duration(1)),
                    map.optional("manualAfter", DEFAULT.manualAfterMs, Values.duration(1)),
                    map.optional("notFoundFinalAfter", DEFAULT.notFoundFinalAfterMs, Values.duration(1)));
            if (rules.maxMs < rules.firstMs) {
                throw map.errorAt("max", "must not be shorter than first");
            }
            if (rules.manualAfterMs < rules.notFoundFinalAfterMs) {
                throw map.errorAt("manualAfter", "must not be shorter than notFoundFinalAfter");
            }
            return rules;
        }
    }

    /** A fee of an operation from the start of a day on. */
    public record Fee(Operation operation, LocalDate from, long feeMinor) {
        static Fee read(final YamlMap map, final Currency currency) {
            map.keys("operation", "from", "amount");
            return new Fee(
                    map.required("operation", InstitutionReader::operation),
                    map.required("from", Values::date),
                    map.required("amount", Values.money(currency)));
        }
    }

    /** The rate of the tax on fees from the start of a day on. */
    public record Tax(LocalDate from, int rateBasisPoints) {
        static Tax read(final YamlMap map) {
            map.keys("from", "rate");
            return new Tax(map.required("from", Values::date), map.required("rate", Values::basisPoints));
        }
    }

    /**
     * Card purchases paid in parts.
     *
     * @param rateBasisPoints French: yearly rate; flat: interest over the whole term
     * @param fewest          instalments
     */
    public record DeferralTerms(DeferralMethod method, int rateBasisPoints, int fewest, int most) {
        static DeferralTerms read(final YamlMap map) {
            map.keys("method", "rate", "fewest", "most");
            final DeferralTerms terms = new DeferralTerms(
                    map.required("method",
                            Values.oneOf(DeferralMethod.values(), each -> each.name().toLowerCase(Locale.ROOT))),
                    map.required("rate", Values::basisPoints),
                    map.required("fewest", Values.integer(2, 360)),
                    map.required("most", Values.integer(2, 360)));
            if (terms.most < terms.fewest) {
                throw map.errorAt("most", "must not be below fewest");
            }
            return terms;
        }
    }

    /** How much a member may keep at the switch. */
    public record MemberBounds(int schedules, int beneficiaries) {
        static final MemberBounds DEFAULT = new MemberBounds(100, 200);

        static MemberBounds read(final YamlMap map) {
            map.keys("schedules", "beneficiaries");
            return new MemberBounds(
                    map.optional("schedules", DEFAULT.schedules, Values.integer(1, 10_000)),
                    map.optional("beneficiaries", DEFAULT.beneficiaries, Values.integer(1, 10_000)));
        }
    }

    /** An institution that members may send money to. @param code packed digits */
    public record ReachableInstitution(long code, String name) {
    }
}
