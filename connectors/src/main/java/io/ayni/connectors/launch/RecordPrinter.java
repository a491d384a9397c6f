package io.ayni.connectors.launch;

import io.ayni.connectors.inspect.LogMessages;
import io.ayni.connectors.inspect.LogSchema;
import io.ayni.core.journal.DirectoryStorage;
import io.ayni.core.journal.JournalException;
import io.ayni.core.journal.JournalTail;
import io.ayni.core.journal.RecordVisitor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;
import tools.jackson.databind.json.JsonMapper;

/** Records of a journal, running or not, on the terminal. */
final class RecordPrinter {
    private final Path directory;
    private final PrintWriter out;
    private final LogMessages messages = new LogMessages(LogSchema.load());

    RecordPrinter(final Path directory, final PrintWriter out) {
        this.directory = directory;
        this.out = out;
    }

    int text(final Long from, final int count) throws IOException {
        return print(from, count, (sequence, timestampMs, buffer, offset, length) -> {
            out.print(sequence + " " + Instant.ofEpochMilli(timestampMs) + " " + messages.name(buffer, offset));
            messages.fields(buffer, offset).forEach((name, value) -> out.print(" " + name + "=" + text(value)));
            out.println();
        });
    }

    private static String text(final Object value) {
        return switch (value) {
            case String text when text.isEmpty() || text.indexOf(' ') >= 0 -> '"' + text + '"';
            case Map<?, ?> members -> members.entrySet().stream()
                    .map(each -> each.getKey() + "=" + text(each.getValue()))
                    .collect(Collectors.joining(" ", "(", ")"));
            case List<?> rows -> rows.stream().map(RecordPrinter::text).collect(Collectors.joining(" ", "[", "]"));
            default -> value.toString();
        };
    }

    int json(final Long from, final int count) throws IOException {
        final JsonMapper mapper = JsonMapper.shared();
        return print(from, count, (sequence, timestampMs, buffer, offset, length) -> {
            final Map<String, Object> record = new LinkedHashMap<>();
            record.put("sequence", sequence);
            record.put("time", Instant.ofEpochMilli(timestampMs).toString());
            record.put("message", messages.name(buffer, offset));
            record.put("fields", messages.fields(buffer, offset));
            out.println(mapper.writeValueAsString(record));
        });
    }

    private int print(final Long from, final int count, final RecordVisitor visitor) throws IOException {
        try (JournalTail tail = new JournalTail(new DirectoryStorage(directory))) {
            final boolean isThere = from == null ? tail.seekFirst() : tail.seek(Math.max(0, from - 1));
            if (!isThere) {
                throw UserError.failed(from == null ? directory + ": no record was journaled yet"
                        : "the journal ends at sequence " + tail.lastSequence() + ", or is damaged after it");
            }
            final long[] printed = {0};
            tail.look(count, (sequence, timestampMs, buffer, offset, length) -> {
                visitor.onRecord(sequence, timestampMs, buffer, offset, length);
                printed[0]++;
            });
            if (printed[0] == 0 && count > 0) {
                throw UserError.failed("the journal ends at sequence " + tail.lastSequence()
                        + ", or is damaged after it");
            }
        } catch (final JournalException e) {
            throw UserError.failed(e.getMessage());
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }
}
