package io.ayni.core.policy;

import io.ayni.core.calendar.BusinessDays;
import io.ayni.core.calendar.CloseWindows;
import io.ayni.core.calendar.CooperativeCalendar;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.limits.Bucket;
import io.ayni.core.limits.Ceiling;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.schedule.InstalmentPlan;
import io.ayni.core.stepup.StepUpMethod;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The rules of the institution as one immutable value, made from a {@code PutPolicy} command and replaced whole by the
 * next. Lookups by operation, link and institution allocate nothing.
 */
public final class Policy {
    private static final int OPERATIONS = 64;
    /** A second, in a window, in a store: so that nothing reckoned with them overflows. */
    private static final int MOST_REVERSALS = 10_000_000;
    private static final int DOWN_AFTER = 5;
    private static final long DOWN_WITHIN_MS = 10_000;

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
    public final long inquiryFirstMs;
    public final long inquiryMaxMs;
    public final long manualAfterMs;
    public final long notFoundFinalAfterMs;
    public final int deferralMethod;
    public final int deferralRateBasisPoints;
    public final int deferralFewest;
    public final int deferralMost;
    public final boolean cardPaymentsBatched;
    public final int cardBatchLinkId;
    public final int schedulesPerMember;
    public final int beneficiariesPerMember;
    public final int scheduleMinuteOfDay;
    public final Routes routes;
    public final CooperativeCalendar calendar;
    public final CloseWindows closeWindows = new CloseWindows();
    public final BusinessDays businessDays = new BusinessDays();
    public final String zone;

    private final StepUpMethod[] stepUps = new StepUpMethod[OPERATIONS];
    private final Bucket[] buckets = new Bucket[OPERATIONS];
    private final boolean[] suspendedInClose = new boolean[OPERATIONS];
    private final long[][] feeFromMs = new long[OPERATIONS][0];
    private final long[][] feesMinor = new long[OPERATIONS][0];
    private final long[] taxFromMs;
    private final int[] taxBasisPoints;
    private final Ceiling[] ceilings = new Ceiling[Bucket.values().length];
    private final List<LinkTerms> links = new ArrayList<>();
    private final LinkTerms[] linkById = new LinkTerms[Links.MAX_LINK_ID + 1];
    private final Int2ObjectHashMap<BillerTerms> billers = new Int2ObjectHashMap<>();
    private final List<Book> furtherBooks = new ArrayList<>();

    /**
     * What stands in every message to a link, the account that settles with it, and how it fails.
     *
     * @param hasReversal     whether silence is answered by a reversal; otherwise by inquiries
     * @param window          requests in flight at most
     * @param reversals       how reversals leave
     * @param downAfter       requests without answer within {@code downWithinMs} that take it down; 0: none do
     */
    public record LinkTerms(int linkId, long settlementAccount, long acquirer, String terminal, LinkKind kind,
                            boolean hasReversal, long answerTimeoutMs, int window, ReversalTerms reversals,
                            int downAfter, long downWithinMs) {
        public LinkTerms {
            // DE41 is ans 8, space padded.
            terminal = (terminal + "        ").substring(0, 8);
        }
    }

    /**
     * How reversals leave over a link.
     *
     * @param window that await their answer at most
     * @param store  not yet accepted at most, before the link takes no new payments
     */
    public record ReversalTerms(int perSecond, int window, int store) {
        static ReversalTerms of(final PutPolicyDecoder.LinksDecoder decoder) {
            return new ReversalTerms(orElse(decoder.reversalsPerSecond(), 2_500),
                orElse(decoder.reversalWindow(), 512), orElse(decoder.reversalStore(), 1_000_000));
        }

        private static int orElse(final int value, final int otherwise) {
            return value > 0 ? Math.min(value, MOST_REVERSALS) : otherwise;
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
        inquiryFirstMs = orElse(decoder.inquiryFirstMs(), 5_000);
        inquiryMaxMs = orElse(decoder.inquiryMaxMs(), 300_000);
        manualAfterMs = orElse(decoder.manualAfterMs(), 86_400_000);
        notFoundFinalAfterMs = orElse(decoder.notFoundFinalAfterMs(), 900_000);
        final boolean isBare = decoder.inquiryFirstMs() == PutPolicyDecoder.inquiryFirstMsNullValue();
        deferralMethod = isBare ? 0 : decoder.deferralMethod();
        deferralRateBasisPoints = isBare ? 0 : decoder.deferralRateBasisPoints();
        deferralFewest = isBare ? 0 : decoder.deferralFewest();
        deferralMost = isBare ? 0 : decoder.deferralMost();
        cardPaymentsBatched = !isBare && decoder.cardPaymentsBatched() == 1;
        cardBatchLinkId = cardPaymentsBatched ? decoder.cardBatchLinkId() : Routes.NONE;
        schedulesPerMember = isBare || decoder.schedulesPerMember() == 0 ? 100 : decoder.schedulesPerMember();
        beneficiariesPerMember = isBare || decoder.beneficiariesPerMember() == 0
            ? 200 : decoder.beneficiariesPerMember();
        scheduleMinuteOfDay = isBare ? 0 : decoder.scheduleMinuteOfDay();
        requireReckonable();
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
        readLinks(decoder.links());
        routes = new Routes(decoder.routes());
        readBillers(decoder.billers());
        readCalendar(decoder);
        readBooks(decoder.books());
        readCardCeilings(decoder.cardCeilings());
        zone = decoder.zone();
        calendar = new CooperativeCalendar(ZoneId.of(zone));
    }

    /** What the engine reckons with later must not fail there. */
    private void requireReckonable() {
        if (scheduleMinuteOfDay >= 1_440) {
            throw new DateTimeException("schedules run at minute " + scheduleMinuteOfDay + " of the day");
        }
        if (deferralMethod != 0 && DeferralMethod.ofCode(deferralMethod) == null || deferralRateBasisPoints < 0
            || deferralRateBasisPoints > InstalmentPlan.MOST_RATE_BASIS_POINTS) {
            throw new IndexOutOfBoundsException("deferral by method " + deferralMethod + " at "
                + deferralRateBasisPoints);
        }
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

    /** @return the bucket of one card that an operation consumes, beside that of the member. */
    public static Bucket cardBucket(final Operation operation) {
        return operation == Operation.CARD_PURCHASE ? Bucket.CARD_PURCHASES
            : operation == Operation.CARD_WITHDRAWAL ? Bucket.CARD_WITHDRAWALS : Bucket.NONE;
    }

    /** @return whether there is a ceiling of single cards in this bucket. */
    public boolean hasCeiling(final Bucket bucket) {
        return ceilings[bucket.code()] != null;
    }

    /** @return whether the operation does not run in the daily close. */
    public boolean isSuspendedInClose(final Operation operation) {
        return suspendedInClose[operation.code()];
    }

    /** @return whether the daily close runs at this moment. */
    public boolean isInClose(final long timestampMs) {
        return closeWindows.contains(calendar.epochDay(timestampMs), calendar.minuteOfDay(timestampMs));
    }

    /** @return the epoch day on which a payment of this moment has effect that is not told at once. */
    public int effectiveDay(final long timestampMs) {
        return businessDays.effectiveDay(calendar.epochDay(timestampMs), calendar.minuteOfDay(timestampMs));
    }

    /** @return the terms of a link, or null. */
    public LinkTerms link(final int linkId) {
        return linkId < 0 || linkId >= linkById.length ? null : linkById[linkId];
    }

    /** @return the biller, or null. */
    public BillerTerms biller(final int billerId) {
        return billers.get(billerId);
    }

    public Iterable<BillerTerms> billers() {
        return billers.values();
    }

    /** @return the currencies of the institution beside its first, each with its accounts. */
    public List<Book> furtherBooks() {
        return furtherBooks;
    }

    /** @return the fee account of a currency; one that has no further book is the first. */
    public long feeAccount(final int currency) {
        final Book book = furtherBook(currency);
        return book == null ? feeAccount : book.feeAccount();
    }

    public long taxAccount(final int currency) {
        final Book book = furtherBook(currency);
        return book == null ? taxAccount : book.taxAccount();
    }

    public long suspenseAccount(final int currency) {
        final Book book = furtherBook(currency);
        return book == null ? suspenseAccount : book.suspenseAccount();
    }

    public long openingAccount(final int currency) {
        final Book book = furtherBook(currency);
        return book == null ? openingAccount : book.openingAccount();
    }

    public long cardSettlementAccount(final int currency) {
        final Book book = furtherBook(currency);
        return book == null ? cardSettlementAccount : book.cardSettlementAccount();
    }

    public List<LinkTerms> links() {
        return links;
    }

    private void readOperations(final PutPolicyDecoder.OperationsDecoder operations) {
        while (operations.hasNext()) {
            operations.next();
            stepUps[operations.operation()] = StepUpMethod.ofCode(operations.stepUp());
            buckets[operations.operation()] = Bucket.ofCode(operations.bucket());
            suspendedInClose[operations.operation()] = operations.inClose() == 1;
        }
    }

    private void readLinks(final PutPolicyDecoder.LinksDecoder decoder) {
        while (decoder.hasNext()) {
            decoder.next();
            final boolean isBare = decoder.kind() == PutPolicyDecoder.LinksDecoder.kindNullValue();
            final LinkTerms terms = new LinkTerms(decoder.linkId(), decoder.settlementAccount(), decoder.acquirer(),
                decoder.terminal(), isBare ? LinkKind.INTERBANK : LinkKind.ofCode(decoder.kind()),
                isBare || decoder.hasReversal() == 1,
                isBare || decoder.answerTimeoutMs() <= 0 ? answerTimeoutMs : decoder.answerTimeoutMs(),
                isBare || decoder.window() <= 0 ? Integer.MAX_VALUE : decoder.window(), ReversalTerms.of(decoder),
                decoder.downAfterTimeouts() == PutPolicyDecoder.LinksDecoder.downAfterTimeoutsNullValue()
                    ? DOWN_AFTER : decoder.downAfterTimeouts(),
                decoder.downWithinMs() > 0 ? decoder.downWithinMs() : DOWN_WITHIN_MS);
            links.add(terms);
            if (linkById[terms.linkId()] == null) {
                linkById[terms.linkId()] = terms;
            }
        }
    }

    private void readBillers(final PutPolicyDecoder.BillersDecoder decoder) {
        while (decoder.hasNext()) {
            decoder.next();
            billers.put(decoder.billerId(), new BillerTerms(decoder.billerId(), decoder.linkId(),
                decoder.settlementAccount(), Operation.ofCode(decoder.operation()), decoder.flags(),
                decoder.currency(), decoder.opensMinute(), decoder.closesMinute(), decoder.minMinor(),
                decoder.maxMinor(), decoder.feeMinor()));
        }
    }

    private void readCalendar(final PutPolicyDecoder decoder) {
        final PutPolicyDecoder.CloseWindowsDecoder windows = decoder.closeWindows();
        while (windows.hasNext()) {
            windows.next();
            closeWindows.add(windows.weekday(), windows.fromMinute(), windows.lengthMinutes());
        }
        final PutPolicyDecoder.CutOffsDecoder cutOffs = decoder.cutOffs();
        while (cutOffs.hasNext()) {
            cutOffs.next();
            businessDays.cutOff(cutOffs.weekday(), cutOffs.minute());
        }
        final PutPolicyDecoder.HolidaysDecoder holidays = decoder.holidays();
        while (holidays.hasNext()) {
            holidays.next();
            businessDays.holiday(holidays.epochDay());
        }
    }

    private void readBooks(final PutPolicyDecoder.BooksDecoder decoder) {
        while (decoder.hasNext()) {
            decoder.next();
            furtherBooks.add(new Book(decoder.currency(), decoder.feeAccount(), decoder.taxAccount(),
                decoder.suspenseAccount(), decoder.openingAccount(), decoder.cardSettlementAccount()));
        }
    }

    private void readCardCeilings(final PutPolicyDecoder.CardCeilingsDecoder decoder) {
        while (decoder.hasNext()) {
            decoder.next();
            final Bucket bucket = cardBucket(Operation.ofCode(decoder.operation()));
            if (bucket == Bucket.NONE) {
                throw new IllegalArgumentException("a ceiling of cards for operation " + decoder.operation());
            }
            ceilings[bucket.code()] = new Ceiling(decoder.dailyMinor(), decoder.weeklyMinor(),
                decoder.monthlyMinor(), decoder.dailyCount());
        }
    }

    private Book furtherBook(final int currency) {
        for (int i = 0; i < furtherBooks.size(); i++) {
            if (furtherBooks.get(i).currency() == currency) {
                return furtherBooks.get(i);
            }
        }
        return null;
    }

    private static long orElse(final long value, final long otherwise) {
        return value > 0 ? value : otherwise;
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
