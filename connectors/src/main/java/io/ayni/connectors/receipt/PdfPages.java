package io.ayni.connectors.receipt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * A table on A4 pages, with a title on the first and the number on each: the fonts that every reader has, Latin text.
 * One document, one thread, off the event loops.
 */
final class PdfPages {
    private static final float MARGIN = 40;
    private static final float TOP = PDRectangle.A4.getHeight() - MARGIN;
    private static final float LINE = 15;
    private static final float TEXT_SIZE = 9;
    private static final float TITLE_SIZE = 15;
    private static final float FOOT = 24;

    private final PDDocument document = new PDDocument();
    private final PDFont plain;
    private final PDFont bold;
    private final CharsetEncoder latin = Charset.forName("windows-1252").newEncoder();
    private float[] columns = {0};
    private PDPageContentStream page;
    private float y;
    private int number;

    /** @param lines of the head, the first the largest */
    PdfPages(final String... lines) {
        BundledFonts.use();
        plain = new PDType1Font(FontName.HELVETICA);
        bold = new PDType1Font(FontName.HELVETICA_BOLD);
        final PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(lines[lines.length - 1]);
        information.setAuthor(lines[0]);
        document.setDocumentInformation(information);
        try {
            startPage();
            for (int i = 0; i < lines.length; i++) {
                write(i == 0 ? bold : plain, i == 0 ? TITLE_SIZE : TEXT_SIZE + 2, MARGIN, lines[i]);
                y -= LINE + 4;
            }
            y -= LINE / 2;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param offsets of the columns from the left margin, in points */
    void columns(final float... offsets) {
        columns = offsets;
    }

    void row(final String... cells) {
        try {
            if (y < MARGIN + LINE) {
                startPage();
            }
            for (int i = 0; i < cells.length; i++) {
                write(plain, TEXT_SIZE, MARGIN + columns[i], cells[i]);
            }
            y -= LINE;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line across the page. */
    void rule() {
        try {
            page.moveTo(MARGIN, y + LINE - 4);
            page.lineTo(PDRectangle.A4.getWidth() - MARGIN, y + LINE - 4);
            page.stroke();
            y -= 4;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the file. */
    byte[] finish() {
        try (document) {
            page.close();
            final ByteArrayOutputStream file = new ByteArrayOutputStream();
            document.save(file);
            return file.toByteArray();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startPage() throws IOException {
        if (page != null) {
            page.close();
        }
        final PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        page = new PDPageContentStream(document, next);
        y = FOOT;
        write(plain, TEXT_SIZE - 1, PDRectangle.A4.getWidth() / 2, Integer.toString(++number));
        y = TOP;
    }

    private void write(final PDFont font, final float size, final float x, final String text) throws IOException {
        page.beginText();
        page.setFont(font, size);
        page.newLineAtOffset(x, y);
        page.showText(printable(text));
        page.endText();
    }

    /** What the fonts have no sign for is shown as a question mark. */
    private String printable(final String text) {
        final StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.append(
                c >= ' ' && c <= 0xFFFF && latin.canEncode((char) c) && !Character.isISOControl(c) ? (char) c : '?'));
        return shown.toString();
    }
}
