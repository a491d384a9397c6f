package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.frame.FramedDialect;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.FieldSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/** Roles, dialects and frames by the names that the file gives them. */
final class WireNames {
    private static final int[] NEEDED = {
        DataElement.PROCESSING_CODE, DataElement.AMOUNT, DataElement.TRANSMISSION_TIME, DataElement.STAN,
        DataElement.ACQUIRER, DataElement.RETRIEVAL_REFERENCE, DataElement.APPROVAL_CODE, DataElement.RESPONSE_CODE,
        DataElement.TERMINAL, DataElement.CURRENCY, DataElement.NETWORK_MANAGEMENT_CODE, DataElement.ORIGINAL_DATA,
        DataElement.FROM_ACCOUNT, DataElement.TO_ACCOUNT};

    /** Room is made for these and no longer ones. */
    private static final int[] READ = IntStream.concat(Arrays.stream(NEEDED), IntStream.of(
            DataElement.PAN, DataElement.RECEIVER, DataElement.REPLACEMENT_AMOUNTS, DataElement.CHALLENGE,
            DataElement.ONE_TIME_PASSWORD)).toArray();

    private WireNames() {
    }

    /** A built-in one, or a file of one that has all that the switch reads and writes. */
    static Dialect dialect(final String nameOrPath) {
        final Dialect builtIn = Dialects.byName(nameOrPath);
        if (builtIn != null) {
            return builtIn;
        }
        if (!nameOrPath.matches(".*[./\\\\].*") || !Files.exists(Path.of(nameOrPath))) {
            final String names = String.join(", ", Dialects.all().stream().map(Dialect::name).toList());
            throw new IllegalArgumentException("expected one of " + names + ", or a file that is there");
        }
        final Dialect dialect = DialectFile.load(nameOrPath);
        for (final int field : NEEDED) {
            if (dialect.field(field) == null) {
                throw new IllegalArgumentException("the dialect needs a field " + field);
            }
        }
        for (final FieldSpec field : dialect.fields().fields()) {
            final FieldSpec usual = Dialects.iso1987Ascii().field(field.number());
            final boolean isRead = usual != null && Arrays.stream(READ).anyMatch(number -> number == field.number());
            if (isRead && field.form().maxLength() > usual.form().maxLength()) {
                throw new IllegalArgumentException(
                        "the dialect's field " + field.number() + " is longer than " + usual.form().notation());
            }
        }
        return dialect;
    }

    static IsoRole role(final String name) {
        return Values.oneOf(IsoRole.values(), IsoRole::text).apply(name);
    }

    static FrameFormat frame(final String name) {
        final FrameFormat frame = FrameFormat.named(name);
        return frame == null ? refuse(FrameFormat.names()) : frame;
    }

    /** Whether a frame and a dialect go together, told at the frame. */
    static void checkFrame(final YamlMap map, final FrameFormat frame, final Dialect dialect) {
        try {
            FramedDialect.behind(frame, dialect);
        } catch (final IllegalArgumentException unfit) {
            throw map.errorAt("frame", unfit.getMessage());
        }
    }

    private static <T> T refuse(final Collection<String> names) {
        throw new IllegalArgumentException("expected one of " + String.join(", ", names));
    }
}
