package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.core.engine.AdminResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.agrona.concurrent.UnsafeBuffer;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ayni … import FILE}: checks the whole file first, so that a wrong line means that nothing is put in. */
abstract class ImportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE.csv")
    private Path file;

    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    /** @throws IOException with what is wrong with the key file */
    abstract ImportRows rows(SwitchConfig loaded) throws IOException;

    /** @return what was put in, such as {@code accounts opened, %,d were there}. */
    abstract String summary();

    @Override
    public final Integer call() throws IOException {
        final SwitchConfig loaded = config.load();
        final ImportRows rows = rows(loaded);
        final CsvTable table = rows.table(file);
        final UnsafeBuffer command = new UnsafeBuffer(new byte[ImportRows.MAX_COMMAND]);
        final long count = table.check(row -> rows.encode(row, command));
        final PrintWriter out = spec.commandLine().getOut();
        final long beganNs = System.nanoTime();
        try (Importer importer = new Importer(loaded);
                ProgressBar progress = new ProgressBar(count, importer::answered)) {
            importer.putAll(table, rows, progress::update);
            importer.await();
            progress.end();
            out.printf("%,d " + summary() + "%n", importer.count(AdminResult.DONE),
                    importer.count(AdminResult.ALREADY_THERE));
            importer.problems().forEach((line, result) -> out.println("line " + line + ": refused, " + result));
            out.printf("%,d rows in %.1f s%n", count, (System.nanoTime() - beganNs) / 1e9);
            out.flush();
            return importer.problems().isEmpty() ? ExitCode.OK : UserError.FAILED;
        }
    }

    /** The edge's keys, made at the first use as a switch makes them at its first start. */
    static EdgeKeys keys(final SwitchConfig loaded) throws IOException {
        EdgeKeys.createIfAbsent(loaded.node().keyFile());
        return EdgeKeys.load(loaded.node().keyFile());
    }
}
