package io.ayni.connectors.translate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Every member that the body of a request may have, with what it looks like: for the reader, and for who writes one.
 * The names are those on the wire.
 */
enum BodyMember {
    type(Form.OPERATION, "\"transfer.internal\"", "Operation asked for"),
    amountMinor(Form.AMOUNT, "1500", "Minor units of the currency"),
    currency(Form.CURRENCY, "\"USD\"", "ISO 4217, letters or digits"),
    debitAccount(Form.ACCOUNT, "\"4200000017\"", "Account that pays"),
    creditAccount(Form.TEXT, "\"4200000025\"", "Account that is paid: 1 to 18 digits; elsewhere up to 28 characters"),
    institution(Form.INSTITUTION, "\"0036\"", "Institution that receives"),
    note(Form.NOTE, "\"Arriendo marzo\"", "Why, in the member's words: for the receipt"),
    beneficiaryId(Form.SAVED, "\"0H7Z4K2M9QX3B\"", "Saved beneficiary, in place of account, institution and card"),
    serviceId(Form.SAVED, "\"0H7Z4K2M9QX3B\"", "Registered service, in place of billerId and reference"),
    capture(Form.BOOLEAN, "false", "false: only hold, until the capture"),
    billerId(Form.NUMBER, "17", "Of GET /v1/billers"),
    reference(Form.REFERENCE, "\"0912345678\"", "The member's number at the biller"),
    cardToken(Form.ID, "\"4000001\"", "Card of the cooperative, as its position names it"),
    cardNumber(Form.CARD_NUMBER, "\"4111111111111111\"", "Number of a card"),
    code(Form.CODE, "\"123456\"", "One-time password, six digits"),
    memberId(Form.ID, "\"1\"", "Member of the cooperative"),
    account(Form.ACCOUNT, "\"4200000017\"", "Account of the member"),
    kind(Form.BENEFICIARY_KIND, "\"internal\"", "internal, interbank, card or own_card"),
    alias(Form.ALIAS, "\"Luz casa\"", "Name that the member gives it"),
    email(Form.EMAIL, "\"jose@example.com\"", "Where the beneficiary is told"),
    favorite(Form.BOOLEAN, "true", "Shown first"),
    startDate(Form.DATE, "\"2026-12-01\"", "First day"),
    endDate(Form.DATE, "\"2027-12-01\"", "Last day; absent: indefinite"),
    maxAmountMinor(Form.AMOUNT, "2000", "A bill above it is not paid"),
    termsAccepted(Form.BOOLEAN, "true", "The member accepted the terms"),
    instalments(Form.COUNT, "3", "Number of payments"),
    method(Form.DEFERRAL_METHOD, "\"french\"", "flat or french; absent: the institution's"),
    pin(Form.PIN, "\"8361\"", "New PIN, 4 to 12 digits; over TLS or on this machine alone"),
    pinBlock(Form.PIN_BLOCK, "\"0412AC89ABCDEF67\"",
            "New PIN as a block under the channel's zone key, hexadecimal: 16 digits of format 0, 32 of format 4"),
    purpose(Form.PURPOSE, "\"device.enrol\"", "What the challenge is for"),
    internalDailyMinor(Form.LIMIT, "100000", "Inside the cooperative, a day; null or beyond 64 bits: none of my own"),
    internalWeeklyMinor(Form.LIMIT, "300000", "Inside the cooperative, a week"),
    internalMonthlyMinor(Form.LIMIT, "600000", "Inside the cooperative, a month"),
    externalDailyMinor(Form.LIMIT, "50000", "To other institutions, a day"),
    externalWeeklyMinor(Form.LIMIT, "150000", "To other institutions, a week"),
    externalMonthlyMinor(Form.LIMIT, "300000", "To other institutions, a month");

    /** What a member's value looks like. */
    enum Form {
        OPERATION("string", ""),
        AMOUNT("integer", ""),
        LIMIT("integer", ""),
        NUMBER("integer", ""),
        COUNT("integer", ""),
        BOOLEAN("boolean", ""),
        CURRENCY("string", "^[A-Z]{3}$|^[0-9]{3}$"),
        ACCOUNT("string", "^[0-9]{1,18}$"),
        INSTITUTION("string", "^[0-9]{1,11}$"),
        ID("string", "^[0-9]{1,19}$"),
        SAVED("string", "^[0-9A-HJKMNP-TV-Z]{13}$"),
        TEXT("string", "^[0-9A-Za-z./-]{1,28}$"),
        REFERENCE("string", "^[0-9A-Za-z./-]{1,28}$"),
        CARD_NUMBER("string", "^[0-9]{12,19}$"),
        CODE("string", "^[0-9]{6}$"),
        PIN("string", "^[0-9]{4,12}$"),
        PIN_BLOCK("string", "^([0-9A-Fa-f]{16}|[0-9A-Fa-f]{32})$"),
        NOTE("string", ""),
        ALIAS("string", ""),
        EMAIL("string", "^[^@ ]+@[^@ ]+$"),
        PURPOSE("string", "^[a-z0-9._-]{1,24}$"),
        DATE("string", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        BENEFICIARY_KIND("string", "^(internal|interbank|card|own_card)$"),
        DEFERRAL_METHOD("string", "^(flat|french)$");

        /** Of JSON Schema. */
        final String type;
        /** Of JSON Schema; empty when there is none. */
        final String pattern;

        Form(final String type, final String pattern) {
            this.type = type;
            this.pattern = pattern;
        }
    }

    private static final BodyMember[] ALL = values();
    /** By {@link #slot}; a place that is taken moves a member on to the next. */
    private static final BodyMember[] BY_NAME = new BodyMember[256];

    static {
        for (final BodyMember member : ALL) {
            final byte[] name = member.nameBytes;
            int slot = slot(name.length, name[0], name[name.length - 1]);
            while (BY_NAME[slot] != null) {
                slot = slot + 1 & BY_NAME.length - 1;
            }
            BY_NAME[slot] = member;
        }
    }

    final Form form;
    /** As JSON. */
    final String example;
    final String description;
    final String path = "$." + name();
    private final byte[] nameBytes = name().getBytes(StandardCharsets.US_ASCII);

    BodyMember(final Form form, final String example, final String description) {
        this.form = form;
        this.example = example;
        this.description = description;
    }

    long bit() {
        return 1L << ordinal();
    }

    static long bits(final BodyMember... members) {
        long bits = 0;
        for (final BodyMember member : members) {
            bits |= member.bit();
        }
        return bits;
    }

    /** @return the member of that name, or null. */
    static BodyMember of(final String name) {
        for (final BodyMember member : ALL) {
            if (member.name().equals(name)) {
                return member;
            }
        }
        return null;
    }

    /** @return the member whose name these ASCII bytes are, or null. */
    static BodyMember of(final byte[] json, final int offset, final int length) {
        if (length == 0) {
            return null;
        }
        int slot = slot(length, json[offset], json[offset + length - 1]);
        while (BY_NAME[slot] != null) {
            final byte[] name = BY_NAME[slot].nameBytes;
            if (Arrays.equals(name, 0, name.length, json, offset, offset + length)) {
                return BY_NAME[slot];
            }
            slot = slot + 1 & BY_NAME.length - 1;
        }
        return null;
    }

    private static int slot(final int length, final byte first, final byte last) {
        return length * 37 + first * 5 + last & BY_NAME.length - 1;
    }

    /** @return how many there are. */
    static int count() {
        return ALL.length;
    }
}
