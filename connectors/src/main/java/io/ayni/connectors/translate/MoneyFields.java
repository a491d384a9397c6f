package io.ayni.connectors.translate;

import io.ayni.connectors.security.StepUpPayee;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.payment.Operation;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.AsciiSequenceView;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.Supplier;

/**
 * What a payment message says of operation, amount and parties. Each {@code read…} tells whether all that it needs is
 * there; if not, {@link #badField} names the first field that is missing or wrong. Reusable; one thread; no allocation.
 */
final class MoneyFields {
    static final int NO_FIELD = 0;
    /** Longest account at another institution: DE103 is ans..28. */
    static final int EXTERNAL_ACCOUNT_LENGTH = 28;

    private static final int PURCHASE = 0;
    private static final int WITHDRAWAL = 1;
    private static final int CREDIT = 21;
    private static final int AVAILABLE_FUNDS_INQUIRY = 30;
    private static final int BALANCE_INQUIRY = 31;
    private static final int TRANSFER = 40;
    private static final int PAYMENT = 50;
    private static final int OPERATION_SHIFT = 10_000;
    private static final int REPLACED_AMOUNT_DIGITS = 12;
    private static final int LONGEST_TEXT = 999;

    private final UnsafeBuffer text = new UnsafeBuffer(new byte[LONGEST_TEXT]);
    private final AsciiSequenceView textView = new AsciiSequenceView();
    private final UnsafeBuffer payee = new UnsafeBuffer(new byte[EXTERNAL_ACCOUNT_LENGTH]);
    private final AsciiSequenceView payeeView = new AsciiSequenceView();

    private int badField;
    private Operation operation;
    private long amountMinor;
    private int currency;
    private long debitAccount;
    private long creditAccount;
    private long institution;
    private int billerId;
    private int payeeLength;

    /** Forgets the message before. */
    void reset() {
        badField = NO_FIELD;
        operation = null;
        debitAccount = AccountNumber.NONE;
        creditAccount = AccountNumber.NONE;
        institution = AccountNumber.NONE;
        billerId = 0;
        payeeLength = 0;
    }

    /** DE4, DE7, DE32 if any, DE37, DE41, DE49: what every message that moves money has. */
    boolean readCommon(final IsoReader message) {
        amountMinor = message.number(DataElement.AMOUNT);
        final long currencyNumber = message.number(DataElement.CURRENCY);
        badField = amountMinor == FieldsReader.NO_NUMBER ? DataElement.AMOUNT
            : !isNumber(message, DataElement.TRANSMISSION_TIME) ? DataElement.TRANSMISSION_TIME
            : message.has(DataElement.ACQUIRER) && !isNumber(message, DataElement.ACQUIRER) ? DataElement.ACQUIRER
            : !message.has(DataElement.RETRIEVAL_REFERENCE) ? DataElement.RETRIEVAL_REFERENCE
            : !message.has(DataElement.TERMINAL) ? DataElement.TERMINAL
            : currencyNumber == FieldsReader.NO_NUMBER ? DataElement.CURRENCY : NO_FIELD;
        currency = (int) currencyNumber;
        return badField == NO_FIELD;
    }

    /** @return whether DE3 asks for balances. */
    static boolean isInquiry(final IsoReader message) {
        final long code = message.number(DataElement.PROCESSING_CODE) / OPERATION_SHIFT;
        return code == AVAILABLE_FUNDS_INQUIRY || code == BALANCE_INQUIRY;
    }

    /** DE102 of an inquiry. */
    boolean readInquiry(final IsoReader message) {
        return readDebit(message);
    }

    /**
     * DE3; {@link #operation} is null for a code that names none.
     *
     * @param facts of the institution: by which operation a biller is paid
     */
    boolean readOperation(final IsoReader message, final Supplier<InstitutionFacts> facts) {
        final long code = message.number(DataElement.PROCESSING_CODE);
        if (code == FieldsReader.NO_NUMBER) {
            return isWrong(DataElement.PROCESSING_CODE);
        }
        operation = switch ((int) (code / OPERATION_SHIFT)) {
            case PURCHASE -> Operation.CARD_PURCHASE;
            case WITHDRAWAL -> Operation.CARD_WITHDRAWAL;
            case CREDIT -> Operation.CREDIT_INBOUND;
            case TRANSFER -> message.has(DataElement.RECEIVER)
                ? Operation.TRANSFER_INTERBANK : Operation.TRANSFER_INTERNAL;
            case PAYMENT -> paymentOperation(message, facts);
            default -> null;
        };
        return true;
    }

    /** A card (DE2), of another institution when DE100 names it; or a biller (DE98). */
    private Operation paymentOperation(final IsoReader message, final Supplier<InstitutionFacts> facts) {
        if (message.has(DataElement.PAN)) {
            return message.has(DataElement.RECEIVER) ? Operation.CARD_PAYMENT_EXTERNAL : Operation.CARD_PAYMENT;
        }
        if (!message.has(DataElement.PAYEE)) {
            return null;
        }
        final InstitutionFacts.Biller biller = readBiller(message) ? facts.get().biller(billerId) : null;
        return biller == null ? Operation.BILL_PAY : Operation.ofType(biller.operation());
    }

    /** The accounts that the operation read before needs: DE102, DE103, DE100, DE32. */
    boolean readParties(final IsoReader message) {
        return switch (operation) {
            case TRANSFER_OWN, TRANSFER_INTERNAL -> readDebit(message) && readCredit(message);
            case TRANSFER_INTERBANK -> readDebit(message) && readReceiver(message);
            case CREDIT_INBOUND -> readCredit(message) && readSender(message);
            case CARD_PURCHASE, CARD_WITHDRAWAL -> true;
            case CARD_PAYMENT -> readDebit(message);
            case CARD_PAYMENT_EXTERNAL -> readDebit(message) && readInstitution(message);
            case BILL_PAY, TOP_UP, INTERNAL_PAYMENT ->
                readDebit(message) && (billerId > 0 || isWrong(DataElement.PAYEE)) && readExternal(message);
            default -> throw new IllegalStateException("DE3 names no " + operation);
        };
    }

    /** Partial reversals are not taken: DE95 is absent or says that nothing remains. */
    boolean readWholeReversal(final IsoReader message) {
        for (int i = 0; i < REPLACED_AMOUNT_DIGITS && i < message.length(DataElement.REPLACEMENT_AMOUNTS); i++) {
            final int unit = message.unit(DataElement.REPLACEMENT_AMOUNTS, i);
            if (unit != '0' && unit != ' ') {
                return isWrong(DataElement.REPLACEMENT_AMOUNTS);
            }
        }
        return true;
    }

    /** @return the field that made the last {@code read…} fail. */
    int badField() {
        return badField;
    }

    /** @return what DE3 and the presence of DE100 ask for, or null. */
    Operation operation() {
        return operation;
    }

    long amountMinor() {
        return amountMinor;
    }

    int currency() {
        return currency;
    }

    /** @return packed as {@link AccountNumber} says. */
    long debitAccount() {
        return debitAccount;
    }

    /** @return packed as {@link AccountNumber} says; none when the payee is elsewhere. */
    long creditAccount() {
        return creditAccount;
    }

    /** @return DE98; 0 when nobody is paid by a bill. */
    int billerId() {
        return billerId;
    }

    /** @return DE100 of a transfer to another institution, DE32 of a credit from one; packed. */
    long institution() {
        return institution;
    }

    /** @return the account at the other institution, without padding; valid until the next message. */
    CharSequence payee() {
        return payeeView.wrap(payee, 0, payeeLength);
    }

    /** @return whom the one-time password is bound to. */
    StepUpPayee stepUpPayee(final StepUpPayee to) {
        if (billerId != 0) {
            return to.biller(billerId, payee());
        }
        return operation == Operation.TRANSFER_INTERBANK
            ? to.elsewhere(institution, payee()) : to.account(creditAccount);
    }

    /** Writes the account at the other institution, or nothing, padded with spaces to its full length. */
    void putPayee(final MutableDirectBuffer to, final int offset) {
        to.setMemory(offset, EXTERNAL_ACCOUNT_LENGTH, (byte) ' ');
        to.putBytes(offset, payee, 0, payeeLength);
    }

    private boolean readDebit(final IsoReader message) {
        debitAccount = packed(message, DataElement.FROM_ACCOUNT);
        return debitAccount != AccountNumber.INVALID || isWrong(DataElement.FROM_ACCOUNT);
    }

    private boolean readCredit(final IsoReader message) {
        creditAccount = packed(message, DataElement.TO_ACCOUNT);
        return creditAccount != AccountNumber.INVALID || isWrong(DataElement.TO_ACCOUNT);
    }

    private boolean readSender(final IsoReader message) {
        institution = message.has(DataElement.ACQUIRER) ? packed(message, DataElement.ACQUIRER) : AccountNumber.NONE;
        return institution != AccountNumber.INVALID || isWrong(DataElement.ACQUIRER);
    }

    private boolean readReceiver(final IsoReader message) {
        return readInstitution(message) && readExternal(message);
    }

    private boolean readInstitution(final IsoReader message) {
        institution = packed(message, DataElement.RECEIVER);
        return institution != AccountNumber.INVALID || isWrong(DataElement.RECEIVER);
    }

    private boolean readBiller(final IsoReader message) {
        final int length = copyTrimmed(message, DataElement.PAYEE);
        final long id = length < 1 ? Identifiers.INVALID : Identifiers.parse(textView.wrap(text, 0, length));
        billerId = id < 0 || id > Integer.MAX_VALUE ? 0 : (int) id;
        return billerId != 0;
    }

    private boolean readExternal(final IsoReader message) {
        final int length = copyTrimmed(message, DataElement.TO_ACCOUNT);
        if (length < 1 || length > EXTERNAL_ACCOUNT_LENGTH) {
            return isWrong(DataElement.TO_ACCOUNT);
        }
        payeeLength = length;
        payee.putBytes(0, text, 0, length);
        return true;
    }

    private long packed(final IsoReader message, final int field) {
        final long digits = message.digits(field);
        if (digits != FieldsReader.NO_NUMBER) {
            return AccountNumber.of(digits, message.length(field));
        }
        final int length = copyTrimmed(message, field);
        return length < 1 ? AccountNumber.INVALID : AccountNumber.parse(textView.wrap(text, 0, length));
    }

    /** @return the length without the spaces at the end; below 1 when there is nothing. */
    private int copyTrimmed(final IsoReader message, final int field) {
        int length = message.copy(field, text, 0);
        while (length > 0 && text.getByte(length - 1) == ' ') {
            length--;
        }
        return length;
    }

    private boolean isWrong(final int field) {
        badField = field;
        return false;
    }

    static boolean isNumber(final IsoReader message, final int field) {
        return message.number(field) != FieldsReader.NO_NUMBER;
    }
}
