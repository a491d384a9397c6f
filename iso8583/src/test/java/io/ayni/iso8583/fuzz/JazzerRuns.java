package io.ayni.iso8583.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Targets driven by Jazzer, two at a time: each for a number of inputs, or with {@code -Dayni.fuzz.minutes=…} for so long.
 */
public final class JazzerRuns implements AutoCloseable {
    private static final int AT_A_TIME = 2;

    private final Integer minutes = Integer.getInteger("ayni.fuzz.minutes");
    private final ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME);
    private final Map<String, Future<JazzerRun.Outcome>> outcomes = new HashMap<>();
    private final Map<String, Long> wanted = new HashMap<>();

    /** Has a target run when its turn comes. */
    public void start(final JazzerRun run, final long inputs, final Iterable<byte[]> seeds) {
        final Callable<JazzerRun.Outcome> task =
            () -> (minutes == null ? run.inputs(inputs) : run.minutes(minutes)).run(seeds);
        wanted.put(run.name(), minutes == null ? inputs : 1);
        outcomes.put(run.name(), executor.submit(task));
    }

    /** Waits for a target, prints how many inputs it had, and fails with the end of its log when something was found. */
    public void assertNothingFound(final String name) {
        try {
            final JazzerRun.Outcome outcome = outcomes.get(name).get();
            System.out.println(outcome);
            assertThat(outcome.isClean()).as(outcome.log()).isTrue();
            assertThat(outcome.inputs()).isGreaterThanOrEqualTo(wanted.get(name));
        } catch (final ExecutionException | InterruptedException broken) {
            throw new AssertionError(name, broken);
        }
    }

    /** Ends what still runs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
