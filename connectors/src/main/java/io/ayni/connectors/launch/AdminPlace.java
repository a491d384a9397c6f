package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the running switch is, and who asks. */
final class AdminPlace {
    @Option(names = "--key-file", paramLabel = "FILE",
            description = "File of the admin key; or the key in AYNI_ADMIN_KEY. Only where one is configured.")
    private Path keyFile;

    /** @param given the address as it was given; null: as listen.admin of the configuration says */
    AdminClient client(final SwitchConfig config, final String given) throws IOException {
        return new AdminClient(base(config, given),
                keyFile == null ? System.getenv("AYNI_ADMIN_KEY") : Files.readString(keyFile).strip());
    }

    private static URI base(final SwitchConfig config, final String given) {
        if (given != null) {
            try {
                return URI.create(given);
            } catch (final IllegalArgumentException e) {
                throw UserError.wrongUse("expected an address such as http://127.0.0.1:8081, found '" + given + "'");
            }
        }
        return config.admin()
                .map(admin -> URI.create("http://" + host(admin.bind().socketAddress().getAddress().getHostAddress())
                        + ':' + admin.bind().port()))
                .orElseThrow(() -> UserError.wrongUse("listen.admin is not in the file: say where the switch is, such as"
                        + " http://127.0.0.1:8081"));
    }

    private static String host(final String address) {
        return address.indexOf(':') < 0 ? address : '[' + address + ']';
    }
}
