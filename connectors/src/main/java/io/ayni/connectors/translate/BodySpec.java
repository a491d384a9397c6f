package io.ayni.connectors.translate;

import static io.ayni.connectors.translate.BodyMember.account;
import static io.ayni.connectors.translate.BodyMember.alias;
import static io.ayni.connectors.translate.BodyMember.amountMinor;
import static io.ayni.connectors.translate.BodyMember.beneficiaryId;
import static io.ayni.connectors.translate.BodyMember.billerId;
import static io.ayni.connectors.translate.BodyMember.bits;
import static io.ayni.connectors.translate.BodyMember.capture;
import static io.ayni.connectors.translate.BodyMember.cardNumber;
import static io.ayni.connectors.translate.BodyMember.cardToken;
import static io.ayni.connectors.translate.BodyMember.code;
import static io.ayni.connectors.translate.BodyMember.creditAccount;
import static io.ayni.connectors.translate.BodyMember.currency;
import static io.ayni.connectors.translate.BodyMember.debitAccount;
import static io.ayni.connectors.translate.BodyMember.email;
import static io.ayni.connectors.translate.BodyMember.endDate;
import static io.ayni.connectors.translate.BodyMember.externalDailyMinor;
import static io.ayni.connectors.translate.BodyMember.externalMonthlyMinor;
import static io.ayni.connectors.translate.BodyMember.externalWeeklyMinor;
import static io.ayni.connectors.translate.BodyMember.favorite;
import static io.ayni.connectors.translate.BodyMember.instalments;
import static io.ayni.connectors.translate.BodyMember.institution;
import static io.ayni.connectors.translate.BodyMember.internalDailyMinor;
import static io.ayni.connectors.translate.BodyMember.internalMonthlyMinor;
import static io.ayni.connectors.translate.BodyMember.internalWeeklyMinor;
import static io.ayni.connectors.translate.BodyMember.kind;
import static io.ayni.connectors.translate.BodyMember.maxAmountMinor;
import static io.ayni.connectors.translate.BodyMember.memberId;
import static io.ayni.connectors.translate.BodyMember.method;
import static io.ayni.connectors.translate.BodyMember.note;
import static io.ayni.connectors.translate.BodyMember.pin;
import static io.ayni.connectors.translate.BodyMember.pinBlock;
import static io.ayni.connectors.translate.BodyMember.purpose;
import static io.ayni.connectors.translate.BodyMember.reference;
import static io.ayni.connectors.translate.BodyMember.serviceId;
import static io.ayni.connectors.translate.BodyMember.startDate;
import static io.ayni.connectors.translate.BodyMember.termsAccepted;
import static io.ayni.connectors.translate.BodyMember.type;

import io.ayni.core.payment.Operation;
import java.util.Arrays;
import java.util.List;

/** Which members the body of a request may have, and which it must. */
public enum BodySpec {
    /** {@code POST …/otp}. */
    CONFIRMATION(null, bits(code), 0),
    /** A body that has nothing to say, and may be left out. */
    NOTHING(null, 0, 0),
    /** {@code POST …/capture}: the whole hold without an amount. */
    CAPTURE(null, 0, bits(amountMinor)),
    DEFERRAL_SIMULATION(null, bits(memberId, amountMinor, instalments), bits(method)),

    TRANSFER_OWN(Operation.TRANSFER_OWN, Bits.PAYMENT | bits(creditAccount), bits(note, capture)),
    TRANSFER_INTERNAL(Operation.TRANSFER_INTERNAL, Bits.PAYMENT, bits(creditAccount, beneficiaryId, note, capture)),
    TRANSFER_INTERBANK(Operation.TRANSFER_INTERBANK, Bits.PAYMENT,
            bits(creditAccount, institution, beneficiaryId, note)),
    CARD_PAYMENT(Operation.CARD_PAYMENT, Bits.PAYMENT, bits(cardToken, cardNumber, beneficiaryId, note)),
    CARD_PAYMENT_EXTERNAL(Operation.CARD_PAYMENT_EXTERNAL, Bits.PAYMENT,
            bits(cardNumber, institution, beneficiaryId, note)),
    BILL_PAY(Operation.BILL_PAY, Bits.PAYMENT, bits(billerId, reference, serviceId, note)),
    TOP_UP(Operation.TOP_UP, Bits.PAYMENT, bits(billerId, reference, serviceId, note)),
    LOAN_PAYMENT(Operation.LOAN_PAYMENT, Bits.PAYMENT | bits(creditAccount), bits(note)),
    INTERNAL_PAYMENT(Operation.INTERNAL_PAYMENT, Bits.PAYMENT, bits(creditAccount, billerId, reference, note)),

    LIMITS_UPDATE(Operation.LIMITS_UPDATE, bits(internalDailyMinor, internalWeeklyMinor, internalMonthlyMinor,
            externalDailyMinor, externalWeeklyMinor, externalMonthlyMinor), bits(account)),
    BENEFICIARY_CREATE(Operation.BENEFICIARY_CREATE, bits(kind),
            bits(account, creditAccount, institution, cardToken, cardNumber, alias, email)),
    BENEFICIARY_UPDATE(Operation.BENEFICIARY_UPDATE, 0, bits(account, alias, email)),
    BENEFICIARY_DELETE(Operation.BENEFICIARY_DELETE, 0, bits(account)),
    BILLER_ENROL(Operation.BILLER_ENROL, bits(billerId, reference), bits(account, alias)),
    BILLER_DELETE(Operation.BILLER_DELETE, 0, bits(account)),
    BILLER_FAVORITE(Operation.BILLER_FAVORITE, bits(billerId, reference, alias), bits(account, favorite)),
    SCHEDULE_CREATE(Operation.SCHEDULE_CREATE,
            bits(account, billerId, reference, maxAmountMinor, currency, startDate, termsAccepted),
            bits(endDate, alias)),
    SCHEDULE_UPDATE(Operation.SCHEDULE_UPDATE, bits(account, maxAmountMinor, currency, startDate),
            bits(endDate, alias)),
    SCHEDULE_DELETE(Operation.SCHEDULE_DELETE, 0, bits(account)),
    CARD_PIN_CHANGE(Operation.CARD_PIN_CHANGE, bits(memberId), bits(account, pin, pinBlock)),
    CARD_PIN_GENERATE(Operation.CARD_PIN_GENERATE, bits(memberId), bits(account)),
    CARD_DEFERRAL_CONFIRM(Operation.CARD_DEFERRAL_CONFIRM, bits(memberId, amountMinor, currency, instalments),
            bits(account, method)),
    CARD_DEFERRAL_BALANCE(Operation.CARD_DEFERRAL_BALANCE, bits(memberId, currency, instalments),
            bits(account, method)),
    CHALLENGE(Operation.CHALLENGE, bits(memberId, purpose), bits(account));

    /** Of an enum, so that the constants may use them. */
    private static final class Bits {
        static final long PAYMENT = bits(type, amountMinor, currency, debitAccount);
    }

    private static final List<BodySpec> PAYMENTS =
            Arrays.stream(values())
                    .filter(spec -> spec.operation != null && !spec.operation.isMemberRequest()).toList();
    /** What some payment may have: the type decides once it has been read. */
    static final long ANY_PAYMENT = PAYMENTS.stream().mapToLong(spec -> spec.allowed).reduce(0, (x, y) -> x | y);
    private static final BodySpec[] BY_OPERATION = new BodySpec[64];

    static {
        PAYMENTS.forEach(spec -> BY_OPERATION[spec.operation.code()] = spec);
    }

    final Operation operation;
    final long needed;
    final long allowed;

    BodySpec(final Operation operation, final long needed, final long optional) {
        this.operation = operation;
        this.needed = needed;
        this.allowed = needed | optional;
    }

    /** @return what it asks for; null when the resource alone says so. */
    public Operation operation() {
        return operation;
    }

    /** @return whether an empty body says as much as an empty object. */
    public boolean mayBeEmpty() {
        return needed == 0;
    }

    /** @return whether an example has the member although it may be left out. */
    boolean isShown(final BodyMember member) {
        return member == switch (this) {
            case BENEFICIARY_CREATE -> creditAccount;
            case CARD_PIN_CHANGE -> pin;
            default -> alias;
        } || member == note || member == alias || (waysToName().getFirst() & member.bit()) != 0;
    }

    /** @return sets of members of which the body has one, each naming who is paid; one empty set: no choice. */
    List<Long> waysToName() {
        return switch (this) {
            case TRANSFER_INTERNAL -> List.of(bits(creditAccount), bits(beneficiaryId));
            case TRANSFER_INTERBANK -> List.of(bits(creditAccount, institution), bits(beneficiaryId));
            case CARD_PAYMENT -> List.of(bits(cardToken), bits(cardNumber), bits(beneficiaryId));
            case CARD_PAYMENT_EXTERNAL -> List.of(bits(cardNumber), bits(beneficiaryId));
            case BILL_PAY, TOP_UP -> List.of(bits(billerId, reference), bits(serviceId));
            case INTERNAL_PAYMENT -> List.of(bits(creditAccount), bits(billerId, reference));
            default -> List.of(0L);
        };
    }

    /** @return a value that fits the others of an example, as JSON. */
    String exampleOf(final BodyMember member) {
        if (member == creditAccount) {
            return switch (this) {
                case LOAN_PAYMENT -> "\"4200000033\"";
                case INTERNAL_PAYMENT -> "\"4200000041\"";
                case TRANSFER_INTERBANK -> "\"2200118\"";
                default -> member.example;
            };
        }
        return member.example;
    }

    /** @return null for an operation that nobody asks for in JSON. */
    static BodySpec ofPayment(final Operation operation) {
        return operation == null ? null : BY_OPERATION[operation.code()];
    }

    /** @return the bodies of {@code POST /v1/authorizations}. */
    static List<BodySpec> payments() {
        return PAYMENTS;
    }
}
