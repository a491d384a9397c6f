package io.ayni.core.engine;

import io.ayni.core.deadline.DeadlineHeap;
import io.ayni.core.ledger.CardTable;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.ProductTable;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.Enrolments;
import io.ayni.core.member.Members;
import io.ayni.core.payment.History;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.PaymentLifecycle;
import io.ayni.core.payment.Payments;
import io.ayni.core.policy.Policy;
import io.ayni.core.schedule.Deferrals;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.stepup.Challenges;
import io.ayni.core.store.Slab;

/** All state of the engine, and where in the log it is. The handlers share it; nothing else holds state. */
final class EngineState {
    final Ledger ledger;
    final CardTable cards;
    final ProductTable products;
    final LimitTable limits;
    final Payments payments;
    final History history;
    final NetworkLegs legs;
    final PaymentDetails details;
    final Challenges challenges;
    final DeadlineHeap deadlines;
    final Links links;
    final PaymentLifecycle lifecycle;
    final Members members = new Members();
    final Beneficiaries beneficiaries = new Beneficiaries();
    final Enrolments enrolments = new Enrolments();
    final Schedules schedules = new Schedules();
    final Deferrals deferrals = new Deferrals();
    /** Null until the first policy command. */
    Policy policy;
    /** The command that brought the policy, as it came: what a snapshot keeps of it. */
    byte[] policyCommand = {};
    long sequence;
    long nowMs;
    /** What no hold covered, in minor units, over all advices: the exceptions list is the MANUAL payments. */
    long excessMinor;

    EngineState(final EngineContext context) {
        ledger = new Ledger(context.expectedAccounts());
        cards = new CardTable(1 << 10);
        products = new ProductTable();
        limits = new LimitTable(context.expectedAccounts());
        payments = new Payments(context.expectedPayments());
        history = new History(payments, ledger);
        legs = new NetworkLegs(1 << 10);
        details = new PaymentDetails();
        challenges = new Challenges();
        deadlines = new DeadlineHeap(1 << 10);
        links = new Links(legs);
        lifecycle = new PaymentLifecycle(payments, legs, details, ledger, limits, challenges, deadlines);
    }

    /** @return the details record of a payment, made when it has none. */
    int detailsOf(final int p) {
        if (payments.details(p) == Slab.NONE) {
            payments.details(p, details.add());
        }
        return payments.details(p);
    }

    /** Above the bound new requests get 96: a key must never be forgotten before its retention has ended. */
    boolean isFull() {
        return payments.size() >= policy.maxPayments;
    }

    int today() {
        return policy.calendar.epochDay(nowMs);
    }

    /** @return the ledger id of an account of the institution; its existence was checked when the policy came. */
    int institutionAccount(final long number) {
        return ledger.find(number);
    }
}
