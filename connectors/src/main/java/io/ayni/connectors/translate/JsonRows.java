package io.ayni.connectors.translate;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.AccountReplyDecoder;
import io.ayni.core.command.BeneficiaryReplyDecoder;
import io.ayni.core.command.CardReplyDecoder;
import io.ayni.core.command.DeferralReplyDecoder;
import io.ayni.core.command.EnrolmentReplyDecoder;
import io.ayni.core.command.LimitReplyDecoder;
import io.ayni.core.command.ScheduleReplyDecoder;
import io.ayni.core.ledger.AccountKind;
import io.ayni.core.ledger.AccountStatus;
import io.ayni.core.ledger.CardKind;
import io.ayni.core.ledger.Signature;
import io.ayni.core.limits.Bucket;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.payment.DeclineReason;
import io.ayni.core.schedule.DeferralMethod;
import io.ayni.core.schedule.InstalmentPlan;
import java.util.Locale;

/** The rows of a member's answers as JSON: each method writes the members of one row within an object begun. */
final class JsonRows {
    private static final int FAVORITE = 2;

    private JsonRows() {
    }

    static void putAccount(final JsonWriter json, final AccountReplyDecoder row) {
        final AccountKind kind = AccountKind.ofCode(row.kind());
        json.text("number", AccountNumber.format(row.account()))
                .text("kind", name(kind))
                .text("status", name(AccountStatus.ofCode(row.status())))
                .text("signature", name(Signature.ofCode(row.signature())))
                .text("currency", Currencies.code(row.currency()))
                .number("ledgerMinor", row.ledgerMinor())
                .number("heldMinor", row.heldMinor())
                .number("availableMinor", row.availableMinor())
                .number("authorisedLineMinor", row.authorisedLineMinor());
        if (kind == AccountKind.LOAN) {
            json.number("outstandingMinor", Math.max(0, -row.ledgerMinor()))
                    .number("instalmentMinor", row.instalmentMinor())
                    .number("instalmentsLeft", row.instalmentsLeft());
        } else if (kind == AccountKind.CREDIT_CARD) {
            putDebt(json, row);
        }
        putTerms(json, row);
    }

    /** Of a credit card. */
    static void putDebt(final JsonWriter json, final AccountReplyDecoder row) {
        final long debtMinor = Math.max(0, -row.ledgerMinor());
        json.number("totalDebtMinor", debtMinor)
                .number("minimumPaymentMinor", row.minimumPaymentMinor())
                .number("deferredMinor", row.deferredMinor())
                .number("currentMinor", debtMinor - row.deferredMinor());
    }

    static void putTerms(final JsonWriter json, final AccountReplyDecoder row) {
        if (row.dueDay() > 0) {
            json.date("dueDate", row.dueDay());
        }
        if (row.openedDay() > 0) {
            json.date("openedDate", row.openedDay());
        }
        if (row.rateBasisPoints() > 0) {
            json.number("rateBasisPoints", row.rateBasisPoints());
        }
    }

    static void putCard(final JsonWriter json, final CardReplyDecoder row) {
        json.text("token", Long.toString(row.cardToken()))
                .text("kind", name(CardKind.ofCode(row.kind())))
                .text("status", name(AccountStatus.ofCode(row.status())))
                .text("account", AccountNumber.format(row.account()))
                .text("lastFour", fourDigits(row.cardLastFour()));
    }

    static void putBeneficiary(final JsonWriter json, final BeneficiaryReplyDecoder row) {
        final BeneficiaryKind kind = BeneficiaryKind.ofCode(row.kind());
        json.text("id", PaymentIds.format(row.beneficiaryId()))
                .text("kind", name(kind).toLowerCase(Locale.ROOT));
        final String account = row.externalAccount().strip();
        if (!account.isEmpty()) {
            json.text("creditAccount", account);
        }
        if (row.institution() != AccountNumber.NONE) {
            json.text("institution", AccountNumber.format(row.institution()));
        }
        if (row.cardToken() != 0) {
            json.text("cardToken", Long.toString(row.cardToken()));
        }
        if (kind == BeneficiaryKind.CARD || kind == BeneficiaryKind.OWN_CARD) {
            json.text("lastFour", fourDigits(row.cardLastFour()));
        }
        optional(json, "alias", row.alias());
        optional(json, "email", row.email());
    }

    static void putEnrolment(final JsonWriter json, final EnrolmentReplyDecoder row, final InstitutionFacts facts) {
        json.text("id", PaymentIds.format(row.enrolmentId()))
                .number("billerId", row.billerId())
                .text("biller", facts.billerName(row.billerId()))
                .text("reference", row.reference().strip())
                .bool("favorite", (row.flags() & FAVORITE) != 0);
        optional(json, "alias", row.alias());
    }

    static void putSchedule(final JsonWriter json, final ScheduleReplyDecoder row, final InstitutionFacts facts) {
        json.text("id", PaymentIds.format(row.scheduleId()))
                .text("account", AccountNumber.format(row.account()))
                .number("billerId", row.billerId())
                .text("biller", facts.billerName(row.billerId()))
                .text("reference", row.reference().strip())
                .number("maxAmountMinor", row.maxMinor())
                .date("startDate", row.startDay());
        if (row.endDay() != 0) {
            json.date("endDate", row.endDay());
        }
        if (row.nextRunMs() > 0) {
            json.time("nextRunAt", row.nextRunMs());
        }
        if (row.lastRunDay() != 0) {
            json.date("lastRunDate", row.lastRunDay()).text("lastReason", JsonReplies.reason(row.lastReason()));
        }
        optional(json, "alias", row.alias());
    }

    static void putLimit(final JsonWriter json, final LimitReplyDecoder row) {
        json.text("bucket", name(Bucket.ofCode(row.bucket())));
        json.startObject("own");
        limit(json, "dailyMinor", row.ownDailyMinor());
        limit(json, "weeklyMinor", row.ownWeeklyMinor());
        limit(json, "monthlyMinor", row.ownMonthlyMinor());
        json.endObject().startObject("ceiling");
        limit(json, "dailyMinor", row.ceilingDailyMinor());
        limit(json, "weeklyMinor", row.ceilingWeeklyMinor());
        limit(json, "monthlyMinor", row.ceilingMonthlyMinor());
        if (row.ceilingDailyCount() != Integer.MAX_VALUE) {
            json.number("dailyCount", row.ceilingDailyCount());
        }
        json.endObject().startObject("used")
                .number("dailyMinor", row.usedDailyMinor())
                .number("weeklyMinor", row.usedWeeklyMinor())
                .number("monthlyMinor", row.usedMonthlyMinor())
                .number("dailyCount", row.dailyCount())
                .endObject();
    }

    /** With its instalments when it is possible. */
    static void putDeferral(final JsonWriter json, final DeferralReplyDecoder row) {
        final boolean isPossible = row.result() == DeclineReason.NONE.code();
        if (row.deferralId() != 0) {
            json.text("id", PaymentIds.format(row.deferralId()));
        }
        json.bool("possible", isPossible)
                .text("reason", JsonReplies.reason(row.result()))
                .text("cardToken", Long.toString(row.cardToken()));
        final DeferralMethod method = DeferralMethod.ofCode(row.method());
        if (method != null) {
            json.text("method", name(method).toLowerCase(Locale.ROOT));
        }
        json.text("currency", Currencies.code(row.currency()))
                .number("rateBasisPoints", row.rateBasisPoints())
                .number("principalMinor", row.principalMinor())
                .number("interestMinor", row.interestMinor())
                .number("totalMinor", row.principalMinor() + row.interestMinor())
                .startArray("instalments");
        if (isPossible && method != null) {
            putInstalments(json, row, method);
        }
        json.endArray();
    }

    private static void putInstalments(
            final JsonWriter json, final DeferralReplyDecoder row, final DeferralMethod method) {
        final InstalmentPlan plan =
                InstalmentPlan.of(method, row.principalMinor(), row.rateBasisPoints(), row.instalments());
        for (int i = 0; i < plan.instalments(); i++) {
            json.startObject()
                    .number("number", i + 1)
                    .date("dueDate", InstalmentPlan.dueDay(row.firstDueDay(), i))
                    .number("principalMinor", plan.principalMinor(i))
                    .number("interestMinor", plan.interestMinor(i))
                    .number("amountMinor", plan.instalmentMinor(i))
                    .endObject();
        }
    }

    static String fourDigits(final int lastFour) {
        return String.format(Locale.ROOT, "%04d", lastFour);
    }

    /** None of their own, or unlimited, is null. */
    private static void limit(final JsonWriter json, final String name, final long minor) {
        if (minor == Long.MAX_VALUE) {
            json.json(name, "null");
        } else {
            json.number(name, minor);
        }
    }

    private static void optional(final JsonWriter json, final String name, final String value) {
        if (!value.isBlank()) {
            json.text(name, value);
        }
    }

    private static String name(final Enum<?> value) {
        return value == null ? "" : value.name();
    }
}
