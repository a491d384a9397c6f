package io.ayni.iso8583.spec;

import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;

/**
 * Reads the packager XML that jPOS users already have ({@code isopackager}, {@code isofield}, {@code isofieldpackager}
 * with packagers inside packagers) as it stands. Documents that declare entities are refused and nothing outside the
 * document is read, its DTD neither.
 * <p>
 * Characters ({@code …CHAR}) are not checked, as in jPOS; digits ({@code …NUM}, {@code …NUMERIC}) are, but for the
 * tracks in fields 35 and 36, which jPOS users declare as numbers.
 */
public final class JposPackager {
    private static final String XERCES = "http://apache.org/xml/features/";
    private static final String SAX = "http://xml.org/sax/features/";

    private JposPackager() {
    }

    /**
     * @param name what the dialect is to be called
     * @param xml  the document; read, not closed
     * @throws SpecException naming the line of what is wrong or cannot be mapped
     */
    public static Dialect load(final String name, final InputStream xml) {
        final JposPackagerHandler handler = new JposPackagerHandler(name);
        try {
            final SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(SAX + "external-general-entities", false);
            factory.setFeature(SAX + "external-parameter-entities", false);
            factory.setFeature(XERCES + "nonvalidating/load-external-dtd", false);
            final SAXParser parser = factory.newSAXParser();
            parser.setProperty("http://xml.org/sax/properties/declaration-handler", handler);
            parser.parse(new InputSource(xml), handler);
            return handler.dialect();
        } catch (final SAXParseException malformed) {
            // -1 where the document ends before its first line is known
            throw new SpecException(name, Math.max(0, malformed.getLineNumber()), malformed.getMessage(), malformed);
        } catch (final SAXException | IOException | ParserConfigurationException | IllegalArgumentException wrong) {
            throw new SpecException(name, handler.line(), wrong.getMessage(), wrong);
        }
    }

    /** @return the names, without package, of the field classes of jPOS that can be mapped. */
    public static Set<String> fieldClasses() {
        return JposFieldClasses.names();
    }

    /** @return what may be shown of a field of a packager, which itself says nothing of that. */
    static Sensitivity sensitivity(final int number, final boolean nested, final FieldSpec field) {
        if (nested) {
            return Sensitivity.COMPOSITE;
        }
        return switch (number) {
            case 2 -> Sensitivity.PAN;
            case 14, 34, 35, 36, 45, 52, 53 -> Sensitivity.SECRET;
            default -> isFreeField(number) && !field.form().prefix().isFixed()
                ? Sensitivity.COMPOSITE : Sensitivity.PUBLIC;
        };
    }

    private static boolean isFreeField(final int number) {
        return number >= 46 && number <= 48 || number >= 55 && number <= 63 || number >= 105;
    }
}
