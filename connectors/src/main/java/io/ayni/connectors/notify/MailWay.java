package io.ayni.connectors.notify;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** E-mail over SMTP (RFC 5321), secured by STARTTLS (RFC 3207) or TLS, the server's name checked. One thread. */
public final class MailWay implements MessageWay {
    private final Session session;
    private final String from;

    /**
     * A mail server.
     *
     * @param isTls      from the first byte
     * @param isStartTls required, not just used where it is offered
     * @param sockets    trusts the server's certificate; null: as the JDK does
     * @param user       null: the server asks for none
     */
    public record Server(
            String host, int port, boolean isTls, boolean isStartTls, SSLSocketFactory sockets, String user,
            String password, String from, long timeoutMs) {
        @Override
        public String toString() {
            return "Server[" + host + ':' + port + ']';
        }
    }

    public MailWay(final Server server) {
        this.from = server.from;
        final Properties properties = new Properties();
        properties.put("mail.smtp.host", server.host);
        properties.put("mail.smtp.port", server.port);
        properties.put("mail.smtp.connectiontimeout", server.timeoutMs);
        properties.put("mail.smtp.timeout", server.timeoutMs);
        properties.put("mail.smtp.writetimeout", server.timeoutMs);
        properties.put("mail.smtp.ssl.enable", server.isTls);
        properties.put("mail.smtp.starttls.enable", server.isStartTls);
        properties.put("mail.smtp.starttls.required", server.isStartTls);
        properties.put("mail.smtp.ssl.checkserveridentity", true);
        if (server.sockets != null) {
            properties.put("mail.smtp.ssl.socketFactory", server.sockets);
        }
        properties.put("mail.smtp.auth", server.user != null);
        this.session = Session.getInstance(properties, server.user == null ? null : new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(server.user, server.password);
            }
        });
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Result deliver(final Letter letter, final Contact contact) {
        if (contact.email().isEmpty()) {
            return Result.NO_ADDRESS;
        }
        try {
            final MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(from, true));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(contact.email(), true));
            message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
            message.setText(letter.text(), StandardCharsets.UTF_8.name());
            message.setSentDate(new Date(letter.timeMs()));
            message.setHeader("Auto-Submitted", "auto-generated");
            Transport.send(message);
            return Result.DELIVERED;
        } catch (final SendFailedException e) {
            return e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0
                    ? Result.REFUSED : Result.TRY_AGAIN;
        } catch (final AuthenticationFailedException e) {
            return Result.TRY_AGAIN; // an operator may be changing the password
        } catch (final MessagingException e) {
            return Result.TRY_AGAIN;
        }
    }
}
