package io.ayni.perf.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.jpos.core.ConfigurationException;
import org.jpos.core.SimpleConfiguration;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOServer;
import org.jpos.iso.ISOSource;
import org.jpos.iso.channel.PostChannel;
import org.jpos.iso.packager.GenericPackager;

/**
 * jPOS's server with a listener that answers on the thread that read: parse, set the response code, pack, and no work
 * at all in between. At its best setting: more sessions than connections (at its maximum it sleeps before it accepts),
 * no logger, one packager. {@code PostChannel} has a length of two bytes in front of each message.
 */
final class JposListenerPeer implements Peer {
    static final int MAX_SESSIONS = 16_384;

    private final ServerSocket socket;
    private final ISOServer server;

    private JposListenerPeer(final ServerSocket socket, final ISOServer server) {
        this.socket = socket;
        this.server = server;
    }

    static Peer start() throws ISOException, IOException {
        final ServerSocket socket = new ServerSocket(0, 1_024, InetAddress.getLoopbackAddress());
        final ISOServer server = new ISOServer(socket.getLocalPort(), new PostChannel(packager()), MAX_SESSIONS);
        server.setSocketFactory(port -> socket);
        configure(server);
        server.addISORequestListener(JposListenerPeer::answer);
        Thread.ofPlatform().daemon().name("jpos-server").start(server);
        return new JposListenerPeer(socket, server);
    }

    private static void configure(final ISOServer server) {
        try {
            server.setConfiguration(new SimpleConfiguration());
        } catch (final ConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    static GenericPackager packager() throws ISOException, IOException {
        try (InputStream fields = JposListenerPeer.class.getResourceAsStream("jpos-iso1987-ascii.xml")) {
            return new GenericPackager(fields);
        }
    }

    private static boolean answer(final ISOSource source, final ISOMsg request) {
        try {
            final ISOMsg answer = (ISOMsg) request.clone();
            answer.setResponseMTI();
            answer.set(39, "00");
            source.send(answer);
            return true;
        } catch (final ISOException e) {
            return false;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        server.shutdown();
        try {
            socket.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
