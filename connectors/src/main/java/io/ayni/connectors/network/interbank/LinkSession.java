package io.ayni.connectors.network.interbank;

import io.ayni.connectors.translate.IsoProfile.SignOn;
import io.ayni.core.payment.LinkState;

import java.util.function.LongUnaryOperator;

/**
 * The life of one connection of a link: connect or be called, sign on, echo, and from the start again when it breaks.
 * Knows neither socket nor clock: it is told what happened and when, and says through {@link Wire} what to do. One
 * thread.
 * <pre>
 *  STOPPED ─start→ WAITING ─due→ CONNECTING ─connected→ SIGNING_ON ─0810/00→ PROVING ─echo answered→ UP ⇄ SIGNED_OFF
 *                     ↑ ↑                                    ↑                                        │
 *                     │ └─ refused, too late, lost, 3 echoes unanswered ──────────────────────────────┤
 *                     └ (called: CONNECTING waits for the next call)  └── due ── HELD_OFF ←─ suspended┘
 * </pre>
 */
final class LinkSession {
    enum State {
        STOPPED, WAITING, CONNECTING, SIGNING_ON,
        /** Signed on; the first echo is awaited. */
        PROVING,
        UP,
        /** No traffic, by an 0800/002 of either side; echoes go on. */
        SIGNED_OFF,
        /** The engine missed too many answers: it stands, and is signed on anew after a while. */
        HELD_OFF
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
    private final boolean calls;
    private final SignOn signOn;
    private final Wire wire;
    private final LongUnaryOperator jitter;

    private State state = State.STOPPED;
    private LinkState reported = LinkState.DOWN;
    private boolean isOrderedOff;
    private long deadlineMs = NEVER;
    private long echoDueMs = NEVER;
    private long backOffMs;
    private long holdOffMs;
    private long upSinceMs;
    private int lostEchoes;
    private long lastEchoMs = NEVER;
    private int stan;
    private int awaitedStan;

    /** Of a connection that we make and sign on. */
    LinkSession(final LinkTimings timings, final Wire wire, final LongUnaryOperator jitter) {
        this(timings, true, SignOn.US, wire, jitter);
    }

    /**
     * @param calls  whether we make the connection; if not it is made by the network
     * @param jitter of a bound, a random number from 0 up to and including it: peers must not all come back at once
     */
    LinkSession(final LinkTimings timings, final boolean calls, final SignOn signOn, final Wire wire,
        final LongUnaryOperator jitter) {
        this.timings = timings;
        this.calls = calls;
        this.signOn = signOn;
        this.wire = wire;
        this.jitter = jitter;
        backOffMs = timings.reconnectFirstMs();
        holdOffMs = timings.reconnectFirstMs();
    }

    State state() {
        return state;
    }

    /** @return what it is for the payments that would take it. */
    LinkState linkState() {
        return switch (state) {
            case UP -> LinkState.UP;
            case SIGNED_OFF -> LinkState.SIGNED_OFF;
            case STOPPED, WAITING, CONNECTING, SIGNING_ON, PROVING, HELD_OFF -> LinkState.DOWN;
        };
    }

    /** @return whether payments may be sent now. */
    boolean isUp() {
        return state == State.UP;
    }

    /** @return whether it waits to be called. */
    boolean isFree() {
        return !calls && state == State.CONNECTING;
    }

    int lostEchoes() {
        return lostEchoes;
    }

    /** @return when an echo was last answered; {@link Long#MAX_VALUE} none was. */
    long lastEchoMs() {
        return lastEchoMs;
    }

    /** @return whether there is no traffic because an operator said so. */
    boolean isOrderedOff() {
        return isOrderedOff;
    }

    /** @return whether nothing was heard in answer to its last echo: what calls now may take its place. */
    boolean isDoubtful() {
        return lostEchoes > 0;
    }

    /** Begins at the next {@link #doWork}. */
    void start(final long nowMs) {
        if (state == State.STOPPED) {
            state = calls ? State.WAITING : State.CONNECTING;
            deadlineMs = calls ? nowMs : NEVER;
        }
    }

    /** Signs off if it is on, and ends. */
    void stop() {
        if (state == State.UP) {
            wire.sendSignOff(nextStan());
        }
        final boolean mayBeConnected = state != State.STOPPED && state != State.WAITING && !isFree();
        state = State.STOPPED;
        deadlineMs = NEVER;
        if (mayBeConnected) {
            wire.disconnect();
        }
        report();
    }

    /** The duty cycle; called every few tens of milliseconds. @return how much was done. */
    int doWork(final long nowMs) {
        return report() + switch (state) {
            case STOPPED -> 0;
            case WAITING -> waiting(nowMs);
            case CONNECTING, SIGNING_ON, PROVING -> dropIfLate(nowMs);
            case HELD_OFF -> heldOff(nowMs);
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

    private int heldOff(final long nowMs) {
        if (nowMs < deadlineMs) {
            return 0;
        }
        signOn(nowMs);
        return 1;
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
            echo(nowMs);
            work++;
        }
        return work;
    }

    private void echo(final long nowMs) {
        echoDueMs = nowMs + timings.echoIntervalMs();
        deadlineMs = nowMs + timings.answerTimeoutMs();
        awaitedStan = nextStan();
        wire.sendEcho(awaitedStan);
    }

    private int dropIfLate(final long nowMs) {
        if (nowMs < deadlineMs) {
            return 0;
        }
        drop(nowMs);
        return 1;
    }

    /** The connection stands. @param isPeerOn whether the network has signed on over another connection */
    void onConnected(final boolean isPeerOn, final long nowMs) {
        if (state != State.CONNECTING) {
            return;
        }
        if (signOn == SignOn.NETWORK && !isPeerOn) {
            state = State.SIGNING_ON;
            awaitedStan = 0;
            deadlineMs = nowMs + timings.echoIntervalMs() * timings.lostEchoes();
        } else {
            signOn(nowMs);
        }
    }

    void onConnected(final long nowMs) {
        onConnected(false, nowMs);
    }

    private void signOn(final long nowMs) {
        if (isOrderedOff) {
            state = State.SIGNED_OFF;
            deadlineMs = NEVER;
            echoDueMs = nowMs + timings.echoIntervalMs();
            report();
        } else if (signOn == SignOn.US) {
            state = State.SIGNING_ON;
            deadlineMs = nowMs + timings.answerTimeoutMs();
            awaitedStan = nextStan();
            wire.sendSignOn(awaitedStan);
        } else {
            prove(nowMs);
        }
    }

    private void prove(final long nowMs) {
        state = State.PROVING;
        echo(nowMs);
    }

    /** The connection could not be made, or broke. */
    void onDisconnected(final long nowMs) {
        if (state != State.STOPPED && state != State.WAITING && !isFree()) {
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
        if (isApproved && state != State.SIGNING_ON) {
            lastEchoMs = nowMs;
        }
        if (state == State.SIGNING_ON || state == State.PROVING) {
            if (!isApproved) {
                drop(nowMs);
            } else if (state == State.SIGNING_ON) {
                prove(nowMs);
            } else {
                proved(nowMs);
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
    void onPeerSignOn(final long nowMs) {
        if (state == State.SIGNED_OFF && !isOrderedOff) {
            state = State.UP;
            upSinceMs = nowMs;
            report();
        } else if (state == State.SIGNING_ON && signOn == SignOn.NETWORK) {
            signOn(nowMs);
        }
    }

    /** An operator's word: 0800/002, and no traffic until {@link #signOnAgain}, over whatever connections. */
    void signOff() {
        isOrderedOff = true;
        if (state == State.UP) {
            wire.sendSignOff(nextStan());
            state = State.SIGNED_OFF;
            report();
        }
    }

    /** Takes {@link #signOff} back. */
    void signOnAgain(final long nowMs) {
        isOrderedOff = false;
        if (state == State.SIGNED_OFF) {
            signOn(nowMs);
            report();
        }
    }

    /**
     * The engine took the link down: it misses answers. The connection stands for those that are late; a sign-on and an
     * echo bring it back, each time later when it is taken down again soon.
     */
    void suspend(final long nowMs) {
        if (state != State.UP && state != State.SIGNED_OFF) {
            return;
        }
        if (nowMs - upSinceMs >= timings.reconnectMaxMs()) {
            holdOffMs = timings.reconnectFirstMs();
        }
        state = State.HELD_OFF;
        awaitedStan = 0;
        deadlineMs = nowMs + holdOffMs;
        holdOffMs = Math.min(holdOffMs * 2, timings.reconnectMaxMs());
        report();
    }

    private void proved(final long nowMs) {
        state = State.UP;
        upSinceMs = nowMs;
        backOffMs = timings.reconnectFirstMs();
        lostEchoes = 0;
        report();
    }

    private void drop(final long nowMs) {
        backOff(nowMs);
        wire.disconnect();
    }

    private void backOff(final long nowMs) {
        awaitedStan = 0;
        lostEchoes = 0;
        echoDueMs = NEVER;
        if (calls) {
            state = State.WAITING;
            final long half = backOffMs / 2;
            deadlineMs = nowMs + backOffMs - half + jitter.applyAsLong(half);
            backOffMs = Math.min(backOffMs * 2, timings.reconnectMaxMs());
        } else {
            state = State.CONNECTING;
            deadlineMs = NEVER;
        }
        report();
    }

    private int report() {
        final LinkState present = linkState();
        if (present == reported || !wire.report(present)) {
            return 0;
        }
        reported = present;
        return 1;
    }

    /** @return a trace number for an 0800 of somebody else's on this connection. */
    int takeStan() {
        return nextStan();
    }

    private int nextStan() {
        stan = stan == MAX_STAN ? 1 : stan + 1;
        return stan;
    }
}
