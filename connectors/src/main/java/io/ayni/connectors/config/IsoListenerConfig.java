package io.ayni.connectors.config;

import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.translate.IsoProfile;
import io.ayni.connectors.translate.IsoRole;
import io.ayni.iso8583.spec.Dialect;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A listener for one ISO 8583 peer: who reaches it from an allowed address is that peer.
 *
 * @param name    of the peer
 * @param role    which operations it may ask for
 * @param profile in what it differs from the standard
 * @param dialect its message format
 * @param frame   how its messages are told apart
 * @param allow   addresses it calls from; none: this machine alone
 * @param peerId  in commands
 */
public record IsoListenerConfig(
        String name,
        BindAddress bind,
        IsoRole role,
        IsoProfile profile,
        Dialect dialect,
        FrameFormat frame,
        List<InetAddress> allow,
        Optional<TlsConfig> tls,
        ConnectionLimits limits,
        int peerId) {

    static IsoListenerConfig read(final YamlMap map) {
        map.keys("name", "address", "port", "role", "profile", "dialect", "frame", "allow", "tls", "limits");
        final String name = map.required("name", Values.text(32));
        final IsoProfileFile file = map.optional("profile", Values.pathBeside(map.file()))
                .map(IsoProfileFile::load).orElse(IsoProfileFile.STANDARD);
        final IsoListenerConfig config = new IsoListenerConfig(
                name,
                BindAddress.read(map, 8583),
                map.required("role", WireNames::role),
                file.profile(),
                map.optional("dialect", file.dialect(), WireNames::dialect),
                map.optional("frame", file.frame(), WireNames::frame),
                map.scalars("allow", BindAddress::address),
                map.optionalSection("tls", TlsConfig::ofListener),
                map.optionalSection("limits", ConnectionLimits::read).orElse(ConnectionLimits.DEFAULT),
                PeerId.of("iso", name));
        WireNames.checkFrame(map, config.frame, config.dialect);
        return config;
    }
}
