package io.ayni.connectors.receipt;

import io.ayni.connectors.translate.JsonWriter;

/** Something for a member to keep. */
public interface Document {
    /** Writes it as one JSON document. */
    void write(JsonWriter json);

    /** @return lines of plain text. */
    String text();

    /** @return a table of RFC 4180, with a header line. */
    String csv();

    /** @return a PDF file. */
    byte[] pdf();
}
