package io.ayni.perf.soak;

import io.ayni.connectors.simulator.OrderText;
import io.ayni.connectors.simulator.SimulatedNetwork;
import io.ayni.connectors.simulator.SimulatedNetwork.Target;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says what goes wrong when: each network has wrong answers, at times with a fault of its link, then none for a while, drawn from the
 * seed;
 * links flap and the switch is killed so many times, evenly spread. A thread for the networks, one for the switch.
 */
final class FaultDirector implements AutoCloseable {
    private static final long LONGEST_FAULT_MS = 4_000;
    private static final long SHORTEST_MS = 200;

    private final SoakSettings settings;
    private final SoakNetworks networks;
    private final SoakSwitch node;
    private final SoakLoad load;
    private final SplittableRandom random;
    private final ScheduledExecutorService thread = daemon("soak-faults");
    private final ScheduledExecutorService killer = daemon("soak-killer");
    private final Map<FaultKind, Integer> events = new ConcurrentHashMap<>();
    private final List<Future<?>> planned = new ArrayList<>();
    private volatile boolean isEnded;
    private volatile IOException failure;

    FaultDirector(
        final SoakSettings settings, final SoakNetworks networks, final SoakSwitch node, final SoakLoad load) {
        this.settings = settings;
        this.networks = networks;
        this.node = node;
        this.load = load;
        this.random = new SplittableRandom(settings.seed());
    }

    private static ScheduledExecutorService daemon(final String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            final Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    void start() {
        for (final SimulatedNetwork network : networks.all()) {
            final List<FaultKind> kinds = settings.faults().stream().filter(kind -> isFor(kind, network)).toList();
            if (!kinds.isEmpty()) {
                thread.schedule(() -> next(network, kinds), SHORTEST_MS, TimeUnit.MILLISECONDS);
            }
        }
        if (settings.faults().contains(FaultKind.HANG_UP)) {
            planned.add(thread.scheduleAtFixedRate(() -> {
                count(FaultKind.HANG_UP);
                load.hangUp();
            }, 700, 2_500, TimeUnit.MILLISECONDS));
        }
        evenly(settings.flaps(), thread, this::flapAll);
        evenly(settings.kills(), killer, this::kill);
    }

    private void evenly(final int times, final ScheduledExecutorService on, final Runnable task) {
        for (int i = 0; i < times; i++) {
            planned.add(on.schedule(task, settings.durationMs() * (2L * i + 1) / (2L * times), TimeUnit.MILLISECONDS));
        }
    }

    private boolean isFor(final FaultKind kind, final SimulatedNetwork network) {
        return switch (kind) {
            case HANG_UP, KILL -> false;
            case FLAP -> settings.flaps() == 0;
            case PENDING -> network == networks.billers();
            default -> true;
        };
    }

    private void next(final SimulatedNetwork network, final List<FaultKind> kinds) {
        if (isEnded) {
            return;
        }
        begin(kinds.stream().filter(kind -> !kind.breaksLinks()).toList(), network);
        if (random.nextBoolean()) {
            begin(kinds.stream().filter(FaultKind::breaksLinks).toList(), network);
        }
        thread.schedule(() -> {
            OrderText.apply("clear", network);
            thread.schedule(() -> next(network, kinds), random.nextLong(SHORTEST_MS, 1_000), TimeUnit.MILLISECONDS);
        }, random.nextLong(SHORTEST_MS, LONGEST_FAULT_MS), TimeUnit.MILLISECONDS);
    }

    private void begin(final List<FaultKind> kinds, final SimulatedNetwork network) {
        if (!kinds.isEmpty()) {
            final FaultKind kind = kinds.get(random.nextInt(kinds.size()));
            count(kind);
            OrderText.apply(words(kind, network), network);
        }
    }

    private String words(final FaultKind kind, final SimulatedNetwork network) {
        return switch (kind) {
            case FLAP -> "down " + random.nextInt(100, 400) + "ms";
            case DOWN -> "down " + random.nextInt(1_000, 2_500) + "ms";
            case PAUSE -> "pause " + random.nextInt(300, 1_500) + "ms";
            case SILENT -> "silent";
            case HANG_UP, KILL -> throw new IllegalArgumentException(kind + " is of no network");
            default -> target(kind, network) + share(kind);
        };
    }

    /** Payments, or what follows them: reversals, questions. A refusal of a question means no more than of a payment. */
    private String target(final FaultKind kind, final SimulatedNetwork network) {
        final boolean isOfPaymentsAlone =
            kind == FaultKind.PENDING || kind == FaultKind.DECLINE && network == networks.billers();
        final Target other = network == networks.billers() ? Target.INQUIRIES : Target.REVERSALS;
        return "on " + (isOfPaymentsAlone || random.nextInt(3) > 0 ? Target.PAYMENTS : other).name()
            .toLowerCase(Locale.ROOT) + ' ';
    }

    private String share(final FaultKind kind) {
        final int few = random.nextInt(1, 16);
        return switch (kind) {
            case LATE -> "late " + random.nextInt(100, 3_000) + "ms:" + 2 * few + '%';
            case DECLINE -> "decline " + List.of("51", "05", "91", "14").get(random.nextInt(4)) + ':' + few * 2 + '%';
            case UNKNOWN_CODE -> "decline ZZ:" + few + '%';
            case REORDER, DUPLICATE -> kind.word() + ' ' + few * 3 + '%';
            case GARBAGE, HALF, CUT -> kind.word() + " 0." + few + '%';
            default -> kind.word() + ' ' + few + '%';
        };
    }

    private void flapAll() {
        for (final SimulatedNetwork network : networks.all()) {
            count(FaultKind.FLAP);
            network.down(random.nextInt(50, 250));
        }
    }

    private void kill() {
        try {
            count(FaultKind.KILL);
            node.kill();
            node.start();
        } catch (final IOException e) {
            failure = e;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void count(final FaultKind kind) {
        events.merge(kind, 1, Integer::sum);
    }

    /** No further fault begins; when it returns, the switch runs and every network answers. */
    void end() throws IOException, InterruptedException {
        isEnded = true;
        planned.forEach(each -> each.cancel(false));
        killer.shutdown();
        if (!killer.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IOException("the switch does not start again, see " + node.log());
        }
        thread.shutdownNow();
        thread.awaitTermination(1, TimeUnit.SECONDS);
        if (failure != null) {
            throw failure;
        }
        networks.heal();
    }

    /** @return how often each fault began. */
    Map<FaultKind, Integer> events() {
        return events.isEmpty() ? Map.of() : new EnumMap<>(events);
    }

    @Override
    public void close() {
        isEnded = true;
        thread.shutdownNow();
        killer.shutdownNow();
    }
}
