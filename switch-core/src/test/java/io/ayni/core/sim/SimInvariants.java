package io.ayni.core.sim;

import io.ayni.core.engine.EngineView;
import io.ayni.core.ledger.Ledger;
import io.ayni.core.payment.PaymentState;
import io.ayni.core.payment.Payments;
import io.ayni.core.schedule.Schedules;
import io.ayni.core.store.OwnedRows;
import java.time.LocalDate;
import java.util.Set;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.collections.LongArrayList;

/** What must hold after every event, and what is recomputed from scratch now and then. */
final class SimInvariants {
    private SimInvariants() {
    }

    /** The ledger sums to zero, no member is overdrawn, deadlines agree with the twin. */
    static void cheap(final SimNode node) {
        final Ledger ledger = node.engine().view().ledger();
        long sum = 0;
        long inDollars = 0;
        for (int id = 0; id < ledger.size(); id++) {
            final long balanceMinor = ledger.balanceMinor(id);
            sum += balanceMinor;
            inDollars += ledger.currency(id) == Terms.USD ? balanceMinor : 0;
            if (ledger.heldMinor(id) < 0 || ledger.availableMinor(id) < 0 && ledger.hasFloor(id)) {
                throw new SimViolation("account record " + id + " holds " + ledger.heldMinor(id) + ", available "
                    + ledger.availableMinor(id));
            }
        }
        if (sum != 0 || inDollars != 0) {
            throw new SimViolation("the ledger sums to " + inDollars + " in the one and " + (sum - inDollars)
                + " in the other currency");
        }
        if (node.engine().nextDeadlineMs() != node.twin().nextDeadlineMs()) {
            throw new SimViolation("next deadline " + node.engine().nextDeadlineMs() + ", the twin's "
                + node.twin().nextDeadlineMs() + " of " + node.twin().books.nextDeadline());
        }
    }

    /** Balances from all postings, holds from all payments, limits from all uses: against the engine's tables. */
    static void full(final SimNode node) {
        final EngineView view = node.engine().view();
        accounts(view.ledger(), node.twin());
        payments(view.payments(), node.twin());
        holds(view);
        limits(view, node.twin());
        kept(view.kept(), node.twin());
    }

    /** The lists of members are those of the twin, row by row, and none is longer than the policy allows. */
    private static void kept(final EngineView.Kept kept, final NaiveSwitch twin) {
        sameRows("beneficiary", kept.beneficiaries().rows(), twin.members.beneficiaries.keySet(), Terms.BENEFICIARIES);
        sameRows("enrolment", kept.enrolments().rows(), twin.members.enrolments.keySet(), Terms.BENEFICIARIES);
        sameRows("schedule", kept.schedules().rows(), twin.schedules.schedules.keySet(), Terms.SCHEDULES);
        twin.members.enrolments.forEach((id, enrolment) -> {
            final int row = kept.enrolments().rows().find(enrolment.member(), id);
            if (row < 0 || kept.enrolments().flags(row) != enrolment.flags()
                || kept.enrolments().billerId(row) != enrolment.biller()) {
                throw new SimViolation("enrolment " + id + " is not " + enrolment);
            }
        });
        for (final NaiveSchedules.Schedule expected : twin.schedules.schedules.values()) {
            final Schedules table = kept.schedules();
            final int row = table.rows().find(expected.member, expected.id);
            if (row < 0 || table.nextRunMs(row) != expected.nextMs || table.runDay(row) != expected.runDay
                || table.lastRunDay(row) != expected.lastRunDay || table.maxMinor(row) != expected.maxMinor
                || table.account(row) != expected.account || table.lastReason(row) != expected.lastReason) {
                throw new SimViolation("schedule " + expected.id + " has not the terms and runs of the twin's");
            }
        }
        twin.members.members.forEach((id, member) -> {
            final int m = kept.members().find(id);
            if (m < 0 || kept.members().totpStep(m) != member.step) {
                throw new SimViolation("member " + id + " used time step " + member.step + " last");
            }
        });
        if (kept.deferrals().rows().size() != twin.deferrals.deferrals.size()) {
            throw new SimViolation(kept.deferrals().rows().size() + " deferrals, the twin has "
                + twin.deferrals.deferrals.size());
        }
    }

    private static void sameRows(final String what, final OwnedRows rows, final Set<Long> ids, final int most) {
        if (rows.size() != ids.size() || ids.stream().anyMatch(id -> rows.find(id) < 0)) {
            throw new SimViolation(rows.size() + " rows of kind " + what + ", the twin has " + ids);
        }
        for (int row = 0; row < rows.highWater(); row++) {
            if (rows.isUsed(row) && rows.count(rows.owner(row)) > most) {
                throw new SimViolation("member " + rows.owner(row) + " keeps " + rows.count(rows.owner(row))
                    + " rows of kind " + what);
            }
        }
    }

    /** What a caller was told is still so, unless its retention has ended. */
    static void acknowledged(final SimNode node, final Long2ObjectHashMap<Said.Reply> acknowledged) {
        final Payments payments = node.engine().view().payments();
        acknowledged.longForEach((id, reply) -> {
            final int p = payments.findById(id);
            if (p >= 0 && payments.sequence(p) == reply.sequence() && payments.state(p).code() != reply.state()) {
                throw new SimViolation("a caller was told " + reply + ", the payment is " + payments.state(p));
            }
        });
    }

    private static void accounts(final Ledger ledger, final NaiveSwitch twin) {
        if (ledger.size() != twin.books.accounts.size()) {
            throw new SimViolation(ledger.size() + " accounts, the twin has " + twin.books.accounts.size());
        }
        for (final NaiveAccount account : twin.books.accounts.values()) {
            final int id = ledger.find(account.number);
            final long recomputed = sum(account.postings);
            if (id < 0 || ledger.balanceMinor(id) != recomputed || ledger.heldMinor(id) != account.heldMinor) {
                throw new SimViolation("account " + account.number + ": ledger " + recomputed + " and held "
                    + account.heldMinor + " by recomputation, not what the engine has");
            }
        }
    }

    private static long sum(final LongArrayList postings) {
        long sum = 0;
        for (int i = 0; i < postings.size(); i++) {
            sum += postings.getLong(i);
        }
        return sum;
    }

    private static void payments(final Payments payments, final NaiveSwitch twin) {
        if (payments.size() != twin.books.byId.size()) {
            throw new SimViolation(payments.size() + " payments, the twin has " + twin.books.byId.size());
        }
        for (final NaivePayment expected : twin.books.byId.values()) {
            final int p = payments.findById(expected.id);
            if (p < 0 || payments.state(p) != expected.state || payments.heldMinor(p) != expected.heldMinor
                || payments.capturedMinor(p) != expected.capturedMinor
                || payments.reversedMinor(p) != expected.reversedMinor) {
                throw new SimViolation("payment " + expected.id + " is not " + expected.state + " with held "
                    + expected.heldMinor + ", captured " + expected.capturedMinor + ", reversed "
                    + expected.reversedMinor);
            }
        }
    }

    /** Every hold belongs to exactly one payment that is not final; final means no hold. */
    private static void holds(final EngineView view) {
        final Payments payments = view.payments();
        final long[] held = new long[view.ledger().size()];
        for (int p = 0; p < payments.highWater(); p++) {
            if (payments.isUsed(p) && payments.heldMinor(p) != 0) {
                final PaymentState state = payments.state(p);
                if (state.isFinal() || payments.capturedMinor(p) > 0) {
                    throw new SimViolation("a payment in state " + state + " holds " + payments.heldMinor(p));
                }
                held[payments.debitAccount(p)] += payments.heldMinor(p);
            }
        }
        for (int id = 0; id < held.length; id++) {
            if (held[id] != view.ledger().heldMinor(id)) {
                throw new SimViolation("account record " + id + " holds " + view.ledger().heldMinor(id)
                    + ", its payments " + held[id]);
            }
        }
    }

    private static void limits(final EngineView view, final NaiveSwitch twin) {
        for (int id = 0; id < view.limits().highWater(); id++) {
            final int day = view.limits().day(id);
            final long[] used = twin.limits.used(view.limits().memberId(id), view.limits().bucket(id),
                LocalDate.ofEpochDay(day));
            if (view.limits().usedDailyMinor(id) != used[0] || view.limits().usedWeeklyMinor(id) != used[1]
                || view.limits().usedMonthlyMinor(id) != used[2]) {
                throw new SimViolation("limit of member " + view.limits().memberId(id) + " "
                    + view.limits().bucket(id) + " used " + view.limits().usedDailyMinor(id) + "/"
                    + view.limits().usedWeeklyMinor(id) + "/" + view.limits().usedMonthlyMinor(id)
                    + ", by recomputation " + used[0] + "/" + used[1] + "/" + used[2]);
            }
        }
    }
}
