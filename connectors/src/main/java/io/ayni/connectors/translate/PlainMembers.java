package io.ayni.connectors.translate;

import java.nio.charset.StandardCharsets;

/**
 * Steps through a JSON object as programs write it: flat, ASCII without escapes, integers, true and false. It only ever
 * says that such an object is well formed; whatever else a body is, good or bad, it leaves to the JSON parser. Reads in
 * place, one thread.
 */
final class PlainMembers {
    /** What a value is. */
    enum Kind { STRING, INTEGER, TRUE, FALSE }

    /** As the parser's own bound. */
    static final int LONGEST_STRING = 1_024;
    private static final int MOST_DIGITS = 18;

    private byte[] json;
    private int end;
    private int at;
    private boolean isFirst;
    private boolean isWhole;
    private Kind kind;
    private long integer;
    private int textStart;
    private int textEnd;

    /** Begins with the object that these bytes should be. */
    void wrap(final byte[] bytes, final int length) {
        json = bytes;
        end = length;
        at = 0;
        isWhole = false;
        isFirst = true;
        if (!take('{')) {
            at = end; // nothing more is found
        }
    }

    /** @return whose value is the next, or null: {@link #isWhole} tells whether there was none, or doubt. */
    BodyMember next() {
        if (take('}')) {
            skipSpace();
            isWhole = at == end;
            return null;
        }
        if (!isFirst && !take(',')) {
            return null;
        }
        isFirst = false;
        if (!readString()) {
            return null;
        }
        final BodyMember member = BodyMember.of(json, textStart, textEnd - textStart);
        return member != null && take(':') && readValue() ? member : null;
    }

    /** @return whether all was read, and nothing stands behind it. */
    boolean isWhole() {
        return isWhole;
    }

    Kind kind() {
        return kind;
    }

    /** @return of a value that is one. */
    long integer() {
        return integer;
    }

    /** @return of a value that is a string. */
    String text() {
        return new String(json, textStart, textEnd - textStart, StandardCharsets.ISO_8859_1);
    }

    private boolean readValue() {
        skipSpace();
        if (at == end) {
            return false;
        }
        return switch (json[at]) {
            case '"' -> {
                kind = Kind.STRING;
                yield readString();
            }
            case 't' -> {
                kind = Kind.TRUE;
                yield takeWord("true");
            }
            case 'f' -> {
                kind = Kind.FALSE;
                yield takeWord("false");
            }
            default -> {
                kind = Kind.INTEGER;
                yield readInteger();
            }
        };
    }

    private boolean readString() {
        if (!take('"')) {
            return false;
        }
        textStart = at;
        final int limit = Math.min(end, at + LONGEST_STRING);
        int next = at;
        while (next < limit) {
            final byte c = json[next];
            if (c == '"') {
                textEnd = next;
                at = next + 1;
                return true;
            }
            if (c < ' ' || c == '\\') { // beyond ASCII is negative
                return false;
            }
            next++;
        }
        return false;
    }

    private boolean readInteger() {
        final boolean isNegative = json[at] == '-';
        final int start = isNegative ? at + 1 : at;
        int next = start;
        long value = 0;
        while (next < end && json[next] >= '0' && json[next] <= '9') {
            value = value * 10 + (json[next++] - '0');
            if (next - start > MOST_DIGITS) {
                return false;
            }
        }
        if (next == start || json[start] == '0' && (next - start > 1 || isNegative)) {
            return false;
        }
        integer = isNegative ? -value : value;
        at = next;
        return true; // what follows must be a comma or the end, so no fraction does
    }

    private boolean takeWord(final String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || json[at++] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean take(final char expected) {
        skipSpace();
        if (at == end || json[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    private void skipSpace() {
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }
}
