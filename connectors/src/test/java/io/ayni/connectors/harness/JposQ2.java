package io.ayni.connectors.harness;

import org.jpos.iso.ISOMsg;
import org.jpos.q2.Q2;
import org.jpos.q2.iso.QMUX;
import org.jpos.util.NameRegistrar;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A channel server as those who use jPOS deploy one: Q2 with channel adaptors that reconnect by themselves and a QMUX over
 * each. Requests are matched with answers by jPOS alone.
 */
public final class JposQ2 implements AutoCloseable {
    private static final long BOOT_MS = 60_000;
    private static final String ADAPTOR = """
        <channel-adaptor name='%1$s-adaptor' class='org.jpos.q2.iso.ChannelAdaptor'>
          <channel class='%2$s' packager='org.jpos.iso.packager.GenericPackager' %6$s>
            <property name='packager-config' value='%3$s'/>
            <property name='host' value='%4$s'/>
            <property name='port' value='%5$d'/>
          </channel>
          <in>%1$s-send</in>
          <out>%1$s-receive</out>
          <reconnect-delay>50</reconnect-delay>
        </channel-adaptor>
        """;
    private static final String MUX = """
        <mux name='%1$s' class='org.jpos.q2.iso.QMUX'>
          <in>%1$s-receive</in>
          <out>%1$s-send</out>
          <ready>%1$s-adaptor.ready</ready>
          <key>41, 11, 37</key>
        </mux>
        """;

    private final Q2 q2;
    private final String name;
    private final int count;
    private int next;

    /** Deploys so many adaptors, and waits until all are connected. @param directory of the deployment */
    public JposQ2(
        final Path directory, final String name, final int count, final InetSocketAddress address, final String dialect,
        final String frame) throws IOException {
        this.name = name;
        this.count = count;
        final Path deploy = Files.createDirectories(directory.resolve("deploy"));
        final Path packager = Files.writeString(directory.resolve("packager.xml"), JposPackagers.xmlOf(dialect));
        for (int i = 0; i < count; i++) {
            Files.writeString(deploy.resolve("10_adaptor_" + i + ".xml"), ADAPTOR.formatted(
                name + i, channel(frame), packager, address.getHostString(), address.getPort(),
                frame.endsWith("tpdu") ? "header='" + JposNetwork.TPDU + '\'' : ""));
            Files.writeString(deploy.resolve("20_mux_" + i + ".xml"), MUX.formatted(name + i));
        }
        q2 = new Q2(deploy.toString());
        q2.start();
        for (int i = 0; i < count; i++) {
            final String each = name + i;
            Await.until(each + " is connected", BOOT_MS, () -> isConnected(each));
        }
    }

    private static String channel(final String frame) {
        return frame.startsWith("ascii-4") ? "org.jpos.iso.channel.ASCIIChannel" : "org.jpos.iso.channel.NACChannel";
    }

    private static boolean isConnected(final String mux) {
        final QMUX found = NameRegistrar.getIfExists("mux." + mux);
        return found != null && found.isConnected();
    }

    /** Sends a request over the next of the connections. @return what QMUX takes for its answer; null: it came too late */
    public CompletableFuture<ISOMsg> send(final ISOMsg request, final long timeoutMs) {
        final QMUX mux = NameRegistrar.getIfExists("mux." + name + next++ % count);
        final ISOMsg copy = (ISOMsg) request.clone();
        return CompletableFuture.supplyAsync(() -> {
            try {
                return mux.request(copy, timeoutMs);
            } catch (final Exception e) {
                throw new IllegalStateException(e);
            }
        }, Thread::startVirtualThread);
    }

    @Override
    public void close() {
        q2.shutdown(true);
    }
}
