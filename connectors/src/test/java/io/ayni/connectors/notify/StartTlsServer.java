package io.ayni.connectors.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Offers STARTTLS (RFC 3207) in front of a mail server on this machine that has none; keeps the verbs said before it. */
final class StartTlsServer implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket listener = new ServerSocket(0);
    private final List<String> verbs = new CopyOnWriteArrayList<>();
    private final SSLContext context;
    private final int mailPort;

    StartTlsServer(final Path keyStore, final int mailPort) throws Exception {
        this.mailPort = mailPort;
        final KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD);
        }
        final KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    List<String> saidInTheClear() {
        return verbs;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                final Socket caller = listener.accept();
                verbs.clear();
                Thread.ofVirtual().start(() -> serve(caller));
            } catch (final IOException closed) {
                return;
            }
        }
    }

    private void serve(final Socket caller) {
        try (caller; Socket mail = new Socket(InetAddress.getLoopbackAddress(), mailPort)) {
            say(caller, "220 front ready");
            final BufferedReader lines = reader(caller);
            String verb = "";
            while (!verb.equals("STARTTLS")) {
                verb = lines.readLine().split(" ")[0].toUpperCase(Locale.ROOT);
                verbs.add(verb);
                say(caller, switch (verb) {
                    case "EHLO" -> "250-front\r\n250 STARTTLS";
                    case "STARTTLS" -> "220 go ahead";
                    default -> "530 STARTTLS first";
                });
            }
            final SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(caller, null, 0, false);
            secured.setUseClientMode(false);
            secured.startHandshake();
            reader(mail).readLine(); // its greeting: we gave ours
            final Thread back = Thread.ofVirtual().start(() -> copy(mail, secured));
            copy(secured, mail);
            back.join();
        } catch (final IOException | InterruptedException callerGaveUp) {
            // what a test that expects it looks at is the other end
        }
    }

    private static void copy(final Socket from, final Socket to) {
        try {
            final InputStream in = from.getInputStream();
            final OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.close();
        } catch (final IOException closed) {
            // the other direction ended first
        }
    }

    private static BufferedReader reader(final Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void say(final Socket socket, final String text) throws IOException {
        socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
