package io.ayni.connectors.e2e;

import io.ayni.connectors.harness.JposCaller;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Transfers without end between ten accounts, one in four to another institution, and what was answered to each: by
 * retrieval reference, over any number of crashes.
 */
final class KillLoad {
    static final long OPENING_MINOR = 1_000_000_000;
    private static final int ACCOUNTS = 10;
    private static final long FEE_AND_TAX_MINOR = 41;
    private static final int IN_FLIGHT = 64;
    private static final int CONNECTIONS = 3;

    private final Random random = new Random(8583);
    private final AtomicInteger lastReference = new AtomicInteger();
    private final Map<String, ISOMsg> requests = new ConcurrentHashMap<>();
    private final Map<String, ISOMsg> answers = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean isRunning;

    static List<String> accounts() {
        return IntStream.range(0, ACCOUNTS).mapToObj(KillLoad::account).toList();
    }

    private static String account(final int index) {
        return "200000000" + index;
    }

    /** Sends until {@link #stop}, or until the switch is gone. */
    void start(final int port) throws IOException {
        isRunning = true;
        threads.clear();
        for (int i = 0; i < CONNECTIONS; i++) {
            final JposCaller caller = JposCaller.binary(new InetSocketAddress("127.0.0.1", port));
            threads.add(Thread.ofPlatform().daemon().name("load-" + i).start(() -> run(caller)));
        }
    }

    void stop() throws InterruptedException {
        isRunning = false;
        for (final Thread thread : threads) {
            thread.join(10_000);
        }
    }

    int sent() {
        return requests.size();
    }

    int answered() {
        return answers.size();
    }

    /** @return references of what was sent and never answered. */
    List<String> unanswered() {
        return requests.keySet().stream().filter(reference -> !answers.containsKey(reference)).sorted().toList();
    }

    /** @return references of what was answered. */
    List<String> acknowledged() {
        return answers.keySet().stream().sorted().toList();
    }

    ISOMsg answer(final String reference) {
        return answers.get(reference);
    }

    /** The same request once more, as a repeat. */
    ISOMsg repeat(final String reference) throws ISOException {
        final ISOMsg repeat = (ISOMsg) requests.get(reference).clone();
        repeat.setMTI("0201");
        return repeat;
    }

    void answered(final String reference, final ISOMsg answer) {
        answers.put(reference, answer);
    }

    /** @return balance that an account must have, by the answers alone. */
    long expectedMinor(final String account) {
        long expected = OPENING_MINOR;
        for (final Map.Entry<String, ISOMsg> each : answers.entrySet()) {
            if (!each.getValue().getString(39).equals("00")) {
                continue;
            }
            final ISOMsg request = requests.get(each.getKey());
            final long amountMinor = Long.parseLong(request.getString(4));
            if (request.getString(102).equals(account)) {
                expected -= amountMinor + (request.hasField(100) ? FEE_AND_TAX_MINOR : 0);
            }
            if (!request.hasField(100) && request.getString(103).equals(account)) {
                expected += amountMinor;
            }
        }
        return expected;
    }

    /** @return what was approved to other institutions, by the answers alone. */
    long expectedSettlementMinor() {
        return answers.entrySet().stream()
            .filter(each -> each.getValue().getString(39).equals("00"))
            .map(each -> requests.get(each.getKey()))
            .filter(request -> request.hasField(100))
            .mapToLong(request -> Long.parseLong(request.getString(4)))
            .sum();
    }

    private void run(final JposCaller caller) {
        final Semaphore window = new Semaphore(IN_FLIGHT);
        try {
            while (isRunning) {
                window.acquire();
                final ISOMsg request = next();
                final String reference = request.getString(37);
                requests.put(reference, request);
                caller.send(request).whenComplete((answer, failure) -> {
                    if (answer != null) {
                        answers.put(reference, answer);
                    }
                    window.release();
                });
            }
        } catch (final IOException | ISOException | InterruptedException killed) {
            // what was sent and not answered is asked again after the restart
        }
    }

    private synchronized ISOMsg next() throws ISOException {
        final int number = lastReference.incrementAndGet();
        final int from = random.nextInt(ACCOUNTS);
        final ISOMsg request = new ISOMsg("0200");
        request.set(3, "400000");
        request.set(4, String.format("%012d", 1 + random.nextInt(10_000)));
        request.set(7, "1121040506");
        request.set(11, String.format("%06d", number % 1_000_000));
        request.set(37, String.format("%012d", number));
        request.set(41, "KILL0001");
        request.set(49, "840");
        request.set(102, account(from));
        if (random.nextInt(4) == 0) {
            request.set(100, "2002");
            request.set(103, "EC-77");
        } else {
            request.set(103, account((from + 1 + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS));
        }
        return request;
    }
}
