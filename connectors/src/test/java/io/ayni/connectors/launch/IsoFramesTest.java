package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.harness.JposPackagers;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import org.jpos.iso.BaseChannel;
import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.channel.ASCIIChannel;
import org.jpos.iso.channel.BCDChannel;
import org.jpos.iso.channel.HEXChannel;
import org.jpos.iso.channel.NACChannel;
import org.jpos.iso.channel.NCCChannel;
import org.jpos.iso.channel.PostChannel;
import org.jpos.iso.channel.RawChannel;
import org.jpos.iso.channel.VAPChannel;
import org.jpos.iso.header.BASE1Header;
import org.jpos.iso.header.BaseHeader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch whose listeners are framed as configuration says, called by the channels of jPOS that frame likewise. */
class IsoFramesTest {
    private static final byte[] TPDU = {0x60, 0x00, 0x01, 0x00, 0x02};
    private static final String[] FRAMES = {"binary-2", "binary-2-tpdu", "bcd-2", "bcd-2-tpdu", "binary-4", "ascii-4",
        "hex-4", "vap"};

    @TempDir
    private Path directory;
    private Switch node;

    @BeforeEach
    void start() {
        final Path dialect = TestFiles.write(directory, "mine.yaml",
                Cli.run("iso", "spec", "--dialect", "iso1987-ascii", "--yaml").out());
        final StringBuilder listeners = new StringBuilder();
        for (final String frame : FRAMES) {
            listeners.append("    - {name: ").append(frame).append(", role: channel, port: 0, frame: ").append(frame)
                    .append(", dialect: ").append(dialect).append("}\n");
        }
        final String yaml = TestFiles.yaml(directory)
                .replaceFirst("    - \\{name: mobile, role: channel, port: 0}\n", listeners.toString());
        node = Switch.start(SwitchConfig.load(TestFiles.write(directory, "switch.yaml", yaml)), cause -> { });
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private int port(final String frame) {
        final InetSocketAddress address = node.addresses().get(frame);
        return address.getPort();
    }

    private static ISOMsg echo(final BaseChannel channel) throws Exception {
        return echo(channel, null);
    }

    private static ISOMsg echo(final BaseChannel channel, final byte[] header) throws Exception {
        channel.setTimeout(5_000);
        channel.connect();
        try {
            channel.send(message(header));
            channel.send(message(header));
            assertThat(channel.receive().getMTI()).isEqualTo("0810");
            final ISOMsg answer = channel.receive();
            assertThat(answer.getString(39)).isEqualTo("00");
            assertThat(answer.getString(11)).isEqualTo("000042");
            return answer;
        } finally {
            channel.disconnect();
        }
    }

    private static ISOMsg message(final byte[] header) throws ISOException {
        final ISOMsg message = new ISOMsg("0800");
        message.set(7, "1121120000");
        message.set(11, "000042");
        message.set(70, "301");
        if (header != null) {
            message.setHeader(header.length == TPDU.length ? new BaseHeader(header) : new BASE1Header(header));
        }
        return message;
    }

    @Test
    void eachLengthIsSpoken() throws Exception {
        final String host = "127.0.0.1";
        echo(new PostChannel(host, port("binary-2"), JposPackagers.binaryBitmap()));
        echo(new NACChannel(host, port("binary-2"), JposPackagers.binaryBitmap(), null));
        echo(new BCDChannel(host, port("bcd-2"), JposPackagers.binaryBitmap(), null));
        echo(new ASCIIChannel(host, port("ascii-4"), JposPackagers.binaryBitmap()));
        echo(new HEXChannel(host, port("hex-4"), JposPackagers.binaryBitmap(), null));
        echo(new RawChannel(host, port("binary-4"), JposPackagers.binaryBitmap(), null));
    }

    @Test
    void theAddressesOfATransportHeaderChangePlacesInTheAnswer() throws Exception {
        final ISOMsg overNac = echo(new NACChannel("127.0.0.1", port("binary-2-tpdu"), JposPackagers.binaryBitmap(), TPDU));
        final ISOMsg overNcc = echo(new NCCChannel("127.0.0.1", port("bcd-2-tpdu"), JposPackagers.binaryBitmap(), TPDU));

        assertThat(HexFormat.of().formatHex(overNac.getHeader())).isEqualTo("6000020001");
        assertThat(HexFormat.of().formatHex(overNcc.getHeader())).isEqualTo("6000020001");
    }

    @Test
    void theStationsOfAHeaderChangePlacesInTheAnswer() throws Exception {
        final BASE1Header header = new BASE1Header("111111", "222222");
        final ISOMsg answer = echo(new VAPChannel("127.0.0.1", port("vap"), JposPackagers.binaryBitmap()), header.pack());

        final BASE1Header back = new BASE1Header(answer.getHeader());
        assertThat(back.getSource()).isEqualTo(header.getDestination());
        assertThat(back.getDestination()).isEqualTo(header.getSource());
    }
}
