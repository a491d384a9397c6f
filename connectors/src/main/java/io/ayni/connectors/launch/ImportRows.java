package io.ayni.connectors.launch;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What one kind of file says, as commands. */
interface ImportRows {
    /** Room for the largest of the commands. */
    int MAX_COMMAND = 1_024;

    default CsvTable table(final Path file) {
        return new CsvTable(file, columns(), required());
    }

    /** @return that there may be. */
    List<String> columns();

    /** @return how many of the columns, from the first, must be there. */
    int required();

    /**
     * Makes the command of a row, its answer going to {@link Importer#CONNECTION} under the row's line.
     *
     * @return length, header included
     * @throws IllegalArgumentException with the column and what was expected
     */
    int encode(CsvRow row, UnsafeBuffer command);
}
