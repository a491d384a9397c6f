package io.ayni.connectors.config;

import io.ayni.core.command.AccountNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A whole switch, as one YAML file says it. */
public record SwitchConfig(
        NodeConfig node,
        Optional<JsonListenerConfig> json,
        List<IsoListenerConfig> iso,
        List<NetworkConfig> networks,
        NotifyConfig notices,
        InstitutionConfig institution) {

    /** @throws ConfigException with file, line, column, key, what is wrong and what was expected */
    public static SwitchConfig load(final Path file) {
        final String text;
        try {
            text = Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (final IOException e) {
            throw new ConfigException(file + ": cannot be read as UTF-8 text");
        }
        return parse(file.toString(), text);
    }

    /** @param name of the file, for messages */
    public static SwitchConfig parse(final String name, final String text) {
        final YamlMap map = new YamlMap(name, "", compose(name, text));
        final SwitchConfig config = read(map);
        map.end();
        config.check(map);
        return config;
    }

    private static SwitchConfig read(final YamlMap map) {
        final NodeConfig node = map.section("node", NodeConfig::read);
        final Listen listen = map.optionalSection("listen", Listen::read).orElse(Listen.NOTHING);
        return new SwitchConfig(
                node,
                listen.json,
                listen.iso,
                map.sections("networks", NetworkConfig::read),
                map.optionalSection("notify", NotifyConfig::read).orElse(NotifyConfig.NONE),
                map.section("institution", InstitutionConfig::read));
    }

    private record Listen(Optional<JsonListenerConfig> json, List<IsoListenerConfig> iso) {
        static final Listen NOTHING = new Listen(Optional.empty(), List.of());

        static Listen read(final YamlMap map) {
            return new Listen(
                    map.optionalSection("json", JsonListenerConfig::read), map.sections("iso", IsoListenerConfig::read));
        }
    }

    /** What no section can know alone. */
    private void check(final YamlMap map) {
        final Map<Integer, String> peers = new HashMap<>();
        json.ifPresent(listener -> listener.channels().forEach(
                channel -> addPeer(map, peers, channel.peerId(), channel.name())));
        iso.forEach(listener -> addPeer(map, peers, listener.peerId(), listener.name()));
        networks.forEach(network -> addPeer(map, peers, network.peerId(), network.name()));
        final Set<Integer> linkIds = new HashSet<>();
        final Set<String> networkNames = new HashSet<>();
        for (final NetworkConfig network : networks) {
            networkNames.add(network.name());
            if (!linkIds.add(network.linkId())) {
                throw map.errorAt("networks", "link id " + network.linkId() + " is there twice");
            }
        }
        checkOwnAccounts(map);
        for (final String target : institution.routes().values()) {
            if (!networkNames.contains(target)) {
                throw map.errorAt("institution", "routes: there is no network '" + target + "'");
            }
        }
    }

    /** Each account of the institution has one meaning: what it sums up must be told apart. */
    private void checkOwnAccounts(final YamlMap map) {
        final InstitutionConfig.InstitutionAccounts accounts = institution.accounts();
        final Set<Long> own = new HashSet<>();
        for (final long account : new long[] {
            accounts.opening(), accounts.fees(), accounts.taxes(), accounts.suspense(), accounts.cardSettlement()}) {
            if (!own.add(account)) {
                throw map.errorAt("institution", "accounts: " + AccountNumber.format(account) + " is there twice");
            }
        }
        for (final NetworkConfig network : networks) {
            if (!own.add(network.settlementAccount())) {
                throw map.errorAt("networks", "settlementAccount: " + AccountNumber.format(network.settlementAccount())
                        + " is another account of the institution too");
            }
        }
    }

    private static void addPeer(final YamlMap map, final Map<Integer, String> peers, final int peerId,
            final String name) {
        final String other = peers.putIfAbsent(peerId, name);
        if (other != null) {
            throw map.errorAt("listen", other.equals(name)
                    ? "the name '" + name + "' is there twice"
                    : "the names '" + name + "' and '" + other + "' have the same number: change one of them");
        }
    }

    private static Node compose(final String name, final String text) {
        final LoadSettings settings = LoadSettings.builder().setLabel(name).setUseMarks(true)
                .setAllowDuplicateKeys(false).build();
        try {
            return new Compose(settings).composeString(text)
                    .orElseThrow(() -> new ConfigException(name + ": the file is empty"));
        } catch (final MarkedYamlEngineException e) {
            final String place = e.getProblemMark()
                    .map(mark -> name + ':' + (mark.getLine() + 1) + ':' + (mark.getColumn() + 1))
                    .orElse(name);
            throw new ConfigException(place + ": no YAML: " + e.getProblem());
        } catch (final YamlEngineException e) {
            throw new ConfigException(name + ": no YAML: " + e.getMessage());
        }
    }
}
