package io.ayni.core.policy;

import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of the institution as one immutable value, made from a {@code PutPolicy} command and replaced whole by the
 * next. Lookups by operation, link and institution allocate nothing.
 */
public final class Policy {
    private static final int OPERATIONS = 16;

    public final long hash;
    public final long maxAmountMinor;
    public final long otpTtlMs;
    public final int otpTriesPerPayment;
    public final int otpFailuresPerDay;
    public final int otpResends;
    public final int alarmAfterReversals;
    public final long holdTtlMs;
    public final long retentionMs;
    public final long answerTimeoutMs;
    public final long reversalFirstMs;
    public final long reversalMaxMs;
    public final long feeAccount;
    public final long taxAccount;
    public final long suspenseAccount;
    public final long openingAccount;
    public final long cardSettlementAccount;
    public final int unknownOriginalCode;
    public final int maxPayments;
    public final CooperativeCalendar calendar;
    public final String zone;

    private final StepUpMethod[] stepUps = new StepUpMethod[OPERATIONS];
    private final Bucket[] buckets = new Bucket[OPERATIONS];
    private final long[][] feeFromMs = new long[OPERATIONS][0];
    private final long[][] feesMinor = new long[OPERATIONS][0];
    private final long[] taxFromMs;
    private final int[] taxBasisPoints;
    private final Ceiling[] ceilings = new Ceiling[Bucket.values().length];
    private final List<LinkTerms> links = new ArrayList<>();
    private final long[] routeInstitutions;
    private final int[] routeLinks;

    /** What stands in every message to a link, and the account that settles with it. */
    public record LinkTerms(int linkId, long settlementAccount, long acquirer, String terminal) {
        public LinkTerms {
            // DE41 is ans 8, space padded.
            terminal = (terminal + "        ").substring(0, 8);
        }
    }

    /** Reads the groups in the order of the schema, as SBE asks. */
    public Policy(final PutPolicyDecoder decoder) {
        hash = decoder.policyHash();
        maxAmountMinor = decoder.maxAmountMinor();
        otpTtlMs = decoder.otpTtlMs();
        otpTriesPerPayment = decoder.otpTriesPerPayment();
        otpFailuresPerDay = decoder.otpFailuresPerDay();
        otpResends = decoder.otpResends();
        alarmAfterReversals = decoder.alarmAfterReversals();
        holdTtlMs = decoder.holdTtlMs();
        retentionMs = decoder.retentionMs();
        answerTimeoutMs = decoder.answerTimeoutMs();
        reversalFirstMs = decoder.reversalFirstMs();
        reversalMaxMs = decoder.reversalMaxMs();
        feeAccount = decoder.feeAccount();
        taxAccount = decoder.taxAccount();
        suspenseAccount = decoder.suspenseAccount();
        openingAccount = decoder.openingAccount();
        cardSettlementAccount = decoder.cardSettlementAccount();
        unknownOriginalCode = decoder.unknownOriginalCode();
        maxPayments = decoder.maxPayments() > 0 ? decoder.maxPayments() : 10_000_000;
        readOperations(decoder.operations());
        readFees(decoder.fees());
        final PutPolicyDecoder.TaxesDecoder taxes = decoder.taxes();
        taxFromMs = new long[taxes.count()];
        taxBasisPoints = new int[taxes.count()];
        for (int i = 0; taxes.hasNext(); i++) {
            taxes.next();
            taxFromMs[i] = taxes.effectiveFromMs();
            taxBasisPoints[i] = taxes.rateBasisPoints();
        }
        readCeilings(decoder.ceilings());
        final PutPolicyDecoder.LinksDecoder linkTerms = decoder.links();
        while (linkTerms.hasNext()) {
            linkTerms.next();
            links.add(new LinkTerms(linkTerms.linkId(), linkTerms.settlementAccount(), linkTerms.acquirer(),
                linkTerms.terminal()));
        }
        final PutPolicyDecoder.RoutesDecoder routes = decoder.routes();
        routeInstitutions = new long[routes.count()];
        routeLinks = new int[routes.count()];
        for (int i = 0; routes.hasNext(); i++) {
            routes.next();
            routeInstitutions[i] = routes.institution();
            routeLinks[i] = routes.linkId();
        }
        decoder.billers().forEach(each -> { });
        decoder.closeWindows().forEach(each -> { });
        decoder.cutOffs().forEach(each -> { });
        decoder.holidays().forEach(each -> { });
        decoder.books().forEach(each -> { });
        decoder.cardCeilings().forEach(each -> { });
        zone = decoder.zone();
        calendar = new CooperativeCalendar(ZoneId.of(zone));
    }

    /** @return whether the institution offers the operation at all. */
    public boolean offers(final Operation operation) {
        return stepUps[operation.code()] != null;
    }

    public StepUpMethod stepUp(final Operation operation) {
        return stepUps[operation.code()];
    }

    public Bucket bucket(final Operation operation) {
        final Bucket bucket = buckets[operation.code()];
        return bucket == null ? Bucket.NONE : bucket;
    }

    /** @return the fee in force at this moment; 0 when none is. */
    public long feeMinor(final Operation operation, final long timestampMs) {
        final int at = lastNotAfter(feeFromMs[operation.code()], timestampMs);
        return at < 0 ? 0 : feesMinor[operation.code()][at];
    }

    /** @return the tax on a fee at the rate in force at this moment, half up to the minor unit. */
    public long taxMinor(final long feeMinor, final long timestampMs) {
        final int at = lastNotAfter(taxFromMs, timestampMs);
        return at < 0 ? 0 : Math.floorDiv(Math.addExact(Math.multiplyExact(feeMinor, taxBasisPoints[at]), 5_000), 10_000);
    }

    public Ceiling ceiling(final Bucket bucket) {
        final Ceiling ceiling = ceilings[bucket.code()];
        return ceiling == null ? Ceiling.NONE : ceiling;
    }

    /** @return the link that reaches an institution, or null. */
    public LinkTerms route(final long institution) {
        for (int i = 0; i < routeInstitutions.length; i++) {
            if (routeInstitutions[i] == institution) {
                return link(routeLinks[i]);
            }
        }
        return null;
    }

    /** @return the terms of a link, or null. */
    public LinkTerms link(final int linkId) {
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).linkId() == linkId) {
                return links.get(i);
            }
        }
        return null;
    }

    public List<LinkTerms> links() {
        return links;
    }

    private void readOperations(final PutPolicyDecoder.OperationsDecoder operations) {
        while (operations.hasNext()) {
            operations.next();
            stepUps[operations.operation()] = StepUpMethod.ofCode(operations.stepUp());
            buckets[operations.operation()] = Bucket.ofCode(operations.bucket());
        }
    }

    /** Rows of one operation come in ascending order of their dates. */
    private void readFees(final PutPolicyDecoder.FeesDecoder fees) {
        while (fees.hasNext()) {
            fees.next();
            final int operation = fees.operation();
            feeFromMs[operation] = append(feeFromMs[operation], fees.effectiveFromMs());
            feesMinor[operation] = append(feesMinor[operation], fees.feeMinor());
        }
    }

    private void readCeilings(final PutPolicyDecoder.CeilingsDecoder decoder) {
        while (decoder.hasNext()) {
            decoder.next();
            ceilings[decoder.bucket()] = new Ceiling(decoder.dailyMinor(), decoder.weeklyMinor(),
                decoder.monthlyMinor(), decoder.dailyCount());
        }
    }

    private static int lastNotAfter(final long[] fromMs, final long timestampMs) {
        int at = fromMs.length - 1;
        while (at >= 0 && fromMs[at] > timestampMs) {
            at--;
        }
        return at;
    }

    private static long[] append(final long[] values, final long value) {
        final long[] longer = Arrays.copyOf(values, values.length + 1);
        longer[values.length] = value;
        return longer;
    }
}
