package io.ayni.connectors.inspect;

import io.ayni.connectors.inspect.LogSchema.Field;
import io.ayni.connectors.inspect.LogSchema.Member;
import io.ayni.core.command.AccountNumber;
import io.ayni.core.command.ResponseCode;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;

/**
 * Values as they may be shown. Of a MAC, a hash or a key there is the beginning, enough to tell two apart and no use to
 * anybody else; of what is sealed nothing; of texts about people a first or last part. A text that this class does not
 * know is shortened as well: it fails closed.
 */
final class LogMask {
    private static final Set<String> PLAIN_TEXTS = Set.of("retrievalReference", "terminal", "approvalCode", "zone", "orderedBy",
            "why");
    private static final Set<String> RESPONSE_CODES = Set.of("responseCode", "unknownOriginalCode");
    private static final Set<String> ACCOUNTS = Set.of("account", "debitAccount", "creditAccount", "feeAccount",
            "taxAccount", "suspenseAccount", "openingAccount", "cardSettlementAccount", "settlementAccount");
    private static final Pattern ENUM = Pattern.compile("^([a-z]+)\\.([A-Z]\\w+)");
    private static final int MAC_DIGITS = 4;
    private static final int KEY_DIGITS = 8;
    private static final int LAST_SHOWN = 4;

    private LogMask() {
    }

    static Object value(final Field field, final DirectBuffer buffer, final int at) {
        if (field.type().isComposite()) {
            return composite(field, buffer, at);
        }
        if (field.type().primitive().equals("char")) {
            return text(field.name(), characters(buffer, at, field.type().length()));
        }
        return number(field, primitive(field.type().primitive(), buffer, at));
    }

    private static Object composite(final Field field, final DirectBuffer buffer, final int at) {
        return switch (field.type().name()) {
            case "StepUpMac" -> shortened(buffer, at, field.type().length(), MAC_DIGITS);
            case "Key128" -> shortened(buffer, at, field.type().length(), KEY_DIGITS);
            case "ReplyTo" -> members(field, buffer, at);
            default -> isZero(buffer, at, field.type().length()) ? "none" : "sealed";
        };
    }

    private static Map<String, Object> members(final Field field, final DirectBuffer buffer, final int at) {
        final Map<String, Object> values = new LinkedHashMap<>();
        for (final Member member : field.type().members()) {
            values.put(member.name(), primitive(member.type().primitive(), buffer, at + member.offset()));
        }
        return values;
    }

    private static Object number(final Field field, final long value) {
        if (field.name().equals("bodyHash")) {
            return HexFormat.of().toHexDigits(value).substring(0, KEY_DIGITS) + "…";
        }
        if (RESPONSE_CODES.contains(field.name())) {
            return value == 0 ? "" : ResponseCode.format((int) value);
        }
        if (ACCOUNTS.contains(field.name())) {
            return value > 0 ? AccountNumber.format(value) : "";
        }
        final Matcher named = ENUM.matcher(field.description());
        return named.find() ? nameOf("io.ayni.core." + named.group(1) + '.' + named.group(2), value) : (Object) value;
    }

    /** @return the constant of an enum of the engine that has this code; the code itself when there is none. */
    private static Object nameOf(final String className, final long code) {
        try {
            final Object constant = Class.forName(className).getMethod("ofCode", int.class).invoke(null, (int) code);
            return constant == null ? (Object) code : constant.toString();
        } catch (final ClassNotFoundException | NoSuchMethodException | IllegalAccessException
                | InvocationTargetException e) {
            return code; // a packed field, or a code that the enum does not know
        }
    }

    static Object data(final String name, final DirectBuffer buffer, final int at, final int length) {
        return PLAIN_TEXTS.contains(name) ? characters(buffer, at, length) : "(" + length + " bytes)";
    }

    private static String text(final String name, final String value) {
        if (value.isEmpty() || PLAIN_TEXTS.contains(name)) {
            return value;
        }
        if (name.equals("externalAccount")) {
            return "*".repeat(Math.max(0, value.length() - LAST_SHOWN))
                    + value.substring(Math.max(0, value.length() - LAST_SHOWN));
        }
        return value.substring(0, value.offsetByCodePoints(0, 1)) + "***";
    }

    private static String shortened(final DirectBuffer buffer, final int at, final int length, final int digits) {
        return isZero(buffer, at, length) ? "none"
                : HexFormat.of().toHexDigits(buffer.getLong(at, ByteOrder.LITTLE_ENDIAN)).substring(0, digits) + "…";
    }

    private static boolean isZero(final DirectBuffer buffer, final int at, final int length) {
        for (int i = 0; i < length; i++) {
            if (buffer.getByte(at + i) != 0) {
                return false;
            }
        }
        return true;
    }

    private static String characters(final DirectBuffer buffer, final int at, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(at, bytes);
        final String text = new String(bytes, StandardCharsets.UTF_8);
        final int end = text.indexOf('\0');
        return (end < 0 ? text : text.substring(0, end)).stripTrailing();
    }

    private static long primitive(final String type, final DirectBuffer buffer, final int at) {
        return switch (type) {
            case "int8" -> buffer.getByte(at);
            case "uint8" -> buffer.getByte(at) & 0xFF;
            case "int16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN);
            case "uint16" -> buffer.getShort(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
            case "int32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN);
            case "uint32" -> buffer.getInt(at, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
            case "int64" -> buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
            default -> throw new IllegalStateException("the schema has a type " + type);
        };
    }
}
