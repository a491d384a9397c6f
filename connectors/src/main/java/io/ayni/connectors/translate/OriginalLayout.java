package io.ayni.connectors.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What stands where in DE90 of a peer: 42 digits in all, the standard's unless the peer is odd.
 * <pre>
 *  mti stan time acquirer forwarder                 ISO 8583:1987
 *  mti stan time zeros:22                           no institutions
 *  mti reference date clock zeros:16                as hosts of the BASE24 family
 * </pre>
 */
public final class OriginalLayout {
    /** Digits of DE90. */
    public static final int LENGTH = 42;

    /** A part of the field; a number is right-justified and filled with zeros. */
    public enum Part {
        MTI(4),
        /** DE11 */
        STAN(6),
        /** DE7, MMDDhhmmss */
        TIME(10),
        /** The first four digits of DE7. */
        DATE(4),
        /** The other six. */
        CLOCK(6),
        /** DE37 */
        REFERENCE(12),
        /** DE32 */
        ACQUIRER(11),
        /** DE33, which we do not send. */
        FORWARDER(11),
        ZEROS(0);

        private final int length;

        Part(final int length) {
            this.length = length;
        }

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part and the digits it takes. */
    public record Place(Part part, int length) {
    }

    public static final OriginalLayout STANDARD = parse("mti stan time acquirer forwarder");

    private final Place[] places;

    private OriginalLayout(final List<Place> places) {
        this.places = places.toArray(new Place[0]);
    }

    /**
     * @param text names of parts in their order; zeros with their number
     * @throws IllegalArgumentException with what was expected
     */
    public static OriginalLayout parse(final String text) {
        final List<Place> places = new ArrayList<>();
        for (final String word : text.strip().split("\\s+")) {
            places.add(place(word));
        }
        final int length = places.stream().mapToInt(Place::length).sum();
        if (length != LENGTH) {
            throw new IllegalArgumentException("expected parts of " + LENGTH + " digits in all, these have " + length);
        }
        if (places.stream().noneMatch(place -> place.part == Part.MTI)) {
            throw new IllegalArgumentException("expected mti among the parts: it tells what kind of message is undone");
        }
        return new OriginalLayout(places);
    }

    private static Place place(final String word) {
        if (word.matches("zeros:[1-9]\\d?")) {
            return new Place(Part.ZEROS, Integer.parseInt(word.substring(word.indexOf(':') + 1)));
        }
        return Arrays.stream(Part.values())
            .filter(part -> part != Part.ZEROS && part.text().equals(word))
            .map(part -> new Place(part, part.length))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("expected " + Arrays.stream(Part.values())
                .filter(part -> part != Part.ZEROS).map(Part::text).collect(Collectors.joining(", "))
                + " or zeros:N, found " + word));
    }

    Place[] places() {
        return places;
    }
}
