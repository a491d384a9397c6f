package io.ayni.connectors.launch;

import io.ayni.connectors.config.NotifyConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.notify.ContactBook;
import io.ayni.connectors.notify.DemoInbox;
import io.ayni.connectors.notify.MailWay;
import io.ayni.connectors.notify.MemberTexts;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.notify.PayeeNames;
import io.ayni.connectors.notify.Postman;
import io.ayni.connectors.notify.WebhookWay;
import io.ayni.connectors.security.SecretFile;
import io.ayni.connectors.security.TlsContexts;
import io.ayni.connectors.translate.InstitutionFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** The ways to members, as configured: demo inbox, mail server, web service. */
final class Notifiers implements AutoCloseable {
    private static final long RETRY_MS = 1_000;

    private final Optional<DemoInbox> inbox;
    private final Optional<Postman> postman;
    private final Notifier notifier;
    private final List<WebhookWay> webhooks = new ArrayList<>();

    /** @throws IOException with the file of a secret or certificate that cannot be used */
    Notifiers(final SwitchConfig config, final Supplier<InstitutionFacts> facts, final Supplier<ContactBook> contacts)
            throws IOException {
        final NotifyConfig notices = config.notices();
        final MemberTexts texts = new MemberTexts(
                config.institution().name(), config.institution().currency(), new Names(facts));
        inbox = notices.hasInbox() ? Optional.of(new DemoInbox(texts, notices.inboxMessages())) : Optional.empty();
        final List<Postman.Tried> ways = ways(notices);
        postman = ways.isEmpty() ? Optional.empty() : Optional.of(new Postman(
                texts, contacts.get(), ways, RETRY_MS, notices.queue(), System::currentTimeMillis));
        final List<Notifier> all = new ArrayList<>();
        inbox.ifPresent(all::add);
        postman.ifPresent(all::add);
        notifier = all.isEmpty() ? Notifier.NONE : all.size() == 1 ? all.getFirst() : Notifier.all(all);
    }

    Notifier notifier() {
        return notifier;
    }

    Optional<DemoInbox> inbox() {
        return inbox;
    }

    Optional<Postman> postman() {
        return postman;
    }

    private List<Postman.Tried> ways(final NotifyConfig notices) throws IOException {
        final List<Postman.Tried> ways = new ArrayList<>();
        if (notices.smtp().isPresent()) {
            final NotifyConfig.Smtp smtp = notices.smtp().get();
            ways.add(new Postman.Tried(new MailWay(new MailWay.Server(
                    smtp.host(), smtp.port(),
                    smtp.security() == NotifyConfig.MailSecurity.TLS,
                    smtp.security() == NotifyConfig.MailSecurity.STARTTLS,
                    smtp.trusted().isPresent() ? trust(smtp.trusted()).getSocketFactory() : null,
                    smtp.user().orElse(null),
                    smtp.passwordFile().isPresent() ? SecretFile.read(smtp.passwordFile().get()) : null,
                    smtp.from(), smtp.timeoutMs())), smtp.tries()));
        }
        if (notices.webhook().isPresent()) {
            final NotifyConfig.Webhook webhook = notices.webhook().get();
            final WebhookWay way = new WebhookWay(webhook.url(), SecretFile.read(webhook.secretFile()),
                    trust(webhook.trusted()), webhook.timeoutMs(), System::currentTimeMillis);
            webhooks.add(way);
            ways.add(new Postman.Tried(way, webhook.tries()));
        }
        return ways;
    }

    private static SSLContext trust(final Optional<Path> trusted) throws IOException {
        return trusted.isPresent() ? TlsContexts.trusting(trusted.get()) : null;
    }

    /** As the rules in force call them. */
    private record Names(Supplier<InstitutionFacts> facts) implements PayeeNames {
        @Override
        public String biller(final int billerId) {
            return facts.get().billerName(billerId);
        }

        @Override
        public String institution(final long code) {
            final String name = facts.get().institutions().get(code);
            return name == null ? NONE.institution(code) : name;
        }
    }

    @Override
    public void close() {
        postman.ifPresent(Postman::close);
        webhooks.forEach(WebhookWay::close);
    }
}
