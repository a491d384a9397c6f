package io.ayni.connectors.translate;

import io.ayni.connectors.security.PaymentIds;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.member.BeneficiaryKind;
import io.ayni.core.payment.Operation;
import io.ayni.core.schedule.DeferralMethod;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the bodies of requests, strictly: one flat object, no member unknown, twice, missing or of another type. What
 * {@link PlainMembers} cannot read without doubt is read by the JSON parser, which also tells what is wrong. Holds
 * the members of the body read last: numbers as they go into a command (accounts packed, dates as epoch days, choices
 * as codes), texts as they were written. One thread.
 */
final class JsonBody {
    static final int MAX_LENGTH = 16 * 1_024;
    static final int MAX_EXTERNAL_ACCOUNT = 28;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_STRING = PlainMembers.LONGEST_STRING;
    private static final int MAX_INSTITUTION_DIGITS = 11;
    private static final int MAX_INSTALMENTS = 240;
    private static final int MAX_NOTE_BYTES = 40;
    private static final int MAX_EMAIL_BYTES = 64;
    private static final int MAX_LIMIT_DIGITS = 400;
    private static final String NOT_PLAIN = "expected something else";
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);
    private static final String TYPES = BodySpec.payments().stream()
            .map(spec -> spec.operation().type()).collect(Collectors.joining(", "));
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_STRING)
                    .maxNameLength(MAX_STRING)
                    .maxDocumentLength(MAX_LENGTH)
                    .build())
            .build();

    private final PlainMembers plain = new PlainMembers();
    private final long[] numbers = new long[BodyMember.count()];
    private final String[] texts = new String[BodyMember.count()];
    private long seen;
    private Operation operation;

    /** Reads {@code POST /v1/authorizations}. @return null, or what is wrong. */
    JsonFault readPayment(final byte[] body, final int length) {
        final JsonFault fault = read(body, length, BodySpec.ANY_PAYMENT);
        if (fault != null) {
            return fault;
        }
        if (!has(BodyMember.type)) {
            return JsonFault.body(BodyMember.type.path, "is missing");
        }
        final BodySpec spec = BodySpec.ofPayment(operation);
        final JsonFault mismatch = check(spec, operation.type());
        return mismatch == null ? BodyChecks.payment(this) : mismatch;
    }

    /** Reads a body of another resource. @return null, or what is wrong. */
    JsonFault read(final BodySpec spec, final byte[] body, final int length) {
        if (length == 0 && spec.mayBeEmpty()) {
            seen = 0;
            return null;
        }
        final JsonFault fault = read(body, length, spec.allowed);
        final JsonFault mismatch = fault == null ? check(spec, "this resource") : fault;
        return mismatch == null ? BodyChecks.request(spec, this) : mismatch;
    }

    /** @return of a payment. */
    Operation operation() {
        return operation;
    }

    boolean has(final BodyMember member) {
        return (seen & member.bit()) != 0;
    }

    /** @return the value as it goes into a command; 0 when the member is absent. */
    long number(final BodyMember member) {
        return has(member) ? numbers[member.ordinal()] : 0;
    }

    /** @return the value as it was written; empty when the member is absent. */
    String text(final BodyMember member) {
        return has(member) ? texts[member.ordinal()] : "";
    }

    /** Replaces a value by what it came to once other members were known. */
    void number(final BodyMember member, final long value) {
        numbers[member.ordinal()] = value;
    }

    /** Forgets what must not outlive the request. */
    void forgetSecrets() {
        texts[BodyMember.cardNumber.ordinal()] = null;
        texts[BodyMember.pin.ordinal()] = null;
        texts[BodyMember.pinBlock.ordinal()] = null;
        numbers[BodyMember.code.ordinal()] = 0;
        seen &= ~BodyMember.bits(BodyMember.cardNumber, BodyMember.pin, BodyMember.pinBlock, BodyMember.code);
    }

    private JsonFault read(final byte[] body, final int length, final long allowed) {
        return readPlain(body, length, allowed) ? null : readAny(body, length, allowed);
    }

    /** @return whether it is a good body as most are; false is no verdict. */
    private boolean readPlain(final byte[] body, final int length, final long allowed) {
        seen = 0;
        plain.wrap(body, length);
        for (BodyMember member = plain.next(); member != null; member = plain.next()) {
            if ((member.bit() & allowed) == 0 || has(member)) {
                return false;
            }
            seen |= member.bit();
            if (readPlain(member) != null) {
                return false;
            }
        }
        return plain.isWhole();
    }

    /** @return null, or what was expected; the same as {@link #readValue} says of such a value. */
    private String readPlain(final BodyMember member) {
        final boolean isInteger = plain.kind() == PlainMembers.Kind.INTEGER;
        return switch (member.form) {
            case AMOUNT -> isInteger ? keepInteger(member, Long.MIN_VALUE, plain.integer(), NOT_PLAIN) : NOT_PLAIN;
            case NUMBER -> isInteger ? keepInteger(member, Integer.MAX_VALUE, plain.integer(), NOT_PLAIN) : NOT_PLAIN;
            case COUNT -> isInteger ? keepInteger(member, MAX_INSTALMENTS, plain.integer(), NOT_PLAIN) : NOT_PLAIN;
            case LIMIT -> isInteger ? keep(member, plain.integer(), NOT_PLAIN) : NOT_PLAIN;
            case BOOLEAN -> switch (plain.kind()) {
                case TRUE -> keep(member, 1, NOT_PLAIN);
                case FALSE -> keep(member, 0, NOT_PLAIN);
                case STRING, INTEGER -> NOT_PLAIN;
            };
            default -> plain.kind() == PlainMembers.Kind.STRING ? readText(member, plain.text()) : NOT_PLAIN;
        };
    }

    private JsonFault readAny(final byte[] body, final int length, final long allowed) {
        seen = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), body, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return JsonFault.body("$", "expected an object");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final BodyMember member = BodyMember.of(parser.currentName());
                if (member == null || (member.bit() & allowed) == 0) {
                    return JsonFault.body("$." + printable(parser.currentName()), "is not known here");
                }
                if (has(member)) {
                    return JsonFault.body(member.path, "is there twice");
                }
                seen |= member.bit();
                final String expected = readValue(parser, member);
                if (expected != null) {
                    return JsonFault.body(member.path, expected);
                }
            }
            return parser.nextToken() == null ? null : JsonFault.body("$", "expected nothing behind the object");
        } catch (final JacksonException e) {
            return JsonFault.body("$", "is no JSON, or too deep, at line " + e.getLocation().getLineNr()
                    + ", column " + e.getLocation().getColumnNr());
        }
    }

    private JsonFault check(final BodySpec spec, final String what) {
        final long missing = spec.needed & ~seen;
        if (missing != 0) {
            return JsonFault.body(member(missing).path, "is missing");
        }
        final long foreign = seen & ~spec.allowed;
        return foreign == 0 ? null : JsonFault.body(member(foreign).path, "does not belong to " + what);
    }

    private static BodyMember member(final long bits) {
        return BodyMember.values()[Long.numberOfTrailingZeros(bits)];
    }

    /** @return null, or what was expected. */
    private String readValue(final JsonParser parser, final BodyMember member) {
        final JsonToken token = parser.nextToken();
        return switch (member.form) {
            case AMOUNT -> readInteger(parser, token, member, Long.MIN_VALUE, "expected an integer of minor units");
            case NUMBER -> readInteger(parser, token, member, Integer.MAX_VALUE, "expected an integer from 1 on");
            case COUNT -> readInteger(parser, token, member, MAX_INSTALMENTS, "expected an integer from 1 to 240");
            case LIMIT -> readLimit(parser, token, member);
            case BOOLEAN -> readBoolean(token, member);
            default -> token == JsonToken.VALUE_STRING
                    ? readText(member, parser.getString()) : "expected a string";
        };
    }

    /** @param most of a number from 1 on; {@link Long#MIN_VALUE} any */
    private String readInteger(
            final JsonParser parser, final JsonToken token, final BodyMember member, final long most,
            final String expected) {
        final boolean isLong = token == JsonToken.VALUE_NUMBER_INT
                && (parser.getNumberType() == JsonParser.NumberType.INT
                        || parser.getNumberType() == JsonParser.NumberType.LONG);
        if (!isLong) {
            return expected;
        }
        return keepInteger(member, most, parser.getLongValue(), expected);
    }

    private String keepInteger(final BodyMember member, final long most, final long value, final String expected) {
        numbers[member.ordinal()] = value;
        return most == Long.MIN_VALUE || value >= 1 && value <= most ? null : expected;
    }

    /** Beyond what a signed count of 64 bits holds, and null, mean none: {@link Long#MAX_VALUE}. It never wraps. */
    private String readLimit(final JsonParser parser, final JsonToken token, final BodyMember member) {
        final String expected = "expected an integer of minor units from 0 on, or null";
        if (token == JsonToken.VALUE_NULL) {
            numbers[member.ordinal()] = Long.MAX_VALUE;
            return null;
        }
        if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
            return expected;
        }
        final BigDecimal value = parser.getDecimalValue();
        if (value.signum() < 0) {
            return expected;
        }
        if ((long) value.precision() - value.scale() > MAX_LIMIT_DIGITS) {
            numbers[member.ordinal()] = Long.MAX_VALUE;
            return null;
        }
        if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
            return expected;
        }
        numbers[member.ordinal()] = value.toBigInteger().min(MAX_LONG).longValue();
        return null;
    }

    private String readBoolean(final JsonToken token, final BodyMember member) {
        numbers[member.ordinal()] = token == JsonToken.VALUE_TRUE ? 1 : 0;
        return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE ? null : "expected true or false";
    }

    private String readText(final BodyMember member, final String text) {
        texts[member.ordinal()] = text;
        return switch (member.form) {
            case OPERATION -> readOperation(text);
            case CURRENCY -> keep(member, Currencies.number(text), "expected ISO 4217, such as USD or 840");
            case ACCOUNT -> keep(member, AccountNumber.parse(text), "expected 1 to 18 digits");
            case INSTITUTION -> keep(member,
                    text.length() > MAX_INSTITUTION_DIGITS ? AccountNumber.INVALID : AccountNumber.parse(text),
                    "expected 1 to 11 digits");
            case ID -> keep(member, Identifiers.parse(text), "expected the digits of a positive number of 64 bits");
            case SAVED -> keep(member, PaymentIds.parse(text), "expected an id of 13 characters, as it was given");
            case CODE -> keep(member, StepUpCodes.parse(text), "expected six digits");
            case DATE -> keep(member, epochDay(text), "expected a date such as 2026-12-01");
            case BENEFICIARY_KIND -> keep(member, beneficiaryKind(text),
                    "expected internal, interbank, card or own_card");
            case DEFERRAL_METHOD -> keep(member, deferralMethod(text), "expected flat or french");
            case REFERENCE -> isExternalAccount(text) ? null
                    : "expected 1 to 28 letters, digits, dots, dashes or slashes";
            case CARD_NUMBER -> CardNumbers.isValid(text) ? null : "expected a card number of 12 to 19 digits";
            case PIN -> isPin(text) ? null : "expected 4 to 12 digits";
            case PIN_BLOCK -> text.matches(member.form.pattern) ? null : "expected 16 or 32 hexadecimal digits";
            case PURPOSE -> text.matches(member.form.pattern) ? null
                    : "expected 1 to 24 lower-case letters, digits, dots, dashes or underscores";
            case NOTE, ALIAS -> isLine(text, MAX_NOTE_BYTES) ? null : "expected a line of 1 to 40 bytes of UTF-8";
            case EMAIL -> isLine(text, MAX_EMAIL_BYTES) && text.matches(member.form.pattern) ? null
                    : "expected an address such as name@example.com";
            case TEXT -> null; // what it may be follows from other members
            case AMOUNT, LIMIT, NUMBER, COUNT, BOOLEAN -> throw new IllegalStateException("is no string");
        };
    }

    private String keep(final BodyMember member, final long value, final String expected) {
        numbers[member.ordinal()] = value;
        return value >= 0 ? null : expected;
    }

    private String readOperation(final String text) {
        operation = Operation.ofType(text);
        return BodySpec.ofPayment(operation) == null ? "expected " + TYPES : null;
    }

    private static long epochDay(final String text) {
        try {
            return text.length() == 10 ? Math.max(-1, LocalDate.parse(text).toEpochDay()) : -1;
        } catch (final DateTimeException e) {
            return -1;
        }
    }

    private static long beneficiaryKind(final String text) {
        for (final BeneficiaryKind kind : BeneficiaryKind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind.code();
            }
        }
        return -1;
    }

    private static long deferralMethod(final String text) {
        for (final DeferralMethod method : DeferralMethod.values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(text)) {
                return method.code();
            }
        }
        return -1;
    }

    private static boolean isPin(final String text) {
        return text.length() >= 4 && text.length() <= 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isLine(final String text, final int maxBytes) {
        return !text.isBlank() && text.getBytes(StandardCharsets.UTF_8).length <= maxBytes
                && text.codePoints().noneMatch(c -> Character.isISOControl(c) || c >= 0xD800 && c <= 0xDFFF);
    }

    static boolean isExternalAccount(final String text) {
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
