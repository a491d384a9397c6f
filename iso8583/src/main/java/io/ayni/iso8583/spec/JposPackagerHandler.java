package io.ayni.iso8583.spec;

import io.ayni.iso8583.field.Content;
import io.ayni.iso8583.field.Encoding;
import io.ayni.iso8583.field.FieldForm;

import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Collects the elements of a packager document, innermost first.
 */
final class JposPackagerHandler extends DefaultHandler2 {
    private static final String FIELDS_PACKAGE = "org.jpos.iso.";
    private static final int EMV_FIELD = 55;

    private final String name;
    private final Deque<Level> levels = new ArrayDeque<>();
    private Locator locator;
    private Dialect dialect;

    JposPackagerHandler(final String name) {
        this.name = name;
    }

    /** A packager being read: the message's own, or that of a field. */
    private static final class Level {
        private final Attributes attributes;
        private final List<FieldSpec> fields = new ArrayList<>();
        private BitmapForm bitmap;
        private FieldForm mti;

        Level(final Attributes attributes) {
            this.attributes = new AttributesImpl(attributes);
        }

        boolean emitsBitmap() {
            final String emits = attributes.getValue("emitBitmap");
            return emits == null || Boolean.parseBoolean(emits);
        }

        int bitmapField() {
            final String field = attributes.getValue("bitmapField");
            return field == null ? 1 : Integer.parseInt(field);
        }

        /** @return the bitmap; of one word where field 1 is a field, for then the first bit cannot announce another. */
        BitmapForm bitmap() {
            final boolean hasField1 = fields.stream().anyMatch(field -> field.number() == 1);
            return bitmap != null && hasField1 ? new BitmapForm(bitmap.encoding(), 1) : bitmap;
        }

        int thirdBitmapField() {
            final String field = attributes.getValue("thirdBitmapField");
            return field == null ? -1 : Integer.parseInt(field);
        }
    }

    @Override
    public void setDocumentLocator(final Locator documentLocator) {
        locator = documentLocator;
    }

    int line() {
        return locator == null ? 0 : locator.getLineNumber();
    }

    Dialect dialect() {
        if (dialect == null) {
            throw new IllegalArgumentException("there is no isopackager element");
        }
        return dialect;
    }

    @Override
    public void internalEntityDecl(final String entity, final String value) throws SAXException {
        throw wrong("entities are not read: " + entity);
    }

    @Override
    public void externalEntityDecl(final String entity, final String publicId, final String systemId)
        throws SAXException {
        throw wrong("entities are not read: " + entity);
    }

    @Override
    public void error(final SAXParseException wrong) throws SAXException {
        throw wrong;
    }

    @Override
    public void startElement(
        final String uri, final String localName, final String element, final Attributes attributes)
        throws SAXException {
        switch (element) {
            case "isopackager", "isofieldpackager" -> {
                if (levels.isEmpty() != element.equals("isopackager")) {
                    throw wrong(element + " cannot stand here");
                }
                levels.push(new Level(attributes));
            }
            case "isofield" -> {
                if (levels.isEmpty()) {
                    throw wrong("isofield outside a packager");
                }
                add(levels.peek(), attributes, Structure.PLAIN);
            }
            default -> throw wrong("no such element in a packager: " + element);
        }
    }

    @Override
    public void endElement(final String uri, final String localName, final String element) throws SAXException {
        if (element.equals("isofield")) {
            return;
        }
        final Level level = levels.pop();
        try {
            if (element.equals("isopackager")) {
                dialect = message(level);
            } else {
                add(levels.peek(), level.attributes, inside(level));
            }
        } catch (final IllegalArgumentException unfit) {
            throw wrong(unfit.getMessage());
        }
    }

    private Dialect message(final Level level) throws SAXException {
        if (level.mti == null || level.bitmap == null) {
            throw wrong("a message needs field 0, its type indicator, and field 1, its bitmap");
        }
        final String header = level.attributes.getValue("headerLength");
        return new Dialect(name, header == null ? 0 : Integer.parseInt(header), level.mti,
            FieldTable.of(level.bitmap(), level.fields));
    }

    private Structure inside(final Level level) throws SAXException {
        final String packager = String.valueOf(level.attributes.getValue("packager"));
        return switch (packager.substring(packager.lastIndexOf('.') + 1)) {
            case "GenericPackager", "GenericSubFieldPackager" -> {
                if (level.emitsBitmap() && level.bitmap == null) {
                    throw wrong("subfields with a bitmap, and no bitmap field " + level.bitmapField());
                }
                yield new Structure.Subfields(
                    FieldTable.of(level.emitsBitmap() ? level.bitmap() : null, level.fields));
            }
            case "BERTLVBinaryPackager", "DefaultICCBERTLVPackager" -> Structure.BER_TLV;
            default -> throw wrong("packager " + packager + " cannot be mapped");
        };
    }

    private void add(final Level level, final Attributes attributes, final Structure structure) throws SAXException {
        try {
            final String type = required(attributes, "class");
            final String simpleName = type.startsWith(FIELDS_PACKAGE) ? type.substring(FIELDS_PACKAGE.length()) : type;
            if (simpleName.equals("IF_UNUSED")) {
                return;
            }
            if (!JposFieldClasses.isKnown(simpleName)) {
                throw wrong("field class " + type + " cannot be mapped");
            }
            if (Boolean.parseBoolean(attributes.getValue("trim"))) {
                throw wrong("trim cannot be mapped: where the field ends would depend on what follows it");
            }
            final int id = Integer.parseInt(required(attributes, "id"));
            final int length = Integer.parseInt(required(attributes, "length"));
            final FieldForm form = JposFieldClasses.form(simpleName, length,
                Boolean.parseBoolean(attributes.getValue("pad")));
            place(level, id, length, attributes.getValue("name"), form, structure);
        } catch (final IllegalArgumentException unfit) {
            throw wrong(unfit.getMessage());
        }
    }

    private void place(
        final Level level, final int id, final int length, final String fieldName, final FieldForm form,
        final Structure structure) {
        final boolean nested = levels.size() > 1;
        if (form.content() == Content.BITMAP && level.emitsBitmap() && id == level.bitmapField()) {
            if (length < Long.BYTES) {
                throw new IllegalArgumentException("a bitmap of " + length + " bytes cannot be mapped");
            }
            level.bitmap = new BitmapForm(form.encoding(), Math.min(length + Long.BYTES - 1 >> 3, BitmapForm.MAX_WORDS));
        } else if (id == 0 && !nested) {
            level.mti = form;
        } else if (id > 0 || !level.emitsBitmap()) {
            // Of two fields with one number the later one counts, in jPOS as here; its own cmf.xml has such a pair.
            level.fields.removeIf(field -> field.number() == id);
            level.fields.add(field(level, id, fieldName == null ? "" : fieldName, form, structure, nested));
        }
    }

    private static FieldSpec field(
        final Level level, final int id, final String fieldName, final FieldForm form, final Structure structure,
        final boolean nested) {
        final boolean track = !nested && (id == 35 || id == 36) && form.content() == Content.N;
        final boolean bits = form.content() == Content.BITMAP && id != level.thirdBitmapField();
        final FieldForm actual = track ? form.withContent(Content.Z) : bits ? form.withContent(Content.B) : form;
        final boolean emv = !nested && id == EMV_FIELD && structure == Structure.PLAIN
            && (actual.encoding() == Encoding.BINARY || actual.content() == Content.ANY) && !actual.prefix().isFixed();
        final FieldSpec field = new FieldSpec(id, fieldName, actual, Sensitivity.PUBLIC,
            emv ? Structure.BER_TLV : structure);
        return field.withSensitivity(JposPackager.sensitivity(id, nested, field));
    }

    private String required(final Attributes attributes, final String attribute) throws SAXException {
        final String value = attributes.getValue(attribute);
        if (value == null) {
            throw wrong("the attribute " + attribute + " is missing");
        }
        return value;
    }

    private SAXParseException wrong(final String message) {
        return new SAXParseException(message, locator);
    }
}
