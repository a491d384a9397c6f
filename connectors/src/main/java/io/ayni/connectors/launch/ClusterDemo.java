package io.ayni.connectors.launch;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What happens in {@code ayni cluster demo}: load, leaders that die, and the checks. */
final class ClusterDemo {
    private static final long OPENING_MINOR = 25_000;
    private static final long AFTER_KILL_S = 3;
    private static final int TOLD_EVERY_S = 60;

    private final ClusterSite site;
    private final PrintWriter out;
    private final List<Long> silencesMs = new ArrayList<>();
    private final long startNs = System.nanoTime();
    /** Of the leader that the demo found: each vote since then, won or not, took one more. */
    private long firstTerm;
    private boolean isGood = true;

    ClusterDemo(final ClusterSite site, final PrintWriter out) {
        this.site = site;
        this.out = out;
    }

    /** @return whether nothing was lost or done twice, and all nodes agree. */
    boolean run(final int perSecond, final int seconds, final int kills) throws IOException, InterruptedException {
        say("starting three nodes, each a process, in %s", site.directory());
        site.startNodes();
        site.startGateway();
        say("member %d leads; the gateway takes JSON on port %d and ISO 8583 on port %d", site.leader().member(),
                site.json().getPort(), site.iso().getPort());
        firstTerm = site.client().leadershipTermId();
        final long before = ledgerMinor();
        try (ClusterLoad load = new ClusterLoad(site.iso(), perSecond)) {
            say("load: %,d payments a second", perSecond);
            pass(load, seconds);
            for (int kill = 1; kill <= kills; kill++) {
                kill(load, kill);
                pass(load, seconds);
            }
            load.stop();
            site.await("the answers to the last payments", () -> load.isOver() || load.problem() != null);
            say("%,d payments sent, %,d acknowledged, %,d repeated by the caller, %,d sent again by the gateway%s",
                    load.sent(), load.acknowledged(), load.repeated(), site.client().sentAgain(),
                    load.refusals().equals("{}") ? "" : "; refused for want of room: " + load.refusals());
            check(load.problem() == null, "the load ran to its end", load.problem());
            check(load.acknowledged() == load.sent(), "every payment was acknowledged in the end",
                    load.sent() - load.acknowledged() + " were not");
            final long posted = ledgerMinor() - before;
            check(posted == load.sent(), "each had its effect once: " + posted + " cents arrived",
                    "expected " + load.sent());
        }
        if (kills == 0) {
            check(elections() == 0, "0 elections: nobody was elected without need", elections() + " elections");
        } else {
            say("%d elections for %d kills; one that ends without a majority counts too", elections(), kills);
        }
        compareStates();
        summary();
        out.flush();
        return isGood;
    }

    private void pass(final ClusterLoad load, final int seconds) throws InterruptedException {
        load.longestSilenceMs();
        for (int left = seconds; left > 0; left -= TOLD_EVERY_S) {
            TimeUnit.SECONDS.sleep(Math.min(left, TOLD_EVERY_S));
            say("%,d answered, the longest time without an answer %d ms, %d elections", load.acknowledged(),
                    load.longestSilenceMs(), elections());
        }
    }

    private long elections() {
        site.await("a leader", () -> site.client().leadershipTermId() >= 0);
        return site.client().leadershipTermId() - firstTerm;
    }

    private void kill(final ClusterLoad load, final int number) throws IOException, InterruptedException {
        final NodeProcess victim = site.leader();
        load.longestSilenceMs();
        victim.kill();
        final long killedNs = System.nanoTime();
        say("kill %d: member %d (process %d) leads and gets SIGKILL", number, victim.member(), victim.pid());
        site.await("another leader", () -> site.client().leader() >= 0
                && site.client().leader() != victim.member());
        final long electedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedNs);
        final int leader = site.client().leader();
        victim.start();
        TimeUnit.SECONDS.sleep(AFTER_KILL_S);
        final long silenceMs = load.longestSilenceMs();
        silencesMs.add(silenceMs);
        say("        member %d leads after %d ms; %d ms without answers", leader, electedMs, silenceMs);
        site.await("the return of member " + victim.member(), () -> hasCaughtUp(victim));
        say("        member %d is back and follows, %.1f s after its end", victim.member(),
                (System.nanoTime() - killedNs) / 1e9);
        snapshot(); // as an operator's timer would: the next start replays what follows it alone
    }

    /** @return whether it is another process than the one that was killed, follows, and is near the leader's command. */
    private boolean hasCaughtUp(final NodeProcess node) {
        final Map<String, String> status = node.status();
        return Long.toString(node.pid()).equals(status.get("pid")) && "FOLLOWER".equals(status.get("role"))
                && sequence(status) > 0 && sequence(status) >= sequence(site.leader().status()) - 5_000;
    }

    private static long sequence(final Map<String, String> status) {
        return Long.parseLong(status.getOrDefault("sequence", "0"));
    }

    private long ledgerMinor() throws IOException, InterruptedException {
        try (DemoHttpClient client = new DemoHttpClient(site.json())) {
            return client.ledgerMinor(ClusterLoad.TO);
        }
    }

    private void snapshot() {
        final List<Map<String, String>> before = site.nodes().stream().map(NodeProcess::status).toList();
        site.client().requestSnapshot();
        site.await("a snapshot on each node", () -> {
            for (int i = 0; i < before.size(); i++) {
                final String snapshot = site.nodes().get(i).status().get("snapshot");
                if (snapshot == null || snapshot.equals(before.get(i).get("snapshot"))) {
                    return false;
                }
            }
            return true;
        });
    }

    private void compareStates() {
        snapshot();
        final Set<String> states = new HashSet<>();
        for (final NodeProcess node : site.nodes()) {
            final Map<String, String> status = node.status();
            say("member %d: %s, state after command %s: %s", node.member(), status.get("role"),
                    status.get("snapshot"), status.get("hash"));
            states.add(status.get("snapshot") + ' ' + status.get("hash"));
        }
        check(states.size() == 1, "the three hold the same", states.size() + " different states");
    }

    private void summary() {
        if (silencesMs.size() > 1) {
            final List<Long> sorted = new ArrayList<>(silencesMs);
            Collections.sort(sorted);
            say("without answers after a kill: median %d ms, worst %d ms of %d kills %s",
                    sorted.get(sorted.size() / 2), sorted.getLast(), sorted.size(), silencesMs);
        }
    }

    private void check(final boolean isTrue, final String what, final String otherwise) {
        isGood &= isTrue;
        say("%s %s", isTrue ? "ok  " : "FAIL", isTrue ? what : what + ": " + otherwise);
    }

    private void say(final String format, final Object... values) {
        out.printf("%7.2f s  %s%n", (System.nanoTime() - startNs) / 1e9, String.format(format, values));
        out.flush();
    }
}
