package io.ayni.connectors.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * How one-time passwords and notices reach members. Each way that is configured gets each message.
 *
 * @param inboxMessages messages that the demo inbox keeps in memory, the oldest making room; 0: no inbox
 * @param smtp          for members with an e-mail address
 * @param webhook       a service of the cooperative that sends short messages
 * @param queue         messages that wait at most; one more is dropped and counted
 */
public record NotifyConfig(int inboxMessages, Optional<Smtp> smtp, Optional<Webhook> webhook, int queue) {
    static final NotifyConfig NONE = new NotifyConfig(0, Optional.empty(), Optional.empty(), 10_000);

    /** How the connection to the mail server is secured. */
    public enum MailSecurity { NONE, STARTTLS, TLS }

    /**
     * A mail server.
     *
     * @param passwordFile of the user, in a file apart from this one
     * @param from         address that the messages come from
     */
    public record Smtp(
            String host, int port, MailSecurity security, Optional<String> user, Optional<Path> passwordFile,
            Optional<Path> trusted, String from, long timeoutMs, int tries) {
        static Smtp read(final YamlMap map) {
            map.keys("host", "port", "security", "user", "passwordFile", "trusted", "from", "timeout", "tries");
            final Smtp smtp = new Smtp(
                    map.required("host", Values.text(253)),
                    map.optional("port", 587, Values.integer(1, 65_535)),
                    map.optional("security", MailSecurity.STARTTLS, Values.oneOf(
                            MailSecurity.values(), each -> each.name().toLowerCase(Locale.ROOT))),
                    map.optional("user", Values.text(254)),
                    map.optional("passwordFile", Values::path),
                    map.optional("trusted", Values::path),
                    map.required("from", Values::email),
                    map.optional("timeout", 10_000L, Values.duration(1)),
                    map.optional("tries", 3, Values.integer(1, 10)));
            if (smtp.user.isPresent() != smtp.passwordFile.isPresent()) {
                throw map.errorAt("user", "and passwordFile come together");
            }
            if (smtp.user.isPresent() && smtp.security == MailSecurity.NONE) {
                throw map.errorAt("security", "must be starttls or tls where a password is sent");
            }
            return smtp;
        }
    }

    /**
     * A service that takes messages as JSON over HTTP.
     *
     * @param secretFile key of the HMAC-SHA-256 by which it knows that a message is ours
     */
    public record Webhook(URI url, Path secretFile, Optional<Path> trusted, long timeoutMs, int tries) {
        static Webhook read(final YamlMap map) {
            map.keys("url", "secretFile", "trusted", "timeout", "tries");
            return new Webhook(
                    map.required("url", Values::httpUrl),
                    map.required("secretFile", Values::path),
                    map.optional("trusted", Values::path),
                    map.optional("timeout", 10_000L, Values.duration(1)),
                    map.optional("tries", 3, Values.integer(1, 10)));
        }
    }

    static NotifyConfig read(final YamlMap map) {
        map.keys("inbox", "smtp", "webhook", "queue");
        return new NotifyConfig(
                map.optionalSection("inbox", NotifyConfig::inbox).orElse(0),
                map.optionalSection("smtp", Smtp::read),
                map.optionalSection("webhook", Webhook::read),
                map.optional("queue", NONE.queue, Values.integer(1, 1_000_000)));
    }

    private static int inbox(final YamlMap map) {
        map.keys("messages");
        return map.optional("messages", 1_000, Values.integer(1, 100_000));
    }

    public boolean hasInbox() {
        return inboxMessages > 0;
    }
}
