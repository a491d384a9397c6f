package io.ayni.connectors.harness;

import org.jpos.iso.BaseChannel;
import org.jpos.iso.ISOClientSocketFactory;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.channel.ASCIIChannel;
import org.jpos.iso.channel.NACChannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A caller over a jPOS channel; answers are matched on DE41, DE11 and DE37, as a jPOS QMUX does. */
public final class JposCaller implements AutoCloseable {
    private final BaseChannel channel;
    private final Map<String, CompletableFuture<ISOMsg>> waiting = new ConcurrentHashMap<>();

    private JposCaller(final BaseChannel channel) throws IOException {
        this.channel = channel;
        channel.connect();
        Thread.ofVirtual().start(this::receive);
    }

    /** Two bytes of length and a binary bitmap. */
    public static JposCaller binary(final InetSocketAddress address) throws IOException {
        return new JposCaller(new NACChannel(
            address.getHostString(), address.getPort(), JposPackagers.binaryBitmap(), null));
    }

    /** As {@link #binary}, over TLS. */
    public static JposCaller tls(final InetSocketAddress address, final SSLContext context) throws IOException {
        final NACChannel channel =
            new NACChannel(address.getHostString(), address.getPort(), JposPackagers.binaryBitmap(), null);
        channel.setSocketFactory(new ISOClientSocketFactory() {
            @Override
            public Socket createSocket(final String host, final int port) throws IOException {
                return context.getSocketFactory().createSocket(host, port);
            }
        });
        return new JposCaller(channel);
    }

    /** Four digits of length and a hexadecimal bitmap. */
    public static JposCaller ascii(final InetSocketAddress address) throws IOException {
        return new JposCaller(new ASCIIChannel(
            address.getHostString(), address.getPort(), JposPackagers.hexBitmap()));
    }

    /** Sends a request. @return what answers it; fails when the connection ends. */
    public CompletableFuture<ISOMsg> send(final ISOMsg request) throws IOException, ISOException {
        final CompletableFuture<ISOMsg> answer = new CompletableFuture<>();
        waiting.put(key(request), answer);
        channel.send((ISOMsg) request.clone());
        return answer;
    }

    /** Sends a request and waits for what answers it, for so long. */
    public ISOMsg request(final ISOMsg request, final long timeoutMs) throws IOException, ISOException {
        return send(request).orTimeout(timeoutMs, TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() throws IOException {
        channel.disconnect();
    }

    private void receive() {
        try {
            while (channel.isConnected()) {
                final ISOMsg answer = channel.receive();
                if (answer.isRequest()) {
                    approve(answer);
                    continue;
                }
                final CompletableFuture<ISOMsg> waits = waiting.remove(key(answer));
                if (waits != null) {
                    waits.complete(answer);
                }
            }
        } catch (final IOException | ISOException | NullPointerException ended) {
            // a jPOS channel that is disconnected while it reads has no socket any more
            waiting.values().forEach(each -> each.completeExceptionally(ended));
        }
    }

    /** What the switch asks over the same connection, as of a network, is approved. */
    private void approve(final ISOMsg request) throws IOException, ISOException {
        request.setResponseMTI();
        request.set(39, "00");
        channel.send(request);
    }

    private static String key(final ISOMsg message) {
        return message.getString(41) + '|' + message.getString(11) + '|' + message.getString(37);
    }
}
