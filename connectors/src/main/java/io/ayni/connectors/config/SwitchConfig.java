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
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A whole switch, as one YAML file says it. */
public record SwitchConfig(
        NodeConfig node,
        Optional<Membership> membership,
        Optional<JsonListenerConfig> json,
        List<IsoListenerConfig> iso,
        Optional<AdminConfig> admin,
        List<NetworkConfig> networks,
        NotifyConfig notices,
        InstitutionConfig institution) {

    /** Of a gateway, whose engine runs on the nodes of a cluster. */
    public record Membership(GatewayConfig gateway, ClusterConfig cluster) {
    }

    /** @throws ConfigException with file, line, column, key, what is wrong and what was expected */
    public static SwitchConfig load(final Path file) {
        return parse(file.toString(), text(file));
    }

    /** @param name of the file, for messages and for the files beside it that it names */
    public static SwitchConfig parse(final String name, final String text) {
        final YamlMap map = new YamlMap(name, "", compose(name, text));
        final SwitchConfig config = read(map);
        map.end();
        config.check(map);
        return config;
    }

    /** @return the file of its own in which a switch's institution stands; empty when it stands in the same file. */
    public static Optional<Path> institutionFile(final Path file) {
        return compose(file.toString(), text(file)) instanceof final MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof final ScalarNode key
                                && key.getValue().equals("institution"))
                        .flatMap(tuple -> tuple.getValueNode() instanceof final ScalarNode value
                                ? Stream.of(file.resolveSibling(value.getValue())) : Stream.empty())
                        .findFirst()
                : Optional.empty();
    }

    /**
     * The same switch under the rules of another file of a whole switch.
     *
     * @throws ConfigException also when its networks are not those that run
     */
    public SwitchConfig withRulesOf(final String name, final String text) {
        final SwitchConfig other = parse(name, text);
        final SwitchConfig changed = new SwitchConfig(node, membership, json, iso, admin, networks, notices, other.institution);
        if (!names(networks).equals(names(other.networks)) || new PolicyCommands(changed).policyHash() != new PolicyCommands(
                new SwitchConfig(node, membership, json, iso, admin, other.networks, notices, other.institution)).policyHash()) {
            throw new ConfigException(name + ": networks: are not those that run; a restart takes other ones");
        }
        return changed;
    }

    private static List<String> names(final List<NetworkConfig> networks) {
        return networks.stream().map(NetworkConfig::name).sorted().toList();
    }

    /** The same switch under other rules, from a file of the institution's part alone. */
    public SwitchConfig withInstitution(final String name, final String text) {
        final OwnAccounts accounts = new OwnAccounts();
        networks.forEach(each -> accounts.add(AccountNumber.format(each.settlementAccount())));
        return new SwitchConfig(node, membership, json, iso, admin, networks, notices,
                institution(name, text, new InstitutionReader(networks, accounts)));
    }

    private static SwitchConfig read(final YamlMap map) {
        map.keys("node", "gateway", "cluster", "listen", "networks", "notify", "institution");
        final OwnAccounts accounts = new OwnAccounts();
        final Optional<ClusterConfig> cluster = map.optionalSection("cluster", ClusterConfig::read);
        final Optional<GatewayConfig> gateway = map.optionalSection("gateway", GatewayConfig::read);
        if (cluster.isPresent() != gateway.isPresent()) {
            throw map.errorAt(cluster.isPresent() ? "cluster" : "gateway",
                    "cluster: and gateway: go together, in the file of a gateway");
        }
        final Optional<Membership> membership = gateway.map(own -> new Membership(own, cluster.orElseThrow()));
        final NodeConfig node =
                map.section("node", membership.isPresent() ? NodeConfig::readOfGateway : NodeConfig::read);
        final Listen listen = map.optionalSection("listen", Listen::read).orElse(Listen.NOTHING);
        final List<NetworkConfig> networks = map.sections("networks", each -> NetworkConfig.read(each, accounts));
        final NotifyConfig notices = map.optionalSection("notify", NotifyConfig::read).orElse(NotifyConfig.NONE);
        return new SwitchConfig(node, membership, listen.json, listen.iso, listen.admin, networks, notices,
                readInstitution(map, new InstitutionReader(networks, accounts)));
    }

    /** The institution's part stands here or in a file of its own. */
    private static InstitutionConfig readInstitution(final YamlMap map, final InstitutionReader reader) {
        if (map.isScalar("institution")) {
            final Path file = map.required("institution", Values.pathBeside(map.file()));
            return institution(file.toString(), text(file), reader);
        }
        return map.section("institution", reader::read);
    }

    private static InstitutionConfig institution(
            final String name, final String text, final InstitutionReader reader) {
        final YamlMap map = new YamlMap(name, "", compose(name, text));
        final InstitutionConfig institution = reader.read(map);
        map.end();
        return institution;
    }

    private record Listen(Optional<JsonListenerConfig> json, List<IsoListenerConfig> iso, Optional<AdminConfig> admin) {
        static final Listen NOTHING = new Listen(Optional.empty(), List.of(), Optional.empty());

        static Listen read(final YamlMap map) {
            map.keys("json", "iso", "admin");
            return new Listen(
                    map.optionalSection("json", JsonListenerConfig::read),
                    map.sections("iso", IsoListenerConfig::read),
                    map.optionalSection("admin", AdminConfig::read));
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
        for (final NetworkConfig network : networks) {
            if (!linkIds.add(network.linkId())) {
                throw map.errorAt("networks", "link id " + network.linkId() + " is there twice");
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

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (final NoSuchFileException e) {
            throw new ConfigException(file + ": there is no such file");
        } catch (final IOException e) {
            throw new ConfigException(file + ": cannot be read as UTF-8 text");
        }
    }

    /** The nodes of a text, with their places. */
    static Node compose(final String name, final String text) {
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
