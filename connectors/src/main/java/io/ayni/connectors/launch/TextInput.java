package io.ayni.connectors.launch;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Lines of text from a file, or from standard input where none is named or its name is {@code -}. */
final class TextInput {
    private static final String STANDARD_INPUT = "-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final Path file;

    private TextInput(final String name, final Path file) {
        this.name = name;
        this.file = file;
    }

    /** @param file null for standard input */
    static TextInput of(final Path file) {
        return file == null || file.toString().equals(STANDARD_INPUT)
                ? new TextInput("standard input", null) : new TextInput(file.toString(), file);
    }

    /** What becomes of a line. */
    interface LineHandler {
        void line(int number, String line);
    }

    /** @return for messages. */
    String name() {
        return name;
    }

    /** @param hints where a person who is expected to type is told so */
    void forEachLine(final PrintWriter hints, final LineHandler handler) {
        try (BufferedReader reader = open(hints)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                handler.line(++number, number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
            }
        } catch (final CharacterCodingException binary) {
            throw UserError.wrongUse(name + ": is no text in UTF-8");
        } catch (final IOException unreadable) {
            throw UserError.wrongUse(unreadable instanceof NoSuchFileException
                    ? name + ": there is no such file" : name + ": cannot be read: " + unreadable.getMessage());
        }
    }

    private BufferedReader open(final PrintWriter hints) throws IOException {
        if (file != null && Files.isDirectory(file)) {
            throw UserError.wrongUse(name + ": is a directory, expected a file");
        }
        final Console console = System.console();
        if (file == null && console != null && console.isTerminal()) {
            hints.println("ayni: reading from the terminal, Ctrl-D ends");
            hints.flush();
        }
        final InputStream in = file == null ? System.in : Files.newInputStream(file);
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
    }
}
