package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.IsoProfile;
import io.ayni.connectors.translate.OriginalLayout;
import io.ayni.connectors.translate.ResponseCodes;
import io.ayni.core.command.ResponseCode;
import io.ayni.iso8583.codec.MtiVersion;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * How one ISO 8583 peer speaks, from a YAML file of its own: {@code examples/peers/red-interbancaria.yaml} shows every
 * key. Dialect and frame may be overruled where the peer is configured.
 */
record IsoProfileFile(IsoProfile profile, Dialect dialect, FrameFormat frame) {
    static final IsoProfileFile STANDARD =
            new IsoProfileFile(IsoProfile.STANDARD, Dialects.iso1987Ascii(), FrameFormat.BINARY_2);
    private static final int FIELDS = 128;

    /** @throws ConfigException with file, line, column, key and what was expected */
    static IsoProfileFile load(final Path file) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (final IOException e) {
            throw new ConfigException(file + ": there is no such file, or it is no UTF-8 text");
        }
        return parse(file.toString(), text);
    }

    static IsoProfileFile parse(final String name, final String text) {
        final YamlMap map = new YamlMap(name, "", SwitchConfig.compose(name, text));
        map.keys("dialect", "frame", "version", "signOn", "responseCodes", "fields", "reversal", "unknownOriginal",
                "acquirerDigits", "keyExchange");
        final Dialect dialect = map.optional("dialect", STANDARD.dialect, WireNames::dialect);
        final KeyField key = map.optionalSection("keyExchange", KeyField::read).orElse(KeyField.STANDARD);
        final IsoProfileFile file = new IsoProfileFile(
                new IsoProfile(
                        map.optional("version", MtiVersion.ISO_1987, Values.oneOf(
                                new MtiVersion[] {MtiVersion.ISO_1987, MtiVersion.ISO_1993},
                                each -> each.name().substring("ISO_".length()))),
                        map.optional("signOn", IsoProfile.SignOn.CALLER, Values.oneOf(IsoProfile.SignOn.values(),
                                each -> each.name().toLowerCase(Locale.ROOT))),
                        map.optionalSection("responseCodes", IsoProfileFile::codes).orElse(ResponseCodes.SAME),
                        map.optionalSection("fields", fields -> fields(fields, dialect))
                                .orElse(IsoProfile.Fields.OURS),
                        map.optionalSection("reversal", IsoProfileFile::reversal)
                                .orElse(IsoProfile.Reversal.STANDARD),
                        map.optional("unknownOriginal", ResponseCode.NONE, InstitutionConfig.NetworkRules::code),
                        map.optional("acquirerDigits", 0, Values.integer(1, 11)),
                        key.code, key.field),
                dialect,
                map.optional("frame", STANDARD.frame, WireNames::frame));
        WireNames.checkFrame(map, file.frame, dialect);
        map.end();
        return file;
    }

    private static ResponseCodes codes(final YamlMap map) {
        map.keys("in", "out");
        return new ResponseCodes(codes(map, "in"), codes(map, "out"));
    }

    private static Map<Integer, Integer> codes(final YamlMap map, final String key) {
        return map.entries(key, IsoProfileFile::code, (codes, code) -> codes.required(code, IsoProfileFile::code));
    }

    private static IsoProfile.Fields fields(final YamlMap map, final Dialect dialect) {
        map.keys("without", "add", "constants", "zone");
        final Function<String, Integer> known = value -> {
            final int field = Values.integer(2, FIELDS).apply(value);
            if (dialect.field(field) == null) {
                throw new IllegalArgumentException("expected a field that the dialect has");
            }
            return field;
        };
        final Map<Integer, String> constants = new HashMap<>(map.entries("constants", known,
                (values, field) -> values.required(field, Values.text(999))));
        constants.forEach((field, value) -> {
            if (IsoProfile.NEEDED.contains(field) || IsoProfile.ADDABLE.contains(field)) {
                throw map.errorAt("constants", "field " + field + " is not the same in every message");
            }
            if (value.length() > dialect.field(field).form().maxLength()) {
                throw map.errorAt("constants", "field " + field + " holds "
                        + dialect.field(field).form().notation());
            }
        });
        return new IsoProfile.Fields(
                Set.copyOf(map.scalars("without", known.andThen(field -> {
                    if (IsoProfile.NEEDED.contains(field)) {
                        throw new IllegalArgumentException("expected a field that no answer is known by");
                    }
                    return field;
                }))),
                Set.copyOf(map.scalars("add", known.andThen(field -> {
                    if (!IsoProfile.ADDABLE.contains(field)) {
                        throw new IllegalArgumentException("expected 12 or 13; any other is a constant");
                    }
                    return field;
                }))),
                constants,
                map.optional("zone", ZoneOffset.UTC, Values::zone));
    }

    private static IsoProfile.Reversal reversal(final YamlMap map) {
        map.keys("message", "repeats", "original", "accepted");
        final IsoProfile.Reversal usual = IsoProfile.Reversal.STANDARD;
        final List<Integer> accepted = map.scalars("accepted", IsoProfileFile::code);
        return new IsoProfile.Reversal(
                map.optional("message", usual.isAdvice(), value -> Values.oneOf(
                        new String[] {"0400", "0420"}, Function.identity()).apply(value).equals("0420")),
                map.optional("repeats", usual.isRepeated(), Values::yesOrNo),
                map.optional("original", usual.original(), OriginalLayout::parse),
                accepted.isEmpty() ? usual.accepted() : Set.copyOf(accepted));
    }

    private static int code(final String value) {
        if (!value.matches("[0-9A-Za-z]{2}")) {
            throw new IllegalArgumentException("expected a response code such as \"51\"");
        }
        return ResponseCode.pack(value.charAt(0), value.charAt(1));
    }

    /** Where a zone key comes. */
    private record KeyField(int code, int field) {
        static final KeyField STANDARD = new KeyField(
                IsoProfile.STANDARD.keyExchangeCode(), IsoProfile.STANDARD.keyExchangeField());

        static KeyField read(final YamlMap map) {
            map.keys("code", "field");
            return new KeyField(
                    map.optional("code", STANDARD.code, Values.integer(1, 999)),
                    map.optional("field", STANDARD.field, Values.integer(2, FIELDS)));
        }
    }
}
