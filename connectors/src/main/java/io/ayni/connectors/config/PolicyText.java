package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.ResponseCode;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.LinkKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.stepup.StepUpMethod;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * A PutPolicy command as lines for a person, one a rule, in the words of the institution file. What the file says for
 * channels alone (names, categories, patterns) is not in the command.
 */
final class PolicyText {
    private final Map<String, String> lines = new TreeMap<>();
    private final int decimals;

    private PolicyText(final Currency currency) {
        this.decimals = Math.max(0, currency.getDefaultFractionDigits());
    }

    /** @return rule to value, sorted; empty for an engine without a policy. */
    static Map<String, String> of(final DirectBuffer command, final Currency currency) {
        final PolicyText text = new PolicyText(currency);
        if (command.capacity() > 0) {
            text.read(new PutPolicyDecoder().wrapAndApplyHeader(command, 0, new MessageHeaderDecoder()));
        }
        return text.lines;
    }

    private void read(final PutPolicyDecoder policy) {
        readBlock(policy);
        policy.operations().forEach(each -> put("operations." + operation(each.operation()),
                "stepUp " + StepUpMethod.ofCode(each.stepUp()) + ", bucket " + Bucket.ofCode(each.bucket())
                        + (each.inClose() == 1 ? ", suspended in close" : "")));
        final Map<String, Long> fees = new TreeMap<>();
        policy.fees().forEach(each -> fees.put(operation(each.operation()) + '@' + each.effectiveFromMs(),
                each.feeMinor()));
        final Map<Long, Integer> taxes = new TreeMap<>();
        policy.taxes().forEach(each -> taxes.put(each.effectiveFromMs(), each.rateBasisPoints()));
        policy.ceilings().forEach(each -> put("ceilings." + Bucket.ofCode(each.bucket()), ceiling(
                each.dailyMinor(), each.weeklyMinor(), each.monthlyMinor(), each.dailyCount())));
        readLinks(policy);
        readBillers(policy.billers());
        readCalendar(policy);
        policy.books().forEach(each -> put("books." + each.currency(), "fees " + account(each.feeAccount())
                + ", taxes " + account(each.taxAccount()) + ", suspense " + account(each.suspenseAccount())
                + ", opening " + account(each.openingAccount())
                + ", cardSettlement " + account(each.cardSettlementAccount())));
        policy.cardCeilings().forEach(each -> put("cardCeilings." + operation(each.operation()), ceiling(
                each.dailyMinor(), each.weeklyMinor(), each.monthlyMinor(), each.dailyCount())));
        final String zone = policy.zone();
        put("zone", zone);
        fees.forEach((key, fee) -> {
            final int at = key.indexOf('@');
            put("fees." + key.substring(0, at) + " from " + day(Long.parseLong(key.substring(at + 1)), zone),
                    money(fee));
        });
        taxes.forEach((fromMs, rate) -> put("taxes from " + day(fromMs, zone), rate(rate)));
    }

    private void readBlock(final PutPolicyDecoder policy) {
        put("maxAmount", money(policy.maxAmountMinor()));
        put("otp.ttl", ms(policy.otpTtlMs()));
        put("otp.triesPerPayment", policy.otpTriesPerPayment());
        put("otp.failuresPerDay", policy.otpFailuresPerDay());
        put("otp.resends", policy.otpResends());
        put("network.answerTimeout", ms(policy.answerTimeoutMs()));
        put("network.reversalFirst", ms(policy.reversalFirstMs()));
        put("network.reversalMax", ms(policy.reversalMaxMs()));
        put("network.alarmAfterReversals", policy.alarmAfterReversals());
        put("network.unknownOriginal", policy.unknownOriginalCode() == ResponseCode.APPROVED ? "00" : "25");
        put("holdTtl", ms(policy.holdTtlMs()));
        put("retention", ms(policy.retentionMs()));
        put("accounts.fees", account(policy.feeAccount()));
        put("accounts.taxes", account(policy.taxAccount()));
        put("accounts.suspense", account(policy.suspenseAccount()));
        put("accounts.opening", account(policy.openingAccount()));
        put("accounts.cardSettlement", account(policy.cardSettlementAccount()));
        put("node.maxPayments", policy.maxPayments());
        if (policy.sbeSchemaVersion() < 2 || policy.inquiryFirstMs() == PutPolicyDecoder.inquiryFirstMsNullValue()) {
            return; // a command of version 1 says nothing of what follows
        }
        put("inquiry.first", ms(policy.inquiryFirstMs()));
        put("inquiry.max", ms(policy.inquiryMaxMs()));
        put("inquiry.manualAfter", ms(policy.manualAfterMs()));
        put("inquiry.notFoundFinalAfter", ms(policy.notFoundFinalAfterMs()));
        put("cardPayments", policy.cardPaymentsBatched() == 1 ? "batched" : "atOnce");
        if (policy.cardBatchLinkId() > 0) {
            put("cardBatchNetwork", "link " + policy.cardBatchLinkId());
        }
        put("members.schedules", policy.schedulesPerMember());
        put("members.beneficiaries", policy.beneficiariesPerMember());
        put("calendar.schedulesAt", time(policy.scheduleMinuteOfDay()));
        if (policy.deferralMethod() != 0) {
            put("deferral", DeferralMethod.ofCode(policy.deferralMethod()) + " at "
                    + rate(policy.deferralRateBasisPoints()) + ", " + policy.deferralFewest() + " to "
                    + policy.deferralMost() + " instalments");
        }
    }

    /** Of a policy that knew it. */
    private static String recovery(final PutPolicyDecoder.LinksDecoder link) {
        return link.downWithinMs() <= 0 ? "" : ", down after " + link.downAfterTimeouts() + " timeouts in "
                + ms(link.downWithinMs()) + ", reversals " + link.reversalsPerSecond() + " a second, "
                + link.reversalWindow() + " at once, " + link.reversalStore() + " at most";
    }

    private void readLinks(final PutPolicyDecoder policy) {
        policy.links().forEach(each -> put("networks." + each.linkId(), LinkKind.ofCode(each.kind() == 255
                ? 0 : each.kind()) + ", settlement " + account(each.settlementAccount())
                + ", acquirer " + each.acquirer() + ", terminal " + each.terminal().strip()
                + ", reversal " + (each.hasReversal() == 0 ? "no" : "yes")
                + ", paymentTimeout " + ms(Math.max(0, each.answerTimeoutMs()))
                + ", window " + Math.max(0, each.window()) + recovery(each)));
        policy.routes().forEach(each -> put(
                (each.institution() == 0 ? "cardRoutes." + each.cardBin() : "routes." + account(each.institution()))
                        + ' ' + each.priority() + '/' + each.linkId(),
                "network " + each.linkId() + ", priority " + each.priority() + ", weight " + each.weight()));
    }

    private void readBillers(final PutPolicyDecoder.BillersDecoder billers) {
        billers.forEach(each -> put("billers." + each.billerId(), operation(each.operation())
                + (each.linkId() == 0 ? " inside" : " over network " + each.linkId())
                + " to " + account(each.settlementAccount())
                + ", " + each.currency() + ' ' + money(each.minMinor()) + " to " + money(each.maxMinor())
                + ", fee " + money(each.feeMinor())
                + (each.opensMinute() == each.closesMinute() ? ", 24x7"
                        : ", " + time(each.opensMinute()) + '-' + time(each.closesMinute()))
                + flag(each.flags(), 1, ", batch") + flag(each.flags(), 2, ", suspended in close")
                + flag(each.flags(), 4, ", parts") + flag(each.flags(), 8, ", inquiry")));
    }

    private void readCalendar(final PutPolicyDecoder policy) {
        policy.closeWindows().forEach(each -> put(
                "calendar.close " + day(each.weekday()) + ' ' + time(each.fromMinute()),
                each.lengthMinutes() + " minutes"));
        policy.cutOffs().forEach(each -> put("calendar.cutOffs " + day(each.weekday()), time(each.minute())));
        policy.holidays().forEach(each -> put(
                "calendar.holidays " + LocalDate.ofEpochDay(each.epochDay()), "holiday"));
    }

    private void put(final String rule, final Object value) {
        lines.put(rule, value.toString());
    }

    private static String flag(final int flags, final int bit, final String text) {
        return (flags & bit) == 0 ? "" : text;
    }

    private static String operation(final int code) {
        return Operation.ofCode(code).type();
    }

    private static String account(final long packed) {
        return AccountNumber.format(packed);
    }

    private String ceiling(final long daily, final long weekly, final long monthly, final int count) {
        return "daily " + money(daily) + ", weekly " + money(weekly) + ", monthly " + money(monthly)
                + (count == Integer.MAX_VALUE ? "" : ", " + count + " a day");
    }

    private String money(final long minor) {
        return minor == Values.UNLIMITED ? "unlimited" : BigDecimal.valueOf(minor, decimals).toPlainString();
    }

    private static String rate(final int basisPoints) {
        return BigDecimal.valueOf(basisPoints, 2).toPlainString() + " %";
    }

    private static String ms(final long ms) {
        return ms % 1_000 == 0 ? ms / 1_000 + " s" : ms + " ms";
    }

    private static String time(final int minute) {
        return "%02d:%02d".formatted(minute / 60, minute % 60);
    }

    private static String day(final int weekday) {
        return Values.weekdayName(DayOfWeek.of(weekday));
    }

    private static LocalDate day(final long fromMs, final String zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(fromMs), ZoneId.of(zone));
    }
}
