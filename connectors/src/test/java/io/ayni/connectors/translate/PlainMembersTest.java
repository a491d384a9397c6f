package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** What is read without the parser is what the parser would have read; all else is doubt. */
class PlainMembersTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PAYMENT = "{\"type\":\"transfer.internal\",\"amountMinor\":1500,\"currency\":\"USD\","
            + "\"debitAccount\":\"4200000017\",\"creditAccount\":\"4200000025\",\"capture\":false}";

    private final PlainMembers plain = new PlainMembers();

    @ParameterizedTest
    @ValueSource(strings = {
        PAYMENT, "{}", " { } ", "{\"amountMinor\":0}", "{\"amountMinor\":-7}", "{\"amountMinor\":999999999999999999}",
        " {\r\n\t\"type\" : \"\" ,\n \"favorite\" : true } \n", "{\"note\":\"a/b ~\"}",
    })
    void objectsAsProgramsWriteThem(final String json) {
        assertThat(read(json)).isEqualTo(parsed(json));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "[]", "{", "}", "{}{", "{} x", "{,}", "{\"type\"}", "{\"type\":}", "{\"type\":\"a\",}", "{\"type\":\"a\"",
        "{\"type\":\"a}", "{\"type\" \"a\"}", "{\"type\":\"a\" \"note\":\"b\"}", "{type:\"a\"}", "{'type':'a'}",
        "{\"amountMinor\":01}", "{\"amountMinor\":-0}", "{\"amountMinor\":-}", "{\"amountMinor\":+1}",
        "{\"amountMinor\":1.0}", "{\"amountMinor\":1e3}", "{\"amountMinor\":9999999999999999999}",
        "{\"amountMinor\":1 2}", "{\"note\":\"\\u0041\"}", "{\"note\":\"á\"}", "{\"note\":\"\t\"}", "{\"note\":null}",
        "{\"note\":[]}", "{\"note\":{}}", "{\"favorite\":tru}", "{\"favorite\":truex}", "{\"unknown\":1}", "{\"\":1}",
        "{\"amountminor\":1}", "{\"n\\u006fte\":\"a\"}", "\uFEFF{}", "{/**/}",
    })
    void anythingElseIsLeftToTheParser(final String json) {
        assertThat(read(json)).isNull();
    }

    @Test
    void aTextLongerThanTheParserTakesIsLeftToIt() {
        assertThat(read("{\"note\":\"" + "x".repeat(1_023) + "\"}")).hasSize(1);
        assertThat(read("{\"note\":\"" + "x".repeat(1_025) + "\"}")).isNull();
    }

    @Test
    void whateverByteIsChangedItSaysNothingThatTheParserWouldNot() {
        final SplittableRandom random = new SplittableRandom(41);
        final String signs = "{}[]\":,\\ 0123456789-+.eEtrufalsn\n\t\u0000\u007Fé";
        int told = 0;
        for (int i = 0; i < 200_000; i++) {
            final StringBuilder json = new StringBuilder(PAYMENT);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                final int at = random.nextInt(json.length());
                final char sign = signs.charAt(random.nextInt(signs.length()));
                switch (random.nextInt(3)) {
                    case 0 -> json.setCharAt(at, sign);
                    case 1 -> json.insert(at, sign);
                    default -> json.deleteCharAt(at);
                }
            }
            final List<String> read = read(json.toString());
            if (read != null) {
                told++;
                assertThat(read).as(json.toString()).isEqualTo(parsed(json.toString()));
            }
        }
        assertThat(told).isGreaterThan(10_000);
    }

    @Test
    void eachMemberIsKnownByItsName() {
        for (final BodyMember member : BodyMember.values()) {
            final byte[] name = ("xx" + member.name() + "xx").getBytes(StandardCharsets.US_ASCII);
            assertThat(BodyMember.of(name, 2, name.length - 4)).isSameAs(member);
            assertThat(BodyMember.of(name, 2, name.length - 3)).isNull();
            assertThat(BodyMember.of(name, 1, name.length - 3)).isNull();
        }
    }

    /** @return members and values in their order, null in doubt. */
    private List<String> read(final String json) {
        final byte[] body = json.getBytes(StandardCharsets.UTF_8);
        plain.wrap(body, body.length);
        final List<String> members = new ArrayList<>();
        for (BodyMember member = plain.next(); member != null; member = plain.next()) {
            members.add(member.name() + '=' + switch (plain.kind()) {
                case STRING -> '"' + plain.text();
                case INTEGER -> Long.toString(plain.integer());
                case TRUE -> "true";
                case FALSE -> "false";
            });
        }
        return plain.isWhole() ? members : null;
    }

    private static List<String> parsed(final String json) {
        final List<String> members = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                final String name = parser.currentName();
                parser.nextToken();
                members.add(name + '=' + (parser.currentToken() == JsonToken.VALUE_STRING ? "\"" : "")
                        + parser.getString());
            }
            assertThat(parser.nextToken()).isNull();
        } catch (final JacksonException e) {
            throw new AssertionError(json, e);
        }
        return members;
    }
}
