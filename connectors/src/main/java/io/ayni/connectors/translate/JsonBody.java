package io.ayni.connectors.translate;

import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.payment.Operation;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the bodies of POST requests, strictly: one flat object, no member unknown, twice, missing or of another type.
 * Holds the members of the body read last. One thread.
 */
final class JsonBody {
    static final int MAX_LENGTH = 16 * 1_024;
    static final int MAX_EXTERNAL_ACCOUNT = 28;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING = 1_024;
    private static final int MAX_INSTITUTION_DIGITS = 11;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .maxDocumentLength(MAX_LENGTH)
                    .build())
            .build();

    /** The members of all bodies. */
    private enum Member {
        type, amountMinor, currency, debitAccount, creditAccount, institution, code;

        private final String path = "$." + name();

        private int bit() {
            return 1 << ordinal();
        }

        static Member of(final String name) {
            for (final Member member : MEMBERS) {
                if (member.name().equals(name)) {
                    return member;
                }
            }
            return null;
        }
    }

    private static final Member[] MEMBERS = Member.values();
    private static final int STEP_UP = Member.code.bit();
    private static final int TRANSFER = Member.type.bit() | Member.amountMinor.bit() | Member.currency.bit()
            | Member.debitAccount.bit() | Member.creditAccount.bit();
    private static final int AUTHORIZATION = TRANSFER | Member.institution.bit();

    private Operation operation;
    private long amountMinor;
    private int currency;
    private long debitAccount;
    private String creditText;
    private long creditAccount;
    private long institution;
    private int code;

    /** Reads {@code POST /v1/authorizations}. @return null, or what is wrong. */
    JsonFault readAuthorization(final byte[] body, final int length) {
        institution = AccountNumber.NONE;
        return read(body, length, AUTHORIZATION, TRANSFER);
    }

    /** Reads {@code POST …/otp}. @return null, or what is wrong. */
    JsonFault readStepUp(final byte[] body, final int length) {
        return read(body, length, STEP_UP, STEP_UP);
    }

    /** Reads a body that may be empty, or an object without members. @return null, or what is wrong. */
    JsonFault readNothing(final byte[] body, final int length) {
        return length == 0 ? null : read(body, length, 0, 0);
    }

    Operation operation() {
        return operation;
    }

    long amountMinor() {
        return amountMinor;
    }

    int currency() {
        return currency;
    }

    long debitAccount() {
        return debitAccount;
    }

    /** @return packed; none for a transfer to another institution. */
    long creditAccount() {
        return creditAccount;
    }

    /** @return as it was written. */
    String creditText() {
        return creditText;
    }

    long institution() {
        return institution;
    }

    int code() {
        return code;
    }

    private JsonFault read(final byte[] body, final int length, final int allowed, final int needed) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return JsonFault.body("$", "expected an object");
            }
            int seen = 0;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final Member member = Member.of(parser.currentName());
                if (member == null || (member.bit() & allowed) == 0) {
                    return JsonFault.body("$." + printable(parser.currentName()), "is not known here");
                }
                if ((seen & member.bit()) != 0) {
                    return JsonFault.body(member.path, "is there twice");
                }
                seen |= member.bit();
                final JsonFault fault = readValue(parser, member);
                if (fault != null) {
                    return fault;
                }
            }
            if (parser.nextToken() != null) {
                return JsonFault.body("$", "expected nothing behind the object");
            }
            return check(seen, needed, allowed);
        } catch (final JacksonException e) {
            return JsonFault.body("$", "is no JSON, or too deep, at line " + e.getLocation().getLineNr()
                    + ", column " + e.getLocation().getColumnNr());
        }
    }

    private JsonFault readValue(final JsonParser parser, final Member member) {
        final JsonToken token = parser.nextToken();
        if (member == Member.amountMinor) {
            return readAmount(parser, token);
        }
        if (token != JsonToken.VALUE_STRING) {
            return JsonFault.body(member.path, "expected a string");
        }
        final String text = parser.getString();
        return switch (member) {
            case type -> readType(text);
            case currency -> readCurrency(text);
            case debitAccount -> readDebitAccount(text);
            case creditAccount -> readCreditAccount(text);
            case institution -> readInstitution(text);
            case code -> readCode(text);
            case amountMinor -> throw new IllegalStateException("read above");
        };
    }

    private JsonFault readAmount(final JsonParser parser, final JsonToken token) {
        final boolean isLong = token == JsonToken.VALUE_NUMBER_INT
                && (parser.getNumberType() == JsonParser.NumberType.INT
                        || parser.getNumberType() == JsonParser.NumberType.LONG);
        if (!isLong) {
            return JsonFault.body(Member.amountMinor.path, "expected an integer of minor units");
        }
        amountMinor = parser.getLongValue();
        return null;
    }

    private JsonFault readType(final String text) {
        operation = Operation.ofType(text);
        final boolean isTransfer = operation == Operation.TRANSFER_OWN || operation == Operation.TRANSFER_INTERNAL
                || operation == Operation.TRANSFER_INTERBANK;
        return isTransfer ? null
                : JsonFault.body(Member.type.path, "expected transfer.own, transfer.internal or transfer.interbank");
    }

    private JsonFault readCurrency(final String text) {
        currency = Currencies.number(text);
        return currency == Currencies.UNKNOWN
                ? JsonFault.body(Member.currency.path, "expected ISO 4217, such as USD or 840") : null;
    }

    private JsonFault readDebitAccount(final String text) {
        debitAccount = AccountNumber.parse(text);
        return debitAccount == AccountNumber.INVALID
                ? JsonFault.body(Member.debitAccount.path, "expected 1 to 18 digits") : null;
    }

    private JsonFault readCreditAccount(final String text) {
        creditText = text;
        return null;
    }

    private JsonFault readInstitution(final String text) {
        institution = text.length() > MAX_INSTITUTION_DIGITS ? AccountNumber.INVALID : AccountNumber.parse(text);
        return institution == AccountNumber.INVALID
                ? JsonFault.body(Member.institution.path, "expected 1 to 11 digits") : null;
    }

    private JsonFault readCode(final String text) {
        code = StepUpCodes.parse(text);
        return code == StepUpCodes.INVALID ? JsonFault.body(Member.code.path, "expected six digits") : null;
    }

    private JsonFault check(final int seen, final int needed, final int allowed) {
        for (final Member member : MEMBERS) {
            if ((member.bit() & needed) != 0 && (member.bit() & seen) == 0) {
                return JsonFault.body(member.path, "is missing");
            }
        }
        return allowed == AUTHORIZATION ? checkPayee() : null;
    }

    private JsonFault checkPayee() {
        final boolean isInterbank = operation == Operation.TRANSFER_INTERBANK;
        if (isInterbank && institution == AccountNumber.NONE) {
            return JsonFault.body(Member.institution.path, "is missing: who receives the transfer");
        }
        if (!isInterbank && institution != AccountNumber.NONE) {
            return JsonFault.body(Member.institution.path, "belongs to transfer.interbank alone");
        }
        if (isInterbank) {
            creditAccount = AccountNumber.NONE;
            return isExternalAccount(creditText) ? null
                    : JsonFault.body(Member.creditAccount.path, "expected 1 to 28 letters, digits, dots, dashes or slashes");
        }
        creditAccount = AccountNumber.parse(creditText);
        return creditAccount == AccountNumber.INVALID
                ? JsonFault.body(Member.creditAccount.path, "expected 1 to 18 digits") : null;
    }

    private static boolean isExternalAccount(final String text) {
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean isGood = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
                    || c == '.' || c == '-' || c == '/';
            if (!isGood) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_EXTERNAL_ACCOUNT;
    }

    /** A name is shown as far as it may stand in an answer. */
    private static String printable(final String name) {
        final String shown = name.length() > 40 ? name.substring(0, 40) : name;
        return shown.chars().allMatch(c -> c > ' ' && c < 127) ? shown : "?";
    }
}
