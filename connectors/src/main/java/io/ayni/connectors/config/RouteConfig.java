package io.ayni.connectors.config;

/**
 * The way to a receiving institution, or to cards by their first digits.
 *
 * @param institution packed digits; 0 for a route of cards
 * @param cardBin     first digits of the cards, 1 to 6 of them; 0 for a route of an institution
 * @param network     by name
 * @param priority    lower first; the next when that network is down
 * @param weight      share among networks of one priority
 */
public record RouteConfig(long institution, int cardBin, String network, int priority, int weight) {
    static RouteConfig ofCards(final YamlMap map, final InstitutionReader reader) {
        map.keys("bin", "network", "priority", "weight");
        return read(map, reader, 0, map.required("bin", Values.integer(1, 999_999)));
    }

    static RouteConfig ofInstitution(final YamlMap map, final InstitutionReader reader, final long institution) {
        map.keys("network", "priority", "weight");
        return read(map, reader, institution, 0);
    }

    private static RouteConfig read(
            final YamlMap map, final InstitutionReader reader, final long institution, final int cardBin) {
        return new RouteConfig(
                institution,
                cardBin,
                map.required("network", reader::isoNetwork),
                map.optional("priority", 0, Values.integer(0, 254)),
                map.optional("weight", 1, Values.integer(1, 65_534)));
    }
}
