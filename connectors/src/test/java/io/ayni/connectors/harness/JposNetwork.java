package io.ayni.connectors.harness;

import org.jpos.core.ConfigurationException;
import org.jpos.core.SimpleConfiguration;
import org.jpos.iso.BaseChannel;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOPackager;
import org.jpos.iso.ISOServer;
import org.jpos.iso.ISOSource;
import org.jpos.iso.ISOUtil;
import org.jpos.iso.ServerChannel;
import org.jpos.iso.channel.ASCIIChannel;
import org.jpos.iso.channel.NACChannel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An interbank network made of jPOS alone: answers sign-on and echo by itself, the rest as the test says. */
public final class JposNetwork implements AutoCloseable {
    /** What the network does with a payment or a reversal. */
    @FunctionalInterface
    public interface Behaviour {
        void on(ISOSource source, ISOMsg message) throws IOException, ISOException;
    }

    /** Transport protocol data unit in front of each message, from the caller's side. */
    public static final String TPDU = "6000030001";
    /** DE38 of every approval. */
    public static final String APPROVAL_CODE = "NET001";

    private final ISOServer server;
    private final Thread thread;
    private final int port;
    private final List<ISOMsg> received = new CopyOnWriteArrayList<>();
    private final List<ISOMsg> management = new CopyOnWriteArrayList<>();
    private volatile Behaviour behaviour = (source, message) -> answer(source, message, "00");
    private volatile ISOSource lastSource;
    private volatile boolean answersManagement = true;
    private boolean isClosed;

    private JposNetwork(final ServerChannel channel) throws IOException, ConfigurationException {
        final ServerSocket listening = new ServerSocket(0);
        port = listening.getLocalPort();
        server = new ISOServer(port, channel, 10);
        server.setSocketFactory(asked -> listening); // bound before anybody asks for the port, and nobody else's
        server.setConfiguration(new SimpleConfiguration());
        server.addISORequestListener(this::process);
        thread = Thread.ofPlatform().daemon().name("jpos-network").start(server);
    }

    /** Two bytes of length and a binary bitmap. */
    public static JposNetwork binary() throws IOException, ConfigurationException {
        return new JposNetwork(new NACChannel(JposPackagers.binaryBitmap(), null));
    }

    /** Four digits of length and a hexadecimal bitmap. */
    public static JposNetwork ascii() throws IOException, ConfigurationException {
        return new JposNetwork(new ASCIIChannel(JposPackagers.hexBitmap()));
    }

    /** @param dialect of ours that {@link JposPackagers#of} knows; with a frame that jPOS has a channel for */
    public static JposNetwork of(final String dialect, final String frame) throws IOException, ConfigurationException {
        final ISOPackager packager = JposPackagers.of(dialect);
        return new JposNetwork(switch (frame) {
            case "binary-2" -> new NACChannel(packager, null);
            case "binary-2-tpdu" -> new NACChannel(packager, ISOUtil.hex2byte(TPDU));
            case "ascii-4" -> new ASCIIChannel(packager);
            default -> throw new IllegalArgumentException(frame);
        });
    }

    public int port() {
        return port;
    }

    /** What happens to payments and reversals from now on. */
    public void behave(final Behaviour changed) {
        behaviour = changed;
    }

    /** Whether sign-ons and echoes are answered from now on. */
    public void answerManagement(final boolean answers) {
        answersManagement = answers;
    }

    /** @return payments and reversals received so far. */
    public List<ISOMsg> received() {
        return received;
    }

    /** @return 0800 received so far. */
    public List<ISOMsg> management() {
        return management;
    }

    /** Ends the connection that spoke last; it may be made again. */
    public void dropConnection() {
        try {
            ((BaseChannel) lastSource).disconnect();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a message of the network's own to the switch that spoke last. */
    public void send(final ISOMsg message) throws IOException, ISOException {
        final ISOMsg packed = (ISOMsg) message.clone();
        lastSource.send(packed);
    }

    /** Answers with all the fields of the request. */
    public static void answer(final ISOSource source, final ISOMsg request, final String responseCode)
        throws IOException, ISOException {
        final ISOMsg answer = (ISOMsg) request.clone();
        answer.setResponseMTI();
        answer.set(39, responseCode);
        if (responseCode.equals("00") && answer.getMTI().equals("0210")) {
            answer.set(38, APPROVAL_CODE);
        }
        source.send(answer);
    }

    @Override
    public void close() throws InterruptedException {
        if (!isClosed) {
            isClosed = true;
            server.shutdown();
            thread.join(5_000);
        }
    }

    private boolean process(final ISOSource source, final ISOMsg message) {
        lastSource = source;
        try {
            if (message.getMTI().equals("0800")) {
                management.add((ISOMsg) message.clone());
                if (answersManagement) {
                    answer(source, message, "00");
                }
            } else {
                received.add((ISOMsg) message.clone());
                behaviour.on(source, message);
            }
        } catch (final IOException | ISOException e) {
            throw new IllegalStateException(e);
        }
        return true;
    }
}
