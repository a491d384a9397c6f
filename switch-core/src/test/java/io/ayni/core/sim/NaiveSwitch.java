package io.ayni.core.sim;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.command.CompletionAdviceDecoder;
import io.ayni.core.command.LinkStatusDecoder;
import io.ayni.core.command.MemberRequestDecoder;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.NetworkAnswerDecoder;
import io.ayni.core.command.NetworkSendFailedDecoder;
import io.ayni.core.command.NodeStartedDecoder;
import io.ayni.core.command.PutAccountDecoder;
import io.ayni.core.command.PutCardDecoder;
import io.ayni.core.command.PutMemberDecoder;
import io.ayni.core.command.PutMemberLimitsDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutProductDecoder;
import io.ayni.core.command.ResolveManualDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.command.ReversalRequestDecoder;
import io.ayni.core.command.ScheduleBillDecoder;
import io.ayni.core.command.StepUpAnswerDecoder;
import io.ayni.core.command.StepUpResendDecoder;
import io.ayni.core.command.TickDecoder;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.engine.AlarmCode;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.NoticeKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.payment.Disposition;
import io.ayni.core.payment.Operation;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.stepup.StepUpMethod;
import io.ayni.core.payment.SendKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.agrona.DirectBuffer;

/**
 * The same switch once more by the plainest means: objects, maps, sums over history, java.time. Shares no code with the
 * engine but the enums and the log format. It says what the engine must say, message by message.
 */
final class NaiveSwitch {
    static final ZoneId ZONE = ZoneId.of(Terms.ZONE);

    /** A key of the log format: as text it would be built anew for every look-up. */
    record Key(long high, long low) {
    }

    static final class Account {
        long number;
        long member;
        AccountKind kind;
        AccountStatus status;
        Signature signature;
        long lineMinor;
        long ledgerMinor;
        long heldMinor;
        LocalDate failureDay = LocalDate.EPOCH;
        int failures;
        /** Of a loan. */
        int instalmentsLeft;
        /** All that was ever posted, so that the balance can be added up anew. */
        final List<Long> postings = new ArrayList<>();

        long available() {
            return ledgerMinor - heldMinor + lineMinor;
        }

        boolean house() {
            return !kind.isOfMember();
        }
    }

    static final class Payment {
        long id;
        Key key;
        Operation operation;
        int messageClass;
        PaymentState state = PaymentState.RECEIVED;
        DeclineReason reason = DeclineReason.NONE;
        int code;
        int peerId;
        long bodyHash;
        long amountMinor;
        long feeMinor;
        long taxMinor;
        Account debit;
        Account credit;
        long heldMinor;
        long capturedMinor;
        long reversedMinor;
        long availableAfter;
        long sequence;
        long updatedMs;
        long deadlineMs;
        long[] reply = {0, 0};
        long[] repeat = {0, 0};
        String mac;
        int tries;
        int resends;
        Key lastKey;
        long institution;
        int linkId;
        long reference;
        long transmissionTime;
        long reversalStan;
        long reversalTime;
        int reversals;
        boolean parked;
        Use use;
        Use cardUse;
        long card;
        int billerId;
        long owedMinor;
        /** Goes to the card processor, not only into its next file. */
        boolean toProcessor;
        int effectiveDay;
        int pickedLink;
        long sentMs;
        long unknownSinceMs;
        final List<Long> inquirySentMs = new ArrayList<>();
        /** Of a member's request. */
        long member;
        NaiveMembers.Request request;
        long target;
        long interestMinor;
        /** The challenge asks for the code of a soft token. */
        boolean asksToken;
        /** That made it; 0 none. */
        long scheduleId;
    }

    /** A limit taken and not given back. */
    static final class Use {
        long member;
        Bucket bucket;
        LocalDate day;
        LocalDate monday;
        int month;
        long amountMinor;
        boolean counts;
    }

    private record Own(long daily, long weekly, long monthly) {
    }

    final Map<Long, Account> accounts = new HashMap<>();
    final Map<Long, Payment> byId = new HashMap<>();
    private final Map<Key, Payment> byKey = new HashMap<>();
    final Map<Long, Account> cardAccounts = new HashMap<>();
    final Map<Long, AccountStatus> cardStatus = new HashMap<>();
    final NaiveMembers members = new NaiveMembers(this);
    private final Map<Long, Long> cardTokens = new HashMap<>();
    private final Set<Long> products = new HashSet<>();
    private final NaiveBillers billers = new NaiveBillers(this);
    private final Map<Key, Own> ownLimits = new HashMap<>();
    private final Map<Key, List<Use>> uses = new HashMap<>();
    private final TreeSet<Payment> deadlines = new TreeSet<>(
        Comparator.<Payment>comparingLong(p -> p.deadlineMs).thenComparingLong(p -> p.sequence));
    private final ArrayDeque<Payment> retained = new ArrayDeque<>();
    private final Map<Key, Payment> byReference = new HashMap<>();
    private final long[] postedOverLink = new long[8];
    final boolean[] up = new boolean[8];
    private final long[] counters = new long[8];
    private final List<List<Payment>> parked = new ArrayList<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private List<Said> said = new ArrayList<>();
    private Terms.Policy policy;
    private LocalDate today;
    private long todayOfMs = Long.MIN_VALUE;
    long nowMs;
    private long sequence;

    NaiveSwitch() {
        for (int i = 0; i < 8; i++) {
            parked.add(new ArrayList<>());
        }
    }

    long nextDeadlineMs() {
        return Math.min(nextPaymentMs(), members.nextMs());
    }

    long nextPaymentMs() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().deadlineMs;
    }

    /** @return all that was ever posted to another institution over a link. */
    long postedOverLink(final int linkId) {
        return postedOverLink[linkId];
    }

    /** @return the payment whose deadline is next, for messages. */
    String nextDeadline() {
        if (deadlines.isEmpty()) {
            return "none";
        }
        final Payment p = deadlines.first();
        return p.operation + " " + p.id + " " + p.state + " sequence " + p.sequence + " deadline " + p.deadlineMs
            + " attempts " + p.reversals + " parked " + p.parked;
    }

    /** @return what the engine must say to this command, in order. */
    List<Said> apply(final long commandSequence, final long timestampMs, final DirectBuffer buffer, final int offset) {
        said = new ArrayList<>(2);
        sequence = commandSequence;
        nowMs = timestampMs;
        header.wrap(buffer, offset);
        switch (header.templateId()) {
            case AuthorizeRequestDecoder.TEMPLATE_ID ->
                authorize(new AuthorizeRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case StepUpAnswerDecoder.TEMPLATE_ID ->
                stepUp(new StepUpAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case StepUpResendDecoder.TEMPLATE_ID ->
                resend(new StepUpResendDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ReversalRequestDecoder.TEMPLATE_ID ->
                reversal(new ReversalRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case CompletionAdviceDecoder.TEMPLATE_ID ->
                completion(new CompletionAdviceDecoder().wrapAndApplyHeader(buffer, offset, header));
            case NetworkAnswerDecoder.TEMPLATE_ID ->
                answer(new NetworkAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case NetworkSendFailedDecoder.TEMPLATE_ID ->
                sendFailed(new NetworkSendFailedDecoder().wrapAndApplyHeader(buffer, offset, header));
            case LinkStatusDecoder.TEMPLATE_ID ->
                linkStatus(new LinkStatusDecoder().wrapAndApplyHeader(buffer, offset, header));
            case BillerAnswerDecoder.TEMPLATE_ID ->
                billers.answer(new BillerAnswerDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ResolveManualDecoder.TEMPLATE_ID ->
                billers.resolve(new ResolveManualDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutProductDecoder.TEMPLATE_ID ->
                putProduct(new PutProductDecoder().wrapAndApplyHeader(buffer, offset, header));
            case MemberRequestDecoder.TEMPLATE_ID ->
                members.request(new MemberRequestDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutMemberDecoder.TEMPLATE_ID ->
                members.putMember(new PutMemberDecoder().wrapAndApplyHeader(buffer, offset, header));
            case ScheduleBillDecoder.TEMPLATE_ID ->
                members.bill(new ScheduleBillDecoder().wrapAndApplyHeader(buffer, offset, header));
            case TickDecoder.TEMPLATE_ID -> tick();
            case NodeStartedDecoder.TEMPLATE_ID -> nodeStarted();
            case PutAccountDecoder.TEMPLATE_ID ->
                putAccount(new PutAccountDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutCardDecoder.TEMPLATE_ID ->
                putCard(new PutCardDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutMemberLimitsDecoder.TEMPLATE_ID ->
                putLimits(new PutMemberLimitsDecoder().wrapAndApplyHeader(buffer, offset, header));
            case PutPolicyDecoder.TEMPLATE_ID ->
                putPolicy(new PutPolicyDecoder().wrapAndApplyHeader(buffer, offset, header));
            default -> throw new AssertionError("template " + header.templateId());
        }
        return said;
    }

    // ------------------------------------------------------------------ requests

    private void authorize(final AuthorizeRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final Key key = new Key(r.key().high(), r.key().low());
        if (repeatedRequest(key, r.bodyHash(), to) || refused(to, r.paymentId())) {
            return;
        }
        purge(2);
        final Payment p = record(r.paymentId(), key, Operation.ofCode(r.operation()), r.peerId(), r.amountMinor(),
            r.messageClass(), to);
        p.bodyHash = r.bodyHash();
        p.institution = p.operation == Operation.TRANSFER_INTERBANK ? r.institution() : 0;
        DeclineReason reason = find(p, r);
        if (reason == DeclineReason.NONE) {
            reason = check(p);
        }
        if (reason != DeclineReason.NONE) {
            decline(p, reason, reason.responseCode());
        } else if (!asksStepUp(p.operation)) {
            start(p);
        } else {
            challenge(p, r.mac().w0() + "/" + r.mac().w1() + "/" + r.mac().w2() + "/" + r.mac().w3());
        }
    }

    /** @return whether the key was seen; then the caller has been answered. */
    boolean repeatedRequest(final Key key, final long bodyHash, final long[] to) {
        final Payment known = byKey.get(key);
        if (known == null) {
            return false;
        }
        if (known.operation == Operation.REVERSAL) {
            say(new Said.Alarm(AlarmCode.TOMBSTONE_HIT.code(), known.id, 0, 0));
            reply(to, known, Disposition.FIRST, false);
        } else if (known.bodyHash != bodyHash) {
            refuse(to, 0, Disposition.KEY_REUSED, DeclineReason.KEY_REUSED);
        } else if (known.state == PaymentState.SENT) {
            known.repeat = to;
            reply(to, known, Disposition.IN_FLIGHT, false);
        } else {
            reply(to, known, Disposition.REPEAT, false);
        }
        return true;
    }

    boolean asksStepUp(final Operation operation) {
        return policy.stepUp() && switch (operation) {
            case TRANSFER_INTERNAL, TRANSFER_INTERBANK, BILL_PAY, LIMITS_UPDATE, BENEFICIARY_UPDATE, BENEFICIARY_DELETE,
                BILLER_ENROL, SCHEDULE_CREATE, CARD_PIN_CHANGE, CARD_PIN_GENERATE, CARD_DEFERRAL_CONFIRM, CHALLENGE ->
                true;
            default -> false;
        };
    }

    void challenge(final Payment p, final String mac) {
        if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
            return;
        }
        p.mac = mac;
        p.asksToken = members.asksToken(memberOf(p));
        p.code = ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED;
        p.availableAfter = p.debit == null ? 0 : p.debit.available();
        become(p, PaymentState.CHALLENGED);
        deadline(p, nowMs + Terms.OTP_TTL_MS);
        reply(p.reply, p, Disposition.FIRST, !p.asksToken);
        p.reply = new long[] {0, 0};
    }

    /** A payment that a schedule made: checked and started, with nobody to ask. */
    void run(final Payment p) {
        final DeclineReason reason = check(p);
        if (reason == DeclineReason.NONE) {
            start(p);
        } else {
            decline(p, reason, reason.responseCode());
        }
    }

    private static long memberOf(final Payment p) {
        return p.debit != null ? p.debit.member : p.member;
    }

    private int failures(final Payment p) {
        final Account counted = countedAccount(p);
        return counted != null ? failuresToday(counted) : members.failures(p.member);
    }

    private Account countedAccount(final Payment p) {
        return p.debit != null || members.isKnown(p.member) ? p.debit : members.firstAccount(p.member);
    }

    private DeclineReason find(final Payment p, final AuthorizeRequestDecoder r) {
        if (p.amountMinor <= 0 || p.amountMinor > 1_000_000_000L) {
            return DeclineReason.AMOUNT_INVALID;
        }
        switch (p.operation) {
            case BILL_PAY, TOP_UP -> {
                return findBiller(p, r);
            }
            case CARD_PAYMENT -> {
                return findCreditCard(p, r);
            }
            case TRANSFER_OWN, TRANSFER_INTERNAL, LOAN_PAYMENT, INTERNAL_PAYMENT -> {
                if (r.billerId() > 0) {
                    return findBiller(p, r);
                }
                p.debit = accounts.get(r.debitAccount());
                p.credit = accounts.get(r.creditAccount());
                return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
                    : p.credit == null ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
            }
            case TRANSFER_INTERBANK -> {
                p.debit = accounts.get(r.debitAccount());
                p.credit = settlement(p.institution);
                return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
                    : p.credit == null ? DeclineReason.NO_ROUTE : DeclineReason.NONE;
            }
            case CREDIT_INBOUND -> {
                p.debit = settlement(r.institution());
                p.credit = accounts.get(r.creditAccount());
                return p.debit == null ? DeclineReason.NO_ROUTE
                    : p.credit == null ? DeclineReason.CREDIT_ACCOUNT_UNKNOWN : DeclineReason.NONE;
            }
            default -> {
                p.debit = cardAccounts.get(r.card().high());
                if (p.debit == null) {
                    return DeclineReason.CARD_UNKNOWN;
                }
                p.credit = accounts.get(Terms.CARDS);
                p.card = r.card().high();
                return cardStatus.get(p.card) == AccountStatus.ACTIVE ? DeclineReason.NONE
                    : DeclineReason.CARD_NOT_ACTIVE;
            }
        }
    }

    private DeclineReason findBiller(final Payment p, final AuthorizeRequestDecoder r) {
        p.billerId = r.billerId();
        p.owedMinor = r.owedMinor();
        p.debit = accounts.get(r.debitAccount());
        final Terms.Biller biller = Terms.biller(p.billerId);
        p.credit = biller == null ? null
            : accounts.get(biller.linkId() == 0 ? Terms.PLAN_SETTLEMENT : Terms.BILLER_SETTLEMENT);
        return p.debit == null ? DeclineReason.DEBIT_ACCOUNT_UNKNOWN
            : biller == null ? DeclineReason.BILLER_UNKNOWN : DeclineReason.NONE;
    }

    private DeclineReason findCreditCard(final Payment p, final AuthorizeRequestDecoder r) {
        p.debit = accounts.get(r.debitAccount());
        final Long card = cardTokens.get(r.cardToken());
        if (card == null) {
            return DeclineReason.CARD_UNKNOWN;
        }
        p.credit = accounts.get(Terms.CARDS);
        if (p.debit == null) {
            return DeclineReason.DEBIT_ACCOUNT_UNKNOWN;
        }
        if (cardStatus.get(card) != AccountStatus.ACTIVE) {
            return DeclineReason.CARD_NOT_ACTIVE;
        }
        p.toProcessor = !policy.cardsBatched();
        return DeclineReason.NONE;
    }

    private DeclineReason check(final Payment p) {
        if (p.operation == Operation.CREDIT_INBOUND) {
            return p.credit.status == AccountStatus.BLOCKED ? DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE
                : p.credit.house() ? DeclineReason.ACCOUNT_KIND : DeclineReason.NONE;
        }
        final Terms.Biller biller = Terms.biller(p.billerId);
        if (biller != null && biller.operation() != p.operation) {
            return DeclineReason.BILLER_UNKNOWN;
        }
        final boolean onUs = biller == null && List.of(Operation.TRANSFER_OWN, Operation.TRANSFER_INTERNAL,
            Operation.LOAN_PAYMENT, Operation.INTERNAL_PAYMENT).contains(p.operation);
        if (p.debit == p.credit) {
            return DeclineReason.SAME_ACCOUNT;
        }
        if (onUs && p.operation != Operation.TRANSFER_INTERNAL && p.debit.member != p.credit.member) {
            return DeclineReason.NOT_OWN_ACCOUNT;
        }
        if (p.debit.status != AccountStatus.ACTIVE) {
            return DeclineReason.DEBIT_ACCOUNT_NOT_ACTIVE;
        }
        if (onUs && p.credit.status == AccountStatus.BLOCKED) {
            return DeclineReason.CREDIT_ACCOUNT_NOT_ACTIVE;
        }
        if (p.debit.signature == Signature.JOINT) {
            return DeclineReason.JOINT_SIGNATURE;
        }
        final AccountKind taken = p.operation == Operation.LOAN_PAYMENT ? AccountKind.LOAN
            : p.operation == Operation.INTERNAL_PAYMENT ? AccountKind.CONTRIBUTION : AccountKind.SAVINGS;
        if (p.debit.kind != AccountKind.SAVINGS || onUs && p.credit.kind != taken) {
            return DeclineReason.ACCOUNT_KIND;
        }
        final DeclineReason terms = checkTerms(p, biller);
        if (terms != DeclineReason.NONE) {
            return terms;
        }
        if (leaves(p, biller) && !pickLink(p, biller)) {
            return DeclineReason.LINK_DOWN;
        }
        p.feeMinor = biller != null ? biller.feeMinor()
            : p.operation == Operation.TRANSFER_INTERBANK ? policy.feeMinor() : 0;
        p.taxMinor = Math.round(p.feeMinor * policy.taxBasisPoints() / 10_000.0);
        final DeclineReason limit = checkLimit(p);
        if (limit != DeclineReason.NONE) {
            return limit;
        }
        return p.debit.available() < p.amountMinor + p.feeMinor + p.taxMinor ? DeclineReason.INSUFFICIENT_FUNDS
            : DeclineReason.NONE;
    }

    private DeclineReason checkTerms(final Payment p, final Terms.Biller biller) {
        if (p.operation == Operation.LOAN_PAYMENT) {
            if (p.credit.instalmentsLeft <= 1 || p.amountMinor > Terms.INSTALMENT_MINOR) {
                return DeclineReason.COUNTER_ONLY;
            }
            if (p.amountMinor < Terms.INSTALMENT_MINOR) {
                return DeclineReason.LOAN_AMOUNT;
            }
        }
        if ((p.operation == Operation.LOAN_PAYMENT || biller != null && biller.inClose())
            && NaiveTerms.isInClose(nowMs)) {
            return DeclineReason.IN_CLOSE;
        }
        return biller == null ? DeclineReason.NONE
            : NaiveTerms.checkBiller(biller, p.amountMinor, p.owedMinor, nowMs);
    }

    private static boolean leaves(final Payment p, final Terms.Biller biller) {
        return p.operation == Operation.TRANSFER_INTERBANK || p.toProcessor || biller != null && biller.linkId() != 0;
    }

    /** An institution's own link, else the other; a biller's while it has room. */
    private boolean pickLink(final Payment p, final Terms.Biller biller) {
        if (biller != null) {
            p.pickedLink = biller.linkId();
            return up[biller.linkId()] && byId.values().stream()
                .filter(each -> each.state == PaymentState.SENT && each.linkId == biller.linkId())
                .count() < Terms.BILLER_WINDOW;
        }
        if (p.toProcessor) {
            p.pickedLink = Terms.CARD_LINK;
            return up[Terms.CARD_LINK];
        }
        final int first = linkOf(p.institution);
        p.pickedLink = up[first] ? first : 3 - first;
        if (!up[p.pickedLink]) {
            return false;
        }
        p.credit = accounts.get(Terms.SETTLEMENTS[p.pickedLink - 1]);
        return true;
    }

    private DeclineReason checkLimit(final Payment p) {
        final Bucket bucket = bucket(p);
        if (bucket == Bucket.CARD) {
            final long[] used = used(p.card | Long.MIN_VALUE, cardBucket(p), today());
            return p.operation == Operation.CARD_PURCHASE
                && used[0] + p.amountMinor > Terms.CARD_PURCHASE_DAILY_MINOR ? DeclineReason.AMOUNT_LIMIT
                : p.operation == Operation.CARD_WITHDRAWAL && used[3] >= Terms.CARD_WITHDRAWAL_COUNT
                ? DeclineReason.COUNT_LIMIT : DeclineReason.NONE;
        }
        if (bucket == Bucket.NONE) {
            return DeclineReason.NONE;
        }
        final Own own = ownLimits.getOrDefault(new Key(p.debit.member, bucket.code()),
            new Own(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE));
        final boolean inside = bucket == Bucket.INT;
        final long[] used = used(p.debit.member, bucket, today());
        if (used[0] + p.amountMinor > Math.min(own.daily(), inside ? policy.intDailyMinor() : policy.extDailyMinor())
            || used[1] + p.amountMinor > Math.min(own.weekly(), inside ? 2_000_000 : 1_000_000)
            || used[2] + p.amountMinor > Math.min(own.monthly(), inside ? 4_000_000 : 2_000_000)) {
            return DeclineReason.AMOUNT_LIMIT;
        }
        return used[3] >= policy.dailyCount() ? DeclineReason.COUNT_LIMIT : DeclineReason.NONE;
    }

    /** @return used in the day, week and month that contain the date, and the count of the day; from history. */
    long[] used(final long member, final Bucket bucket, final LocalDate date) {
        final long[] used = new long[4];
        final LocalDate monday = mondayOf(date);
        final int month = date.getYear() * 12 + date.getMonthValue();
        for (final Use use : uses.getOrDefault(new Key(member, bucket.code()), List.of())) {
            if (use.day.equals(date)) {
                used[0] += use.amountMinor;
                used[3] += use.counts ? 1 : 0;
            }
            if (use.monday.equals(monday)) {
                used[1] += use.amountMinor;
            }
            if (use.month == month) {
                used[2] += use.amountMinor;
            }
        }
        return used;
    }

    private static LocalDate mondayOf(final LocalDate date) {
        return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    private static Bucket bucket(final Payment p) {
        return switch (p.operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL, CARD_PAYMENT, LOAN_PAYMENT, INTERNAL_PAYMENT -> Bucket.INT;
            case TRANSFER_INTERBANK, BILL_PAY, TOP_UP -> Bucket.EXT;
            case CARD_PURCHASE, CARD_WITHDRAWAL -> Bucket.CARD;
            default -> Bucket.NONE;
        };
    }

    private void start(final Payment p) {
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        if (p.operation == Operation.CREDIT_INBOUND) {
            move(p.debit, p.credit, p.amountMinor);
            p.capturedMinor = p.amountMinor;
            p.availableAfter = p.credit.available();
            finish(p, PaymentState.POSTED);
            replyAll(p);
            return;
        }
        clearDeadline(p);
        become(p, PaymentState.HELD);
        p.heldMinor = p.amountMinor + p.feeMinor + p.taxMinor;
        p.debit.heldMinor += p.heldMinor;
        p.availableAfter = p.debit.available();
        if (bucket(p) != Bucket.NONE) {
            p.use = use(p.debit.member, bucket(p), p.amountMinor);
        }
        if (bucket(p) == Bucket.CARD) {
            p.cardUse = use(p.card | Long.MIN_VALUE, cardBucket(p), p.amountMinor);
        }
        final Terms.Biller biller = Terms.biller(p.billerId);
        if (biller != null && biller.batch() || p.operation == Operation.CARD_PAYMENT && !p.toProcessor) {
            p.effectiveDay = (int) NaiveTerms.effectiveDay(nowMs).toEpochDay();
        }
        if (leaves(p, biller)) {
            sendOver(p, p.pickedLink, SendKind.REQUEST);
        } else if (p.messageClass == 1) {
            deadline(p, nowMs + Terms.HOLD_TTL_MS);
            replyAll(p);
        } else {
            post(p, p.amountMinor);
            replyAll(p);
        }
    }

    void sendOver(final Payment p, final int linkId, final SendKind kind) {
        p.linkId = linkId;
        p.reference = nextReference(p.linkId);
        p.transmissionTime = transmissionTime();
        byReference.put(new Key(p.linkId, p.reference), p);
        clearDeadline(p);
        become(p, PaymentState.SENT);
        deadline(p, nowMs + Terms.ANSWER_TIMEOUT_MS);
        send(p, 0, kind);
    }

    private Use use(final long owner, final Bucket bucket, final long amountMinor) {
        final Use use = new Use();
        use.member = owner;
        use.bucket = bucket;
        use.day = today();
        use.monday = mondayOf(use.day);
        use.month = use.day.getYear() * 12 + use.day.getMonthValue();
        use.amountMinor = amountMinor;
        use.counts = true;
        uses.computeIfAbsent(new Key(owner, bucket.code()), any -> new ArrayList<>()).add(use);
        return use;
    }

    private static Bucket cardBucket(final Payment p) {
        return p.operation == Operation.CARD_PURCHASE ? Bucket.CARD_PURCHASES : Bucket.CARD_WITHDRAWALS;
    }

    void post(final Payment p, final long capturedMinor) {
        p.reason = DeclineReason.NONE;
        p.code = ResponseCode.APPROVED;
        p.debit.heldMinor -= p.heldMinor;
        p.heldMinor = 0;
        move(p.debit, p.credit, capturedMinor);
        if (p.feeMinor > 0) {
            move(p.debit, accounts.get(Terms.FEES), p.feeMinor);
        }
        if (p.taxMinor > 0) {
            move(p.debit, accounts.get(Terms.TAXES), p.taxMinor);
        }
        p.capturedMinor = capturedMinor;
        postedOverLink[p.linkId] += p.linkId == 0 ? 0 : capturedMinor;
        if (p.use != null) {
            p.use.amountMinor = capturedMinor;
        }
        if (p.cardUse != null) {
            p.cardUse.amountMinor = capturedMinor;
        }
        if (p.operation == Operation.LOAN_PAYMENT) {
            p.credit.instalmentsLeft--;
        }
        p.availableAfter = p.debit.available();
        finish(p, p.operation == Operation.CARD_PAYMENT && !p.toProcessor
            ? PaymentState.SCHEDULED_EFFECTIVE : PaymentState.POSTED);
        members.onFinal(p);
    }

    void decline(final Payment p, final DeclineReason reason, final int code) {
        if (p.debit != null && p.operation != Operation.CREDIT_INBOUND) {
            p.availableAfter = p.debit.available();
        }
        p.reason = reason;
        p.code = code;
        release(p);
        finish(p, PaymentState.DECLINED);
        replyAll(p);
        members.onFinal(p);
    }

    void release(final Payment p) {
        if (p.heldMinor > 0) {
            p.debit.heldMinor -= p.heldMinor;
            p.heldMinor = 0;
            p.availableAfter = p.debit.available();
        }
        giveBack(p);
    }

    private static void giveBack(final Payment p) {
        if (p.use != null) {
            p.use.amountMinor = 0;
            p.use.counts = false;
            p.use = null;
        }
        if (p.cardUse != null) {
            p.cardUse.amountMinor = 0;
            p.cardUse.counts = false;
            p.cardUse = null;
        }
    }

    // ------------------------------------------------------------------ step-up

    private void stepUp(final StepUpAnswerDecoder a) {
        final long[] to = {a.replyTo().connectionId(), a.replyTo().correlationId()};
        final Payment p = open(a.paymentId(), a.peerId(), to);
        if (p == null) {
            return;
        }
        final Key key = new Key(a.key().high(), a.key().low());
        if (key.equals(p.lastKey)) {
            reply(to, p, Disposition.REPEAT, false);
            return;
        }
        p.reply = to;
        final String mac = a.mac().w0() + "/" + a.mac().w1() + "/" + a.mac().w2() + "/" + a.mac().w3();
        if (nowMs >= p.deadlineMs) {
            expire(p, DeclineReason.STEP_UP_EXPIRED);
            replyAll(p);
        } else if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
        } else if (p.asksToken ? members.takeStep(memberOf(p), a.totpStep()) : mac.equals(p.mac)) {
            if (p.request != null) {
                members.confirmed(p);
            } else {
                run(p);
            }
        } else {
            wrong(p, key);
        }
    }

    private void wrong(final Payment p, final Key key) {
        p.tries++;
        p.lastKey = key;
        final Account counted = countedAccount(p);
        if (counted == null) {
            members.countFailure(p.member);
        } else {
            counted.failures = failuresToday(counted) + 1;
            counted.failureDay = today();
        }
        if (failures(p) == Terms.OTP_FAILURES_A_DAY) {
            say(new Said.Notice(memberOf(p), NoticeKind.STEP_UP_LOCKED.code(), DeclineReason.STEP_UP_LOCKED.code(),
                0, 0, p.id, 0, p.amountMinor, 0, p.debit == null ? 0 : p.debit.number));
        }
        if (p.tries >= Terms.OTP_TRIES) {
            decline(p, DeclineReason.STEP_UP_TRIES_EXCEEDED, ResponseCode.TRIES_EXCEEDED);
        } else if (failures(p) >= Terms.OTP_FAILURES_A_DAY) {
            decline(p, DeclineReason.STEP_UP_LOCKED, ResponseCode.TRIES_EXCEEDED);
        } else {
            p.reason = DeclineReason.STEP_UP_WRONG;
            p.code = ResponseCode.STEP_UP_FAILED;
            replyAll(p);
        }
    }

    private void resend(final StepUpResendDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final Payment p = open(r.paymentId(), r.peerId(), to);
        if (p == null) {
            return;
        }
        final Key key = new Key(r.key().high(), r.key().low());
        if (p.asksToken) {
            reply(to, p, Disposition.FIRST, false);
        } else if (key.equals(p.lastKey)) {
            reply(to, p, Disposition.REPEAT, false);
        } else if (p.resends < Terms.OTP_RESENDS && failures(p) < Terms.OTP_FAILURES_A_DAY
            && nowMs < p.deadlineMs) {
            p.resends++;
            p.lastKey = key;
            p.mac = r.mac().w0() + "/" + r.mac().w1() + "/" + r.mac().w2() + "/" + r.mac().w3();
            p.reason = DeclineReason.NONE;
            p.code = ResponseCode.ADDITIONAL_AUTHENTICATION_REQUIRED;
            p.updatedMs = nowMs;
            deadline(p, nowMs + Terms.OTP_TTL_MS);
            reply(to, p, Disposition.FIRST, true);
        } else {
            p.reason = DeclineReason.STEP_UP_TRIES_EXCEEDED;
            p.code = ResponseCode.TRIES_EXCEEDED;
            reply(to, p, Disposition.FIRST, false);
        }
    }

    private Payment open(final long paymentId, final int peerId, final long[] to) {
        final Payment p = byId.get(paymentId);
        if (p == null || p.peerId != peerId) {
            refuse(to, paymentId, Disposition.NOT_FOUND, DeclineReason.NO_ORIGINAL);
            return null;
        }
        if (p.state == PaymentState.CHALLENGED) {
            return p;
        }
        if (p.state == PaymentState.SENT) {
            p.repeat = to;
            reply(to, p, Disposition.IN_FLIGHT, false);
        } else {
            reply(to, p, Disposition.REPEAT, false);
        }
        return null;
    }

    // ------------------------------------------------------------------ advices

    private void reversal(final ReversalRequestDecoder r) {
        final long[] to = {r.replyTo().connectionId(), r.replyTo().correlationId()};
        final Key key = new Key(r.key().high(), r.key().low());
        if (repeated(key, to) || refused(to, r.paymentId())) {
            return;
        }
        final Payment advice = record(r.paymentId(), key, Operation.REVERSAL, r.peerId(), r.amountMinor(), 4, to);
        final Key originalKey = new Key(r.original().high(), r.original().low());
        final Payment original = byKey.get(originalKey);
        if (original == null) {
            if (byId.size() < policy.maxPayments()) {
                final Payment tombstone = record(-r.paymentId(), originalKey, Operation.REVERSAL, r.peerId(),
                    r.amountMinor(), 0, new long[] {0, 0});
                tombstone.reason = DeclineReason.REVERSED_BEFORE;
                tombstone.code = ResponseCode.INVALID_TRANSACTION;
                finish(tombstone, PaymentState.DECLINED);
            }
            unknown(advice);
        } else if (original.operation == Operation.REVERSAL) {
            unknown(advice);
        } else {
            finishAdvice(advice, reverse(original, r.amountMinor()));
        }
    }

    private DeclineReason reverse(final Payment p, final long amountMinor) {
        if (amountMinor != p.amountMinor) {
            return DeclineReason.AMOUNT_INVALID;
        }
        if (p.operation.isMemberRequest()) {
            return DeclineReason.NOT_REVERSIBLE;
        }
        if (p.state == PaymentState.CHALLENGED || p.state == PaymentState.HELD) {
            p.reason = DeclineReason.REVERSED_BY_CALLER;
            p.code = ResponseCode.APPROVED;
            release(p);
            finish(p, PaymentState.REVERSED);
        } else if (p.state == PaymentState.SENT && p.linkId == Terms.BILLER_LINK
            || (p.state == PaymentState.UNKNOWN || p.state == PaymentState.MANUAL) && p.heldMinor > 0
            || p.state == PaymentState.POSTED && p.linkId != 0
            || p.state == PaymentState.SCHEDULED_EFFECTIVE && today().toEpochDay() >= p.effectiveDay) {
            return DeclineReason.NOT_REVERSIBLE;
        } else if (p.state == PaymentState.SENT) {
            beginReversal(p);
        } else if ((p.state == PaymentState.POSTED || p.state == PaymentState.SCHEDULED_EFFECTIVE)
            && p.capturedMinor > 0 && p.reversedMinor == 0) {
            postBack(p);
        }
        return DeclineReason.NONE;
    }

    private void postBack(final Payment p) {
        final long fromCredit = !p.credit.kind.hasFloor() ? p.capturedMinor
            : Math.max(0, Math.min(p.capturedMinor, p.credit.available()));
        if (fromCredit > 0) {
            move(p.credit, p.debit, fromCredit);
        }
        final long missing = p.capturedMinor - fromCredit;
        if (missing > 0) {
            move(accounts.get(Terms.SUSPENSE), p.debit, missing);
        }
        p.reversedMinor = p.capturedMinor;
        p.updatedMs = nowMs;
        if (p.operation == Operation.LOAN_PAYMENT) {
            p.credit.instalmentsLeft++;
        }
        giveBack(p);
        p.availableAfter = (p.debit.house() ? p.credit : p.debit).available();
        if (missing > 0) {
            say(new Said.Alarm(AlarmCode.ADVICE_EXCESS.code(), p.id, 0, missing));
        }
    }

    private void completion(final CompletionAdviceDecoder c) {
        final long[] to = {c.replyTo().connectionId(), c.replyTo().correlationId()};
        final Key key = new Key(c.key().high(), c.key().low());
        if (repeated(key, to) || refused(to, c.paymentId())) {
            return;
        }
        final Payment advice = record(c.paymentId(), key, Operation.COMPLETION, c.peerId(), c.amountMinor(), 2, to);
        advice.code = ResponseCode.APPROVED;
        if (c.amountMinor() <= 0) {
            finishAdvice(advice, DeclineReason.AMOUNT_INVALID);
            return;
        }
        final Payment original = byKey.get(new Key(c.original().high(), c.original().low()));
        long excess = c.amountMinor();
        if (original != null && original.state == PaymentState.HELD) {
            final long captured = Math.min(c.amountMinor(), original.amountMinor);
            post(original, captured);
            excess -= captured;
        }
        if (excess == 0) {
            finishAdvice(advice, DeclineReason.NONE);
        } else {
            advice.amountMinor = excess;
            become(advice, PaymentState.MANUAL);
            say(new Said.Alarm(AlarmCode.ADVICE_EXCESS.code(), advice.id, 0, excess));
            replyAll(advice);
        }
    }

    private boolean repeated(final Key key, final long[] to) {
        final Payment known = byKey.get(key);
        if (known != null) {
            reply(to, known, Disposition.REPEAT, false);
        }
        return known != null;
    }

    private void unknown(final Payment advice) {
        if (policy.unknownOriginalCode() == ResponseCode.APPROVED) {
            finishAdvice(advice, DeclineReason.NONE);
        } else {
            decline(advice, DeclineReason.NO_ORIGINAL, policy.unknownOriginalCode());
        }
    }

    private void finishAdvice(final Payment advice, final DeclineReason reason) {
        if (reason != DeclineReason.NONE) {
            decline(advice, reason, reason.responseCode());
            return;
        }
        advice.code = ResponseCode.APPROVED;
        finish(advice, PaymentState.POSTED);
        replyAll(advice);
    }

    // ------------------------------------------------------------------ networks and time

    private void answer(final NetworkAnswerDecoder a) {
        final String digits = a.retrievalReference();
        final Payment p = (a.present() & 4) == 0 ? null : byReference.get(new Key(a.linkId(), Long.parseLong(digits)));
        final int wrongField = wrongField(a, p);
        if (wrongField != 0) {
            say(new Said.Alarm(AlarmCode.ANSWER_MATCHED_NOTHING.code(), 0, wrongField, a.stan()));
            return;
        }
        final boolean approved = a.responseCode() == ResponseCode.APPROVED;
        if (a.messageClass() == 4) {
            if (p.state != PaymentState.REVERSAL_PENDING) {
                say(new Said.Alarm(AlarmCode.DUPLICATE_ANSWER.code(), p.id, 0, p.reversalStan));
            } else if (approved || a.responseCode() == ResponseCode.NO_ORIGINAL) {
                release(p);
                finish(p, PaymentState.REVERSED);
                members.onFinal(p);
                notice(p, NoticeKind.PAYMENT_REVERSED);
            }
        } else if (p.state == PaymentState.SENT && approved && p.request != null) {
            finish(p, PaymentState.DONE);
            replyAll(p);
            say(new Said.Notice(p.member, (p.operation == Operation.CARD_PIN_CHANGE ? NoticeKind.PIN_CHANGED
                : NoticeKind.PIN_GENERATED).code(), 0, 0, 0, p.id, p.request.token(), p.amountMinor, 0,
                p.debit == null ? 0 : p.debit.number));
        } else if (p.state == PaymentState.SENT && approved) {
            post(p, p.amountMinor);
            replyAll(p);
        } else if (p.state == PaymentState.SENT) {
            decline(p, DeclineReason.NETWORK_DECLINED, a.responseCode());
        } else {
            final boolean late = p.state == PaymentState.REVERSAL_PENDING || p.state == PaymentState.REVERSED
                || p.state == PaymentState.MANUAL
                || p.request != null && p.reason == DeclineReason.NETWORK_TIMEOUT;
            say(new Said.Alarm((!late ? AlarmCode.DUPLICATE_ANSWER : approved ? AlarmCode.LATE_APPROVAL
                : AlarmCode.LATE_DECLINE).code(), p.id, 0, a.stan()));
        }
    }

    private static int wrongField(final NetworkAnswerDecoder a, final Payment p) {
        if (p == null) {
            return 37;
        }
        final long stan = a.messageClass() == 4 ? p.reversalStan : p.reference % 1_000_000;
        if (a.stan() != stan) {
            return 11;
        }
        if (a.transmissionTime() != (a.messageClass() == 4 ? p.reversalTime : p.transmissionTime)) {
            return 7;
        }
        if (!a.terminal().equals(Terms.TERMINAL)) {
            return 41;
        }
        return a.amountMinor() == p.amountMinor ? 0 : 4;
    }

    private void sendFailed(final NetworkSendFailedDecoder f) {
        final Payment p = byId.get(f.paymentId());
        if (p == null) {
            return;
        }
        if (f.attempt() == 0 && (p.state == PaymentState.SENT || p.state == PaymentState.UNKNOWN)) {
            billers.declined(p, DeclineReason.LINK_DOWN, ResponseCode.CONNECTOR_DOWN);
        } else if (f.attempt() > 0 && p.state == PaymentState.REVERSAL_PENDING && p.reversals == f.attempt()) {
            p.reversals--;
        }
    }

    private void linkStatus(final LinkStatusDecoder s) {
        up[s.linkId()] = s.status() == 1;
        if (up[s.linkId()]) {
            final List<Payment> waiting = List.copyOf(parked.get(s.linkId()));
            parked.get(s.linkId()).clear();
            int scheduled = 0;
            for (final Payment p : waiting) {
                p.parked = false;
                if (p.state == PaymentState.REVERSAL_PENDING) {
                    deadline(p, nowMs + scheduled++ * 400L / 1_000);
                }
            }
        }
    }

    private void beginReversal(final Payment p) {
        p.reason = DeclineReason.NETWORK_TIMEOUT;
        p.code = up[p.linkId] ? ResponseCode.LATE : ResponseCode.CONNECTOR_DOWN;
        clearDeadline(p);
        become(p, PaymentState.REVERSAL_PENDING);
        replyAll(p);
        p.reversalStan = nextReference(p.linkId) % 1_000_000;
        p.reversalTime = transmissionTime();
        sendReversal(p);
    }

    private void sendReversal(final Payment p) {
        if (!up[p.linkId]) {
            if (!p.parked) {
                p.parked = true;
                parked.get(p.linkId).add(p);
            }
            return;
        }
        p.reversals++;
        deadline(p, nowMs + Math.min(Terms.REVERSAL_FIRST_MS * (1L << Math.min(20, p.reversals - 1)),
            Terms.REVERSAL_MAX_MS));
        send(p, p.reversals, SendKind.REVERSAL);
        if (p.reversals == Terms.ALARM_AFTER) {
            say(new Said.Alarm(AlarmCode.REVERSAL_REPEATED.code(), p.id, 0, p.reversals));
        }
    }

    private void tick() {
        for (int i = 0; i < 8 && nextDeadlineMs() <= nowMs; i++) {
            if (nextPaymentMs() > nowMs) {
                members.onDue();
                continue;
            }
            final Payment p = deadlines.pollFirst();
            switch (p.state) {
                case CHALLENGED -> expire(p, DeclineReason.STEP_UP_EXPIRED);
                case HELD -> expire(p, DeclineReason.HOLD_EXPIRED);
                case SENT -> {
                    if (p.request != null) {
                        decline(p, DeclineReason.NETWORK_TIMEOUT, ResponseCode.LATE);
                    } else if (p.linkId == Terms.BILLER_LINK) {
                        billers.begin(p);
                    } else {
                        beginReversal(p);
                    }
                }
                case UNKNOWN -> billers.due(p);
                default -> sendReversal(p);
            }
        }
        if (policy != null) {
            purge(256);
        }
    }

    private void nodeStarted() {
        Arrays.fill(up, false);
        for (final Payment p : byId.values()) {
            p.reply = new long[] {0, 0};
            p.repeat = new long[] {0, 0};
            if (p.state == PaymentState.SENT) {
                deadline(p, nowMs);
            }
        }
    }

    // ------------------------------------------------------------------ administration

    private void putAccount(final PutAccountDecoder a) {
        Account account = accounts.get(a.account());
        final boolean isNew = account == null;
        final long total = isNew ? a.openingBalanceMinor() : account.ledgerMinor - account.heldMinor;
        if (total + a.authorisedLineMinor() < 0 && AccountKind.ofCode(a.kind()).hasFloor()) {
            say(new Said.Admin(a.replyTo().correlationId(), AdminResult.INVALID.code()));
            return;
        }
        if (isNew) {
            account = new Account();
            account.number = a.account();
            account.member = a.memberId();
            account.kind = AccountKind.ofCode(a.kind());
            accounts.put(account.number, account);
        }
        account.status = AccountStatus.ofCode(a.status());
        account.signature = Signature.ofCode(a.signature());
        account.lineMinor = a.authorisedLineMinor();
        if (isNew && a.openingBalanceMinor() != 0) {
            final Account opening = accounts.get(Terms.OPENING);
            final long minor = a.openingBalanceMinor();
            move(minor > 0 ? opening : account, minor > 0 ? account : opening, Math.abs(minor));
        } else if (isNew && a.openingBalanceMinor() < 0) {
            move(account, accounts.get(Terms.OPENING), -a.openingBalanceMinor());
        }
        say(new Said.Admin(a.replyTo().correlationId(),
            (isNew ? AdminResult.DONE : AdminResult.ALREADY_THERE).code()));
    }

    private void putCard(final PutCardDecoder c) {
        say(new Said.Admin(c.replyTo().correlationId(),
            (cardAccounts.containsKey(c.card().high()) ? AdminResult.ALREADY_THERE : AdminResult.DONE).code()));
        cardTokens.put(c.token(), c.card().high());
        cardAccounts.put(c.card().high(), accounts.get(c.account()));
        cardStatus.put(c.card().high(), AccountStatus.ofCode(c.status()));
    }

    private void putProduct(final PutProductDecoder p) {
        accounts.get(p.account()).instalmentsLeft = p.instalmentsLeft();
        final boolean isNew = products.add(p.account());
        say(new Said.Admin(p.replyTo().correlationId(),
            (isNew ? AdminResult.DONE : AdminResult.ALREADY_THERE).code()));
    }

    private void putLimits(final PutMemberLimitsDecoder l) {
        final Bucket bucket = Bucket.ofCode(l.bucket());
        final boolean inside = bucket == Bucket.INT;
        AdminResult result = AdminResult.DONE;
        if (l.weeklyMinor() < l.dailyMinor()) {
            result = AdminResult.WEEKLY_BELOW_DAILY;
        } else if (l.monthlyMinor() < l.weeklyMinor()) {
            result = AdminResult.MONTHLY_BELOW_WEEKLY;
        } else if (above(l.dailyMinor(), inside ? policy.intDailyMinor() : policy.extDailyMinor())
            || above(l.weeklyMinor(), inside ? 2_000_000 : 1_000_000)
            || above(l.monthlyMinor(), inside ? 4_000_000 : 2_000_000)) {
            result = AdminResult.ABOVE_CEILING;
        } else {
            ownLimits.put(new Key(l.memberId(), bucket.code()), new Own(l.dailyMinor(), l.weeklyMinor(), l.monthlyMinor()));
        }
        say(new Said.Admin(l.replyTo().correlationId(), result.code()));
    }

    /** @return why a member may not have these limits; the ceilings of weeks and months never change. */
    DeclineReason checkOwn(final Bucket bucket, final long daily, final long weekly, final long monthly) {
        final boolean inside = bucket == Bucket.INT;
        return weekly < daily ? DeclineReason.LIMIT_WEEKLY_BELOW_DAILY
            : monthly < weekly ? DeclineReason.LIMIT_MONTHLY_BELOW_WEEKLY
            : above(daily, inside ? policy.intDailyMinor() : policy.extDailyMinor())
                || above(weekly, inside ? 2_000_000 : 1_000_000) || above(monthly, inside ? 4_000_000 : 2_000_000)
                ? DeclineReason.LIMIT_ABOVE_CEILING : DeclineReason.NONE;
    }

    void setOwn(final long member, final Bucket bucket, final long daily, final long weekly, final long monthly) {
        ownLimits.put(new Key(member, bucket.code()), new Own(daily, weekly, monthly));
    }

    /** @return the hash of the card that a token names, or null. */
    Long cardOfToken(final long token) {
        return cardTokens.get(token);
    }

    private static boolean above(final long own, final long ceiling) {
        return own != Long.MAX_VALUE && own > ceiling;
    }

    private void putPolicy(final PutPolicyDecoder p) {
        boolean stepUp = false;
        for (final PutPolicyDecoder.OperationsDecoder operation : p.operations()) {
            stepUp |= operation.stepUp() != 0;
        }
        final PutPolicyDecoder.FeesDecoder fees = p.fees().next();
        final long fee = fees.feeMinor();
        final int tax = p.taxes().next().rateBasisPoints();
        final PutPolicyDecoder.CeilingsDecoder ceilings = p.ceilings();
        final long intDaily = ceilings.next().dailyMinor();
        final long extDaily = ceilings.next().dailyMinor();
        policy = new Terms.Policy(p.policyHash(), stepUp, fee, tax, extDaily, intDaily, ceilings.dailyCount(),
            p.retentionMs(), p.maxPayments(), p.unknownOriginalCode(), p.cardPaymentsBatched() == 1);
        say(new Said.Admin(p.replyTo().correlationId(), AdminResult.DONE.code()));
    }

    // ------------------------------------------------------------------ the small things

    boolean isFull() {
        return byId.size() >= policy.maxPayments();
    }

    boolean refused(final long[] to, final long paymentId) {
        final DeclineReason reason = policy == null || byId.size() >= policy.maxPayments() ? DeclineReason.CAPACITY
            : byId.containsKey(paymentId) ? DeclineReason.PAYMENT_ID_TAKEN : DeclineReason.NONE;
        if (reason != DeclineReason.NONE) {
            refuse(to, paymentId, Disposition.FIRST, reason);
        }
        return reason != DeclineReason.NONE;
    }

    Payment record(final long id, final Key key, final Operation operation, final int peerId,
        final long amountMinor, final int messageClass, final long[] to) {
        final Payment p = new Payment();
        p.id = id;
        p.key = key;
        p.operation = operation;
        p.peerId = peerId;
        p.amountMinor = amountMinor;
        p.messageClass = messageClass;
        p.reply = to;
        p.sequence = sequence;
        p.updatedMs = nowMs;
        byId.put(id, p);
        byKey.put(key, p);
        return p;
    }

    private void expire(final Payment p, final DeclineReason reason) {
        p.reason = reason;
        p.code = reason.responseCode();
        release(p);
        finish(p, PaymentState.EXPIRED);
    }

    void finish(final Payment p, final PaymentState state) {
        clearDeadline(p);
        become(p, state);
        retained.add(p);
    }

    void become(final Payment p, final PaymentState state) {
        p.state = state;
        p.updatedMs = nowMs;
    }

    void purge(final int most) {
        for (int i = 0; i < most && !retained.isEmpty()
            && retained.peekFirst().updatedMs < nowMs - policy.retentionMs(); i++) {
            final Payment p = retained.pollFirst();
            byId.remove(p.id);
            byKey.remove(p.key);
            byReference.remove(new Key(p.linkId, p.reference));
        }
    }

    void deadline(final Payment p, final long timeMs) {
        clearDeadline(p);
        p.deadlineMs = timeMs;
        deadlines.add(p);
    }

    void clearDeadline(final Payment p) {
        deadlines.remove(p);
        p.deadlineMs = 0;
    }

    private static void move(final Account from, final Account to, final long amountMinor) {
        from.ledgerMinor -= amountMinor;
        from.postings.add(-amountMinor);
        to.ledgerMinor += amountMinor;
        to.postings.add(amountMinor);
    }

    private int failuresToday(final Account account) {
        return account.failureDay.equals(today()) ? account.failures : 0;
    }

    LocalDate today() {
        if (nowMs != todayOfMs) {
            todayOfMs = nowMs;
            today = Instant.ofEpochMilli(nowMs).atZone(ZONE).toLocalDate();
        }
        return today;
    }

    private long transmissionTime() {
        final LocalDateTime t = LocalDateTime.ofInstant(Instant.ofEpochMilli(nowMs), ZoneOffset.UTC);
        return t.getMonthValue() * 100_000_000L + t.getDayOfMonth() * 1_000_000L + t.getHour() * 10_000L
            + t.getMinute() * 100L + t.getSecond();
    }

    private long nextReference(final int linkId) {
        counters[linkId]++;
        if (counters[linkId] % 1_000_000 == 0) {
            counters[linkId]++;
        }
        return counters[linkId];
    }

    static int linkOf(final long institution) {
        return institution == Terms.INSTITUTIONS[0] ? 1 : institution == Terms.INSTITUTIONS[1] ? 2 : 0;
    }

    private Account settlement(final long institution) {
        final int linkId = linkOf(institution);
        return linkId == 0 ? null : accounts.get(Terms.SETTLEMENTS[linkId - 1]);
    }

    void send(final Payment p, final int attempt, final SendKind kind) {
        final long stan = p.reference % 1_000_000;
        final boolean back = kind == SendKind.REVERSAL;
        say(new Said.Send(p.linkId, p.id, attempt, back ? p.reversalStan : stan, stan, p.reference,
            p.amountMinor, back ? p.reversalTime : p.transmissionTime, kind.code()));
    }

    void notice(final Payment p, final NoticeKind kind) {
        if (p.scheduleId != 0) {
            return;
        }
        say(new Said.Notice(p.debit.member, kind.code(), p.reason.code(), p.billerId, 0, p.id, 0, p.amountMinor, 0,
            p.debit.number));
    }

    void replyAll(final Payment p) {
        reply(p.reply, p, Disposition.FIRST, false);
        reply(p.repeat, p, Disposition.REPEAT, false);
        p.reply = new long[] {0, 0};
        p.repeat = new long[] {0, 0};
    }

    private void reply(final long[] to, final Payment p, final Disposition disposition, final boolean mayReveal) {
        if (to[0] != 0) {
            say(new Said.Reply(to[0], to[1], p.id, disposition.code(), p.state.code(), p.code, p.reason.code(),
                p.availableAfter, p.reversedMinor,
                p.state == PaymentState.CHALLENGED ? Math.max(0, Terms.OTP_TRIES - p.tries) : 0, mayReveal,
                p.sequence, p.billerId, p.effectiveDay, p.amountMinor,
                p.state != PaymentState.CHALLENGED ? 0 : (p.asksToken ? StepUpMethod.TOTP : StepUpMethod.OTP).code(),
                p.target, p.interestMinor));
        }
    }

    private void refuse(final long[] to, final long paymentId, final Disposition disposition,
        final DeclineReason reason) {
        say(new Said.Reply(to[0], to[1], paymentId, disposition.code(), PaymentState.DECLINED.code(),
            reason.responseCode(), reason.code(), 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0));
    }

    void say(final Said what) {
        said.add(what);
    }
}
