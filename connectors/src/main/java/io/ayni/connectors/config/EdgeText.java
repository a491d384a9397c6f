package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a configuration says that enters no command, as text by key, so that two can be compared: names and texts, which
 * take effect with the rules, and the ways of notices, which take a restart. Secrets are in files of their own, of which
 * the path is shown.
 */
public final class EdgeText {
    private static final String RESTART = " (takes a restart)";

    private EdgeText() {
    }

    /** @return names and texts of the institution. */
    public static SortedMap<String, String> ofInstitution(final InstitutionConfig institution) {
        final SortedMap<String, String> text = new TreeMap<>();
        text.put("name", institution.name());
        for (final BillerConfig biller : institution.billers()) {
            text.put("billers." + biller.id() + " texts", describe(biller));
        }
        institution.institutions().forEach(each ->
                text.put("institutions." + AccountNumber.format(each.code()) + " name", each.name()));
        return text;
    }

    /** @return the ways by which members are told something. */
    public static SortedMap<String, String> ofNotices(final NotifyConfig notices) {
        final SortedMap<String, String> text = new TreeMap<>();
        put(text, "notify.inbox", notices.hasInbox() ? Optional.of(notices.inboxMessages()) : Optional.empty());
        put(text, "notify.smtp", notices.smtp());
        put(text, "notify.webhook", notices.webhook());
        put(text, "notify.queue", Optional.of(notices.queue()));
        return text;
    }

    private static String describe(final BillerConfig biller) {
        return biller.name() + ", " + biller.category()
                + biller.reference().map(each -> ", " + each.label() + " as " + each.pattern()
                        + each.example().map(example -> " such as " + example).orElse("")
                        + (each.checksId() ? ", checked as cédula" : "")).orElse("")
                + biller.mapping().map(each -> ", mapping " + each).orElse("");
    }

    private static void put(final Map<String, String> text, final String key, final Optional<?> value) {
        value.ifPresent(each -> text.put(key + RESTART, each.toString()));
    }
}
