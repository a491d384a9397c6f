package io.ayni.connectors.config;

import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import io.ayni.iso8583.spec.JposPackager;
import io.ayni.iso8583.spec.SpecException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A dialect by the name of a built-in one, or by the path of a file: jPOS packager XML, or the YAML of this house. */
public final class DialectFile {
    private static final long LONGEST = 4 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private DialectFile() {
    }

    /** @throws ConfigException in one line: no such name or file, or the place in the file and what was expected */
    public static Dialect load(final String nameOrPath) {
        final Dialect builtIn = Dialects.byName(nameOrPath);
        return builtIn == null ? read(nameOrPath) : builtIn;
    }

    /** @return the dialect in short YAML, which {@link #load} reads as an equal one from a file. */
    public static String yaml(final Dialect dialect) {
        return DialectYamlWriter.write(dialect);
    }

    private static Dialect read(final String path) {
        final byte[] bytes = bytes(path);
        final String text = text(path, bytes);
        final String name = nameOf(path);
        if (!text.stripLeading().startsWith("<")) {
            return DialectYaml.parse(path, name, text);
        }
        try {
            final Dialect dialect = JposPackager.load(path, new ByteArrayInputStream(bytes));
            return new Dialect(name, dialect.headerLength(), dialect.mti(), dialect.fields());
        } catch (final SpecException wrong) {
            throw new ConfigException(wrong.getMessage());
        }
    }

    private static byte[] bytes(final String path) {
        try {
            final Path file = Path.of(path);
            if (Files.isDirectory(file)) {
                throw new ConfigException(path + ": is a directory, expected a dialect's file");
            }
            if (Files.size(file) > LONGEST) {
                throw new ConfigException(path + ": is larger than " + (LONGEST >> 20) + " MiB, no dialect is");
            }
            return Files.readAllBytes(file);
        } catch (final NoSuchFileException | InvalidPathException none) {
            throw unknown(path);
        } catch (final AccessDeniedException denied) {
            throw new ConfigException(path + ": no permission to read it");
        } catch (final IOException unreadable) {
            throw new ConfigException(path + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private static ConfigException unknown(final String name) {
        final List<String> names = Dialects.all().stream().map(Dialect::name).toList();
        final Optional<String> nearest = Similarity.nearest(name, names);
        return new ConfigException("'" + name + "' is no dialect and no file; "
                + nearest.map(known -> "did you mean '" + known + "'? ").orElse("")
                + "built in are " + String.join(", ", names));
    }

    private static String text(final String path, final byte[] bytes) {
        try {
            final String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (final CharacterCodingException notUtf8) {
            final String latin = new String(bytes, StandardCharsets.ISO_8859_1);
            if (latin.stripLeading().startsWith("<")) {
                return latin;
            }
            throw new ConfigException(path + ": is no UTF-8 text, expected a dialect's XML or YAML");
        }
    }

    /** The file's name without what follows its last dot. */
    private static String nameOf(final String path) {
        final String file = Path.of(path).getFileName().toString();
        final int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
