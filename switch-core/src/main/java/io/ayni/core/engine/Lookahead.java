package io.ayni.core.engine;

import io.ayni.core.command.AuthorizeRequestDecoder;
import io.ayni.core.command.Key128Decoder;
import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import io.ayni.core.store.Slab;

/**
 * Reads ahead what the next payments will need. A payment between two of a million accounts waits for memory a dozen
 * times, one after the other, since each step rests on the one before; those of several payments at once do not rest on
 * each other, and the processor waits for them together. Step by step over all of them: the slots of the indexes, then
 * what they lead to. Changes nothing, decides nothing, and may be wrong or left out.
 */
final class Lookahead {
    private final EngineState state;
    private final int[] keys = new int[StateMachine.MAX_ANNOUNCED];
    private final int[] ids = new int[StateMachine.MAX_ANNOUNCED];
    private final int[] debits = new int[StateMachine.MAX_ANNOUNCED];
    private final int[] credits = new int[StateMachine.MAX_ANNOUNCED];
    /** Of the accounts, as the index says without a look at them. */
    private final int[] debitGuesses = new int[StateMachine.MAX_ANNOUNCED];
    private final int[] creditGuesses = new int[StateMachine.MAX_ANNOUNCED];
    /** Where the search for a limit begins, for those that no account leads to. */
    private final int[] limits = new int[StateMachine.MAX_ANNOUNCED];
    private final Bucket[] buckets = new Bucket[StateMachine.MAX_ANNOUNCED];
    private int count;
    /** Requests that were fetched and, as far as one can tell, are yet to be applied. */
    private int fetched;
    /** Of those fetched, the one after the request at hand. */
    private int next;
    /** Keeps the reads from being left out. */
    private long sum;

    Lookahead(final EngineState state) {
        this.state = state;
    }

    void add(final AuthorizeRequestDecoder request) {
        if (count == StateMachine.MAX_ANNOUNCED) {
            return;
        }
        final Key128Decoder key = request.key();
        keys[count] = state.payments.hashOfKey(key.high(), key.low());
        ids[count] = state.payments.hashOfId(request.paymentId());
        debits[count] = state.ledger.hash(request.debitAccount());
        credits[count] = state.ledger.hash(request.creditAccount());
        final Operation operation = Operation.ofCode(request.operation());
        buckets[count] = operation == null || state.policy == null ? Bucket.NONE : state.policy.bucket(operation);
        count++;
    }

    /** Short loops: the processor looks some hundred instructions ahead, and waits at once for what lies within. */
    void fetch() {
        long read = 0;
        final int oldest = state.policy == null ? 0 : 2 * count;
        for (int i = 0; i < count; i++) {
            read += state.ledger.touch(debits[i]) + state.ledger.touch(credits[i])
                + state.payments.touchKey(keys[i]) + state.payments.touchId(ids[i]);
        }
        read += state.payments.readAheadOldest(oldest);
        for (int i = 0; i < count; i++) {
            debitGuesses[i] = state.ledger.guess(debits[i]);
            creditGuesses[i] = state.ledger.guess(credits[i]);
        }
        for (int i = 0; i < count; i++) {
            read += member(debitGuesses[i]) + member(creditGuesses[i]);
        }
        read += readAheadLimits();
        if (oldest > 0) {
            read += state.payments.touchOldest(oldest, state.nowMs - state.policy.retentionMs);
        }
        sum += read;
        fetched = count;
        count = 0;
        next = 0;
    }

    /** The account leads to the limit of its transfers, once there were some; any other is searched for. */
    private long readAheadLimits() {
        long read = 0;
        int searches = 0;
        for (int i = 0; i < count; i++) {
            final int account = debitGuesses[i];
            final int known = account == Slab.NONE || buckets[i] != Bucket.INT ? Slab.NONE
                : state.ledger.limitGuess(account);
            if (known != Slab.NONE) {
                read += state.limits.readAheadRecord(known);
            } else if (buckets[i] != Bucket.NONE) {
                limits[searches] = state.limits.hash(member(account), buckets[i]);
                read += state.limits.touch(limits[searches++]);
            }
        }
        for (int i = 0; i < searches; i++) {
            read += state.limits.readAhead(limits[i]);
        }
        return read;
    }

    private long member(final int account) {
        return account == Slab.NONE ? 0 : state.ledger.memberId(account);
    }

    /**
     * Before a request is applied: one that nobody announced is fetched by itself. Its own reads do not rest on each
     * other either, as long as no decision stands between them.
     */
    void fetchUnlessAnnounced(final AuthorizeRequestDecoder request) {
        if (fetched == 0) {
            add(request);
            fetch();
        }
        fetched--;
        next++;
    }

    /** @return the account that the request at hand debits, if it is the one that was fetched; to be checked. */
    int debitGuess() {
        return debitGuesses[next - 1];
    }

    /** @return the account that the request at hand credits, if it is the one that was fetched; to be checked. */
    int creditGuess() {
        return creditGuesses[next - 1];
    }
}
