package io.ayni.core.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * One seed is one history: a cooperative, its callers and networks, crashes and all. The same seed gives the same
 * history on any machine. A failing one is shrunk to the fewest steps that still fail.
 */
final class Simulation {
    private static final long STEP_GAMMA = 0x9E37_79B9_7F4A_7C15L;
    private static final int SHRINK_RUNS = 400;

    /** @param events commands that the engine applied; @param stateHash at the end */
    record Outcome(long events, String stateHash) {
    }

    /** @param step the one that failed, or the number of steps when the end did */
    record Failure(long seed, int step, String message) {
    }

    /** @param stateHash at the end, null when something broke; @param failure null when nothing broke */
    record Result(long events, String stateHash, Failure failure) {
    }

    private Simulation() {
    }

    /** @throws SimViolation when something that must hold does not. */
    static Outcome run(final long seed) {
        final Counter counter = new Counter();
        final Failure failure = run(seed, steps(seed), counter);
        if (failure != null) {
            throw new SimViolation(explain(failure));
        }
        return new Outcome(counter.events, counter.stateHash);
    }

    /** As {@link #run(long)}, for those who collect failures. */
    static Result attempt(final long seed) {
        final Counter counter = new Counter();
        final Failure failure = run(seed, steps(seed), counter);
        return new Result(counter.events, counter.stateHash, failure);
    }

    /** @return the first failure from a seed on, or null when none of them fails. */
    static Failure firstFailure(final long fromSeed, final int seeds) {
        for (long seed = fromSeed; seed < fromSeed + seeds; seed++) {
            final Failure failure = run(seed, steps(seed), new Counter());
            if (failure != null) {
                return failure;
            }
        }
        return null;
    }

    /** For a loader with a planted bug: the message of the first failure, or null. */
    static String hunt(final long fromSeed, final int seeds) {
        final Failure failure = firstFailure(fromSeed, seeds);
        return failure == null ? null : "seed " + failure.seed() + ", step " + failure.step() + ": "
            + failure.message();
    }

    /** @return the seed, what went wrong, and the shortest history found that goes wrong. */
    static String explain(final Failure failure) {
        final int[] steps = shrink(failure);
        final Failure shortest = run(failure.seed(), steps, new Counter());
        return "seed " + failure.seed() + " fails at step " + failure.step() + ": " + failure.message()
            + "\nshortest history found, " + steps.length + " steps " + ranges(steps)
            + (shortest == null ? "" : ": " + shortest.message());
    }

    private static int[] steps(final long seed) {
        return IntStream.range(0, SimTempo.of(seed).steps()).toArray();
    }

    private static String ranges(final int[] steps) {
        final StringJoiner text = new StringJoiner(" ");
        for (int from = 0, to; from < steps.length; from = to) {
            to = from + 1;
            while (to < steps.length && steps[to] == steps[to - 1] + 1) {
                to++;
            }
            text.add(to == from + 1 ? "" + steps[from] : steps[from] + "-" + steps[to - 1]);
        }
        return text.toString();
    }

    /** Leaves out ever smaller pieces as long as what is left still fails (delta debugging). */
    private static int[] shrink(final Failure failure) {
        final int last = SimTempo.of(failure.seed()).steps() - 1;
        int[] steps = IntStream.rangeClosed(0, Math.min(failure.step(), last)).toArray();
        int runs = 0;
        for (int piece = Math.max(1, steps.length / 2); piece >= 1 && runs < SHRINK_RUNS; piece /= 2) {
            for (int from = 0; from < steps.length && runs < SHRINK_RUNS; runs++) {
                final int[] shorter = without(steps, from, Math.min(steps.length, from + piece));
                if (run(failure.seed(), shorter, new Counter()) != null) {
                    steps = shorter;
                } else {
                    from += piece;
                }
            }
        }
        return steps;
    }

    private static int[] without(final int[] steps, final int from, final int to) {
        final List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < steps.length; i++) {
            if (i < from || i >= to) {
                kept.add(steps[i]);
            }
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Failure run(final long seed, final int[] steps, final Counter counter) {
        final SimWorld world = new SimWorld();
        int step = 0;
        try {
            world.open(seed);
            for (final int each : steps) {
                step = each;
                world.step(new SplittableRandom(seed * 31 + (each + 1) * STEP_GAMMA));
            }
            step = SimTempo.of(seed).steps();
            world.quiesce(new SplittableRandom(~seed));
            counter.events = world.node().events();
            counter.stateHash = world.node().engine().stateHash();
            return null;
        } catch (final SimViolation violation) {
            return new Failure(seed, step, violation.getMessage());
        }
    }

    private static final class Counter {
        private long events;
        private String stateHash;
    }
}
