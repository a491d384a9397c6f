package io.ayni.core.host.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Three networks behind one bridge, each for a node; the test's own process stands at the bridge. Needs root, and
 * {@code ip} of iproute2.
 * <pre>
 *   gateways (this process)  10.211.77.254
 *        └── bridge ayni-br ─┬─ ayni-v0 ── 10.211.77.1 in ayni-n0
 *                            ├─ ayni-v1 ── 10.211.77.2 in ayni-n1
 *                            └─ ayni-v2 ── 10.211.77.3 in ayni-n2
 * </pre>
 */
final class TestNetwork implements AutoCloseable {
    private static final String NET = "10.211.77.";
    private static final String NOBODY = "02:00:00:00:00:99";
    private static final String BRIDGE = "ayni-br";
    private static final int NODES = 3;

    TestNetwork() {
        close(); // what a test that was killed left behind
        ip("link add %s type bridge", BRIDGE);
        ip("addr add %s/24 dev %s", gatewayHost(), BRIDGE);
        ip("link set %s up", BRIDGE);
        for (int i = 0; i < NODES; i++) {
            ip("netns add ayni-n%d", i);
            ip("link add ayni-v%d type veth peer name eth0 netns ayni-n%d", i, i);
            ip("link set ayni-v%d master %s", i, BRIDGE);
            ip("link set ayni-v%d up", i);
            ip("-n ayni-n%d addr add %s/24 dev eth0", i, host(i));
            ip("-n ayni-n%d link set eth0 up", i);
            ip("-n ayni-n%d link set lo up", i);
        }
    }

    /** @return null when it can be made here, else why not. */
    static String whyNot() {
        try {
            run("ip netns add ayni-try");
            run("ip netns del ayni-try");
            return null;
        } catch (final IllegalStateException e) {
            return e.getMessage();
        }
    }

    String host(final int node) {
        return NET + (node + 1);
    }

    String gatewayHost() {
        return NET + 254;
    }

    /** @return what goes before a command for it to run in the node's network. */
    List<String> prefix(final int node) {
        return List.of("ip", "netns", "exec", "ayni-n" + node);
    }

    /**
     * From now on neither of the two hears the other: what it sends goes to a card that nobody has. Lost on its way, as
     * by a broken switch; a local rule that refuses it would be an error of the sender's call, which is something else.
     */
    void cut(final int one, final int other) {
        ip("-n ayni-n%d neigh replace %s lladdr %s dev eth0 nud permanent", one, host(other), NOBODY);
        ip("-n ayni-n%d neigh replace %s lladdr %s dev eth0 nud permanent", other, host(one), NOBODY);
    }

    void join(final int one, final int other) {
        ip("-n ayni-n%d neigh del %s dev eth0", one, host(other));
        ip("-n ayni-n%d neigh del %s dev eth0", other, host(one));
    }

    /** Pulls the node's plug out: nodes and gateways do not hear it. */
    void unplug(final int node) {
        ip("link set ayni-v%d down", node);
    }

    void plug(final int node) {
        ip("link set ayni-v%d up", node);
    }

    private static void ip(final String arguments, final Object... values) {
        run("ip " + arguments.formatted(values));
    }

    private static void run(final String command) {
        try {
            final Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
            final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output.strip());
            }
        } catch (final IOException e) {
            throw new IllegalStateException(e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < NODES; i++) {
            quietly("netns del ayni-n" + i);
            quietly("link del ayni-v" + i);
        }
        quietly("link del " + BRIDGE);
    }

    private static void quietly(final String arguments) {
        try {
            ip(arguments);
        } catch (final IllegalStateException notThere) {
            // as it should be
        }
    }
}
