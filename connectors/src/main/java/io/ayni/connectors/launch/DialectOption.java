package io.ayni.connectors.launch;

import io.ayni.connectors.config.DialectFile;
import io.ayni.iso8583.spec.Dialect;
import io.ayni.iso8583.spec.Dialects;
import java.util.Iterator;
import picocli.CommandLine.Option;

/** {@code --dialect D}. */
final class DialectOption {
    @Option(names = {"-d", "--dialect"}, paramLabel = "D", required = true, completionCandidates = Names.class,
            description = "A built-in dialect (${COMPLETION-CANDIDATES}), or a file: jPOS packager XML or short YAML.")
    private String nameOrPath;

    Dialect load() {
        return DialectFile.load(nameOrPath);
    }

    /** The built-in ones, for help and completion. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Dialects.all().stream().map(Dialect::name).iterator();
        }
    }
}
