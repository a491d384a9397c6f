package io.ayni.connectors.network.interbank;

import io.ayni.core.payment.LinkState;

import java.util.function.LongUnaryOperator;

/**
 * The life of one outbound link: connect, sign on, echo, and from the start again when it breaks. Knows neither socket
 * nor clock: it is told what happened and when, and says through {@link Wire} what to do. One thread.
 * <pre>
 *  STOPPED ─start→ WAITING ─due→ CONNECTING ─connected→ SIGNING_ON ─0810/00→ UP ⇄ SIGNED_OFF
 *                     ↑───────────── refused, too late, lost, 3 echoes unanswered ──┘
 * </pre>
 */
final class LinkSession {
    enum State {
        STOPPED, WAITING, CONNECTING, SIGNING_ON, UP,
        /** The network asked for no traffic (0800/002); echoes go on until it signs on again. */
        SIGNED_OFF
    }

    /** What the session has done for it. Each 0800 goes out under the trace number (DE11) given. */
    interface Wire {
        void connect();

        void disconnect();

        void sendSignOn(int stan);

        void sendEcho(int stan);

        void sendSignOff(int stan);

        /** @return whether the report was taken; if not it is made again with the next {@link #doWork}. */
        boolean report(LinkState state);
    }

    private static final int MAX_STAN = 999_999;
    private static final long NEVER = Long.MAX_VALUE;

    private final LinkTimings timings;
    private final Wire wire;
    private final LongUnaryOperator jitter;

    private State state = State.STOPPED;
    private LinkState reported = LinkState.DOWN;
    private long deadlineMs = NEVER;
    private long echoDueMs = NEVER;
    private long backOffMs;
    private int lostEchoes;
    private int stan;
    private int awaitedStan;

    /** @param jitter of a bound, a random number from 0 up to and including it: peers must not all come back at once */
    LinkSession(final LinkTimings timings, final Wire wire, final LongUnaryOperator jitter) {
        this.timings = timings;
        this.wire = wire;
        this.jitter = jitter;
        backOffMs = timings.reconnectFirstMs();
    }

    State state() {
        return state;
    }

    /** @return whether payments may be sent now. */
    boolean isUp() {
        return state == State.UP;
    }

    /** Begins at the next {@link #doWork}. */
    void start(final long nowMs) {
        if (state == State.STOPPED) {
            state = State.WAITING;
            deadlineMs = nowMs;
        }
    }

    /** Signs off if it is on, and ends. */
    void stop() {
        if (state == State.UP) {
            wire.sendSignOff(nextStan());
        }
        final boolean wasConnected = state != State.STOPPED && state != State.WAITING;
        state = State.STOPPED;
        deadlineMs = NEVER;
        if (wasConnected) {
            wire.disconnect();
        }
        report();
    }

    /** The duty cycle; called every few tens of milliseconds. @return how much was done. */
    int doWork(final long nowMs) {
        return report() + switch (state) {
            case STOPPED -> 0;
            case WAITING -> waiting(nowMs);
            case CONNECTING -> connecting(nowMs);
            case SIGNING_ON -> signingOn(nowMs);
            case UP, SIGNED_OFF -> connected(nowMs);
        };
    }

    private int waiting(final long nowMs) {
        if (nowMs < deadlineMs) {
            return 0;
        }
        state = State.CONNECTING;
        deadlineMs = nowMs + timings.connectTimeoutMs();
        wire.connect();
        return 1;
    }

    private int connecting(final long nowMs) {
        return dropIfLate(nowMs);
    }

    private int signingOn(final long nowMs) {
        return dropIfLate(nowMs);
    }

    private int connected(final long nowMs) {
        int work = 0;
        if (nowMs >= deadlineMs) {
            deadlineMs = NEVER;
            awaitedStan = 0;
            work++;
            if (++lostEchoes >= timings.lostEchoes()) {
                drop(nowMs);
                return work;
            }
        }
        if (nowMs >= echoDueMs) {
            echoDueMs = nowMs + timings.echoIntervalMs();
            deadlineMs = nowMs + timings.answerTimeoutMs();
            awaitedStan = nextStan();
            wire.sendEcho(awaitedStan);
            work++;
        }
        return work;
    }

    private int dropIfLate(final long nowMs) {
        if (nowMs < deadlineMs) {
            return 0;
        }
        drop(nowMs);
        return 1;
    }

    /** The connection stands. */
    void onConnected(final long nowMs) {
        if (state == State.CONNECTING) {
            state = State.SIGNING_ON;
            deadlineMs = nowMs + timings.answerTimeoutMs();
            awaitedStan = nextStan();
            wire.sendSignOn(awaitedStan);
        }
    }

    /** The connection could not be made, or broke. */
    void onDisconnected(final long nowMs) {
        if (state != State.STOPPED && state != State.WAITING) {
            backOff(nowMs);
        }
    }

    /** An 0810: counts only as the answer to what we asked last. */
    void onManagementAnswer(final int answeredStan, final boolean isApproved, final long nowMs) {
        if (answeredStan != awaitedStan || awaitedStan == 0) {
            return;
        }
        awaitedStan = 0;
        deadlineMs = NEVER;
        if (state == State.SIGNING_ON) {
            if (isApproved) {
                signedOn(nowMs);
            } else {
                drop(nowMs);
            }
        } else if (isApproved) {
            lostEchoes = 0;
        }
    }

    /** The network sent 0800/002: it is connected and takes no traffic. */
    void onPeerSignOff() {
        if (state == State.UP) {
            state = State.SIGNED_OFF;
            report();
        }
    }

    /** The network sent 0800/001: it takes traffic. Before our own sign-on is answered this says nothing. */
    void onPeerSignOn() {
        if (state == State.SIGNED_OFF) {
            state = State.UP;
            report();
        }
    }

    private void signedOn(final long nowMs) {
        state = State.UP;
        backOffMs = timings.reconnectFirstMs();
        lostEchoes = 0;
        echoDueMs = nowMs + timings.echoIntervalMs();
        report();
    }

    private void drop(final long nowMs) {
        backOff(nowMs);
        wire.disconnect();
    }

    private void backOff(final long nowMs) {
        state = State.WAITING;
        awaitedStan = 0;
        lostEchoes = 0;
        echoDueMs = NEVER;
        final long half = backOffMs / 2;
        deadlineMs = nowMs + backOffMs - half + jitter.applyAsLong(half);
        backOffMs = Math.min(backOffMs * 2, timings.reconnectMaxMs());
        report();
    }

    private int report() {
        final LinkState present = switch (state) {
            case UP -> LinkState.UP;
            case SIGNED_OFF -> LinkState.SIGNED_OFF;
            case STOPPED, WAITING, CONNECTING, SIGNING_ON -> LinkState.DOWN;
        };
        if (present == reported || !wire.report(present)) {
            return 0;
        }
        reported = present;
        return 1;
    }

    private int nextStan() {
        stan = stan == MAX_STAN ? 1 : stan + 1;
        return stan;
    }
}
