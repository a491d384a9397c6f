package io.ayni.connectors.translate;

import static io.ayni.connectors.translate.BodyMember.beneficiaryId;
import static io.ayni.connectors.translate.BodyMember.billerId;
import static io.ayni.connectors.translate.BodyMember.cardNumber;
import static io.ayni.connectors.translate.BodyMember.cardToken;
import static io.ayni.connectors.translate.BodyMember.creditAccount;
import static io.ayni.connectors.translate.BodyMember.endDate;
import static io.ayni.connectors.translate.BodyMember.institution;
import static io.ayni.connectors.translate.BodyMember.kind;
import static io.ayni.connectors.translate.BodyMember.maxAmountMinor;
import static io.ayni.connectors.translate.BodyMember.pin;
import static io.ayni.connectors.translate.BodyMember.pinBlock;
import static io.ayni.connectors.translate.BodyMember.reference;
import static io.ayni.connectors.translate.BodyMember.serviceId;
import static io.ayni.connectors.translate.BodyMember.startDate;
import static io.ayni.connectors.translate.BodyMember.termsAccepted;

import io.ayni.core.command.AccountNumber;
import io.ayni.core.member.BeneficiaryKind;
import java.util.function.Function;

/** What must hold between the members of a body, each of which is well formed. */
final class BodyChecks {
    private static final String ACCOUNT_HERE = "expected 1 to 18 digits";
    private static final String ACCOUNT_ELSEWHERE = "expected 1 to 28 letters, digits, dots, dashes or slashes";

    private static final BodyMember[] NAMES = {creditAccount, institution, cardToken, cardNumber, billerId, reference};

    private BodyChecks() {
    }

    /** Of {@code POST /v1/authorizations}. @return null, or what is wrong. */
    static JsonFault payment(final JsonBody body) {
        return switch (body.operation()) {
            case TRANSFER_OWN, LOAN_PAYMENT -> accountHere(body);
            case TRANSFER_INTERNAL -> named(body, beneficiaryId, BodyChecks::accountHere, creditAccount);
            case TRANSFER_INTERBANK ->
                named(body, beneficiaryId, BodyChecks::accountElsewhere, creditAccount, institution);
            case CARD_PAYMENT -> named(body, beneficiaryId, each -> oneOf(each, cardToken, cardNumber));
            case CARD_PAYMENT_EXTERNAL -> named(body, beneficiaryId, null, cardNumber);
            case BILL_PAY, TOP_UP -> named(body, serviceId, null, billerId, reference);
            case INTERNAL_PAYMENT -> internalPayment(body);
            default -> null;
        };
    }

    /** Of any other resource. @return null, or what is wrong. */
    static JsonFault request(final BodySpec spec, final JsonBody body) {
        return switch (spec) {
            case BENEFICIARY_CREATE -> beneficiary(body);
            case SCHEDULE_CREATE, SCHEDULE_UPDATE -> schedule(body);
            case CARD_PIN_CHANGE -> oneOf(body, pin, pinBlock);
            default -> null;
        };
    }

    /** Who is paid is saved, and nothing else says who; or all that is needed does, and the rest of it is in order. */
    private static JsonFault named(
            final JsonBody body, final BodyMember saved, final Function<JsonBody, JsonFault> rest,
            final BodyMember... needed) {
        if (body.has(saved)) {
            for (final BodyMember each : NAMES) {
                if (body.has(each)) {
                    return JsonFault.body(each.path, "expected this or " + saved.name() + ", not both");
                }
            }
            return null;
        }
        for (final BodyMember each : needed) {
            if (!body.has(each)) {
                return JsonFault.body(each.path, "is missing, and so is " + saved.name());
            }
        }
        return rest == null ? null : rest.apply(body);
    }

    private static JsonFault internalPayment(final JsonBody body) {
        final JsonFault fault = oneOf(body, creditAccount, billerId);
        if (fault != null) {
            return fault;
        }
        if (body.has(billerId)) {
            return body.has(reference) ? null : JsonFault.body(reference.path, "is missing: the member's number there");
        }
        return body.has(reference) ? JsonFault.body(reference.path, "belongs to a billerId") : accountHere(body);
    }

    private static JsonFault beneficiary(final JsonBody body) {
        final BeneficiaryKind wanted = BeneficiaryKind.ofCode((int) body.number(kind));
        final JsonFault fault = only(body, switch (wanted) {
            case INTERNAL, INTERBANK -> creditAccount;
            case CARD -> cardNumber;
            case OWN_CARD -> cardToken;
        });
        if (fault != null) {
            return fault;
        }
        return switch (wanted) {
            case INTERNAL -> accountHere(body);
            case INTERBANK -> body.has(institution) ? accountElsewhere(body)
                    : JsonFault.body(institution.path, "is missing: where the account is");
            case CARD, OWN_CARD -> null;
        };
    }

    /** Of the ways to name somebody, this one is there and no other is. */
    private static JsonFault only(final JsonBody body, final BodyMember wanted) {
        for (final BodyMember each : new BodyMember[] {creditAccount, institution, cardToken, cardNumber}) {
            final boolean goesAlong = each == institution && wanted == creditAccount
                    && body.number(kind) == BeneficiaryKind.INTERBANK.code();
            if (each != wanted && !goesAlong && body.has(each)) {
                return JsonFault.body(each.path, "does not belong to this kind of beneficiary");
            }
        }
        return body.has(wanted) ? null : JsonFault.body(wanted.path, "is missing");
    }

    private static JsonFault schedule(final JsonBody body) {
        if (body.number(maxAmountMinor) <= 0) {
            return JsonFault.body(maxAmountMinor.path, "expected more than 0");
        }
        if (body.has(endDate) && body.number(endDate) < body.number(startDate)) {
            return JsonFault.body(endDate.path, "must not be before startDate");
        }
        return body.has(termsAccepted) && body.number(termsAccepted) == 0
                ? JsonFault.body(termsAccepted.path, "expected true: nothing is scheduled without accepted terms") : null;
    }

    private static JsonFault oneOf(final JsonBody body, final BodyMember first, final BodyMember second) {
        if (body.has(first) && body.has(second)) {
            return JsonFault.body(second.path, "expected this or " + first.name() + ", not both");
        }
        return body.has(first) || body.has(second) ? null
                : JsonFault.body(first.path, "is missing: this or " + second.name());
    }

    private static JsonFault accountHere(final JsonBody body) {
        final long packed = AccountNumber.parse(body.text(creditAccount));
        body.number(creditAccount, packed);
        return packed == AccountNumber.INVALID ? JsonFault.body(creditAccount.path, ACCOUNT_HERE) : null;
    }

    private static JsonFault accountElsewhere(final JsonBody body) {
        body.number(creditAccount, AccountNumber.NONE);
        return JsonBody.isExternalAccount(body.text(creditAccount)) ? null
                : JsonFault.body(creditAccount.path, ACCOUNT_ELSEWHERE);
    }
}
