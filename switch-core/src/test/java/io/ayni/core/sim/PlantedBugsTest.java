package io.ayni.core.sim;

import static io.ayni.core.sim.PlantedBug.always;
import static io.ayni.core.sim.PlantedBug.alwaysEnum;
import static io.ayni.core.sim.PlantedBug.forgets;
import static io.ayni.core.sim.PlantedBug.inverts;
import static io.ayni.core.sim.PlantedBug.miscounts;
import static io.ayni.core.sim.PlantedBug.twice;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulation that finds nothing is worth something only when it finds what was put there. */
class PlantedBugsTest {
    private static final int SEEDS = 1_000;

    /** {@code -Dayni.simulation.bug}: those whose name has this in it. */
    static Stream<PlantedBug> bugs() {
        return all().stream().filter(each -> each.name().contains(System.getProperty("ayni.simulation.bug", "")));
    }

    private static List<PlantedBug> all() {
        return List.of(
            twice("double posting", "ledger.Ledger", "post"),
            forgets("hold not released when it comes to nothing", "payment.PaymentLifecycle", "giveBack",
                "releaseHold"),
            forgets("hold not taken", "payment.PaymentLifecycle", "hold", "hold"),
            forgets("reversal never sent", "engine.ReversalRun", "send", "send"),
            forgets("reversal that cannot leave is not kept", "engine.ReversalRun", "onDue", "park"),
            forgets("waiting reversals lost when the link is back", "engine.ReversalRun", "drain", "send"),
            always("reversals leave at any rate", "payment.Links", "mayLeave", 1),
            always("window of reversals ignored", "payment.NetworkLegs", "inWindow", 0),
            always("store of reversals has no end", "payment.NetworkLegs", "reversing", 0),
            forgets("window of a link that was down stays full", "payment.Links", "state", "emptyWindow"),
            always("timeouts of a link not counted", "payment.Links", "timedOut", 0),
            forgets("link that is taken down stays up", "engine.NetworkHandler", "countTimeout", "state"),
            forgets("no answer awaited after a send", "payment.PaymentLifecycle", "sent", "schedule"),
            forgets("reversal begun without leaving SENT", "engine.ReversalRun", "begin", "reversalPending"),
            twice("limit counted twice", "limits.LimitTable", "consume"),
            forgets("limit not given back", "payment.PaymentLifecycle", "giveBack", "giveBackLimit"),
            forgets("limit of the rest of a capture kept", "payment.PaymentLifecycle", "post", "giveBackLimit"),
            always("plain transfer between any two accounts", "ledger.Ledger", "mayTransfer", 1),
            forgets("plain transfer takes nothing of the limit", "payment.PaymentLifecycle", "postAtOnce", "consume"),
            always("limit windows never end", "limits.LimitTable", "roll", 0),
            miscounts("week begins on Sunday", "calendar.CooperativeCalendar", "weekOf", 3, 4),
            miscounts("day ends a day late", "calendar.CooperativeCalendar", "epochDay", 1L, 2L),
            miscounts("tax cut off instead of rounded", "policy.Policy", "taxMinor", 5_000L, 0L),
            always("fee forgotten", "policy.Policy", "feeMinor", 0),
            forgets("acknowledged before the sync", "journal.JournalWriter", "sync", "sync"),
            always("any password will do", "stepup.Challenges", "matches", 1),
            forgets("wrong passwords not counted on the payment", "engine.StepUpHandler", "onWrong", "countTry"),
            forgets("wrong passwords not counted on the account", "engine.StepUpGate", "countFailure",
                "countStepUpFailure"),
            forgets("expired challenge stays open", "engine.StepUpHandler", "onAnswer", "expire"),
            always("repeat of a wrong password counts again", "stepup.Challenges", "isRepeat", 0),
            forgets("sending again leaves the old password valid", "stepup.Challenges", "resend", "setMac"),
            alwaysEnum("neither limit nor funds are checked", "engine.PaymentChecks", "checkLimitAndFunds",
                "payment.DeclineReason", "NONE"),
            forgets("body of a repeat not compared", "engine.AuthorizeHandler", "record", "bodyHash"),
            forgets("second waiter of a payment in flight forgotten", "engine.Admission", "onRepeat",
                "repeatTo"),
            always("retention ends at once", "payment.Payments", "updatedMs", 0),
            always("bound on payments ignored", "engine.EngineState", "isFull", 0),
            forgets("reversal that overtook its original not remembered", "engine.AdviceHandler", "onReversal",
                "remember"),
            always("reversal of a posted payment posts back each time", "payment.Payments", "reversedMinor", 0),
            miscounts("completion captures nothing", "engine.AdviceHandler", "capture", 0L, 1L),
            always("answer matched whatever it says", "engine.AnswerMatcher", "agreesIfPresent", 1),
            always("reversal under a trace number of its own each time", "payment.NetworkLegs", "reversalStan", 5),
            always("one reference for all requests", "payment.Links", "nextReference", 7),
            always("link that is down is used", "engine.LinkChoice", "takesTraffic", 1),
            alwaysEnum("joint account may transact", "ledger.Ledger", "signature", "ledger.Signature", "SINGLE"),
            alwaysEnum("blocked card works", "engine.PaymentChecks", "checkCard", "payment.DeclineReason", "NONE"),
            forgets("what was sent before a crash is not taken back", "engine.TimerHandler", "onNodeStarted",
                "timeOutNow"),
            inverts("leg freed while its reversal waits for the link", "payment.NetworkLegs", "remove", 2),
            forgets("a time step works twice", "engine.StepUpGate", "takeToken", "totpStep"),
            always("a soft token's code is never checked", "engine.StepUpGate", "takeToken", 1),
            forgets("what a member asked is forgotten before it is confirmed", "engine.MemberHandler", "onRequest",
                "keep"),
            always("a schedule runs again on the same day", "schedule.Schedules", "lastRunDay", 0),
            forgets("a run that came to nothing is not told", "engine.ScheduleHandler", "finish", "schedule"),
            forgets("what the payment of a run came to is not told", "engine.PaymentRun", "post", "onFinal"),
            forgets("a schedule goes on past its end", "engine.ScheduleHandler", "end", "remove"),
            inverts("bills above the maximum are paid, and no others", "engine.ScheduleHandler", "onBill", 6),
            always("lists of members without a bound", "store.OwnedRows", "count", 0),
            forgets("what is deferred can be deferred again", "engine.DeferralRules", "defer", "deferredMinor"),
            forgets("a PIN that nobody answers stays open", "engine.NetworkHandler", "onTimeout", "onTimeout"),
            miscounts("a biller is asked a day too long", "engine.ScheduleDays", "endOf", 1, 2),
            forgets("snapshot leaves out what members keep", "engine.SnapshotSaver", "save", "save"),
            forgets("snapshot leaves out the challenges", "engine.SnapshotLoader", "onRecord", "challenge"),
            forgets("snapshot leaves out the waiting reversals", "engine.SnapshotSaver", "save",
                "waitingReversals"),
            forgets("snapshot leaves out the limits", "engine.SnapshotSaver", "save", "limits"),
            forgets("deadlines not set again from a snapshot", "engine.SnapshotLoader", "payment", "schedule"),
            forgets("snapshot leaves out the cards", "engine.SnapshotSaver", "save", "cards"),
            forgets("snapshot named before it is on disk", "recovery.SnapshotWriter", "write", "syncAll"),
            always("damaged snapshot taken for good", "recovery.SnapshotStart", "isGood", 1),
            miscounts("segment removed too early", "journal.CoveredSegments", "endsBy", 1L, 300L),
            inverts("older snapshots removed before there are enough", "recovery.SnapshotRetention", "oldestKept", 3),
            miscounts("second engine ahead of the disk", "journal.JournalWriter", "sync", 1L, -200L),
            always("lost sectors of an unsynced batch refuse the start", "journal.TornTail", "isUnwritten", 0),
            forgets("biller never asked what became of it", "engine.InquiryHandler", "onDeadline", "send"),
            always("what a biller does not answer is reversed", "engine.ReversalRun", "isPossible", 1),
            always("reference unknown to a biller decides at once", "payment.PaymentDetails", "decisiveInquiry", 1),
            forgets("what became of an unknown payment not told", "engine.InquiryHandler", "posted", "payment"),
            forgets("what a person has is still asked about", "payment.PaymentLifecycle", "manual", "cancel"),
            alwaysEnum("rules of billers not checked", "engine.BillerChecks", "check", "payment.DeclineReason", "NONE"),
            always("close window ignored", "policy.Policy", "isInClose", 0),
            always("every day is a business day", "calendar.BusinessDays", "isBusinessDay", 1),
            always("limit of the single card ignored", "payment.PaymentDetails", "cardLimitOwner", 0),
            always("window of a link ignored", "payment.NetworkLegs", "inFlight", 0),
            forgets("what is in flight not counted after a snapshot", "engine.SnapshotLoader", "networkLeg", "begin"),
            forgets("snapshot leaves out the details", "engine.SnapshotLoader", "onRecord", "details"),
            forgets("instalment not counted", "engine.PaymentRun", "post", "countInstalment"),
            forgets("credit posts to the link of the request, not of the sending", "engine.PaymentChecks",
                "settleOverLink", "accounts"),
            inverts("deadlines of one moment in another order", "deadline.DeadlineHeap", "before", 3),
            forgets("a payment stands in no history", "engine.PaymentParties", "accounts", "add"),
            always("a page as long as it likes", "engine.MemberQueryHandler", "maxRows", 30),
            always("a year of thirteen months", "schedule.InstalmentPlan", "interestOf", 5),
            alwaysEnum("all deferrals are flat", "schedule.Deferrals", "method", "schedule.DeferralMethod", "FLAT"),
            always("currency not looked at", "engine.PaymentChecks", "currencyFits", 1),
            always("weights of a route ignored", "policy.Routes", "mixed", 0),
            miscounts("link that stands in is never taken", "policy.Routes", "pick", -1, 1),
            always("card of another bank goes by its institution alone", "policy.Routes", "longestPrefix", 0),
            forgets("history empty after a snapshot", "engine.SnapshotLoader", "end", "forEach"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void isFoundWithinAThousandSeeds(final PlantedBug bug) throws Exception {
        final Method hunt = new BuggyLoader(bug).loadClass(Simulation.class.getName())
            .getDeclaredMethod("hunt", long.class, int.class);
        hunt.setAccessible(true);
        final Object found = hunt.invoke(null, 1L, SEEDS);
        System.out.println(bug.name() + " — " + found);
        assertThat(found).as("what the simulation found of the bug").isNotNull();
    }

    /** Loads the product and the simulation anew, one class of them with the bug. */
    private static final class BuggyLoader extends ClassLoader {
        private final PlantedBug bug;

        BuggyLoader(final PlantedBug bug) {
            super(PlantedBugsTest.class.getClassLoader());
            this.bug = bug;
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.ayni.core.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                final Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(final String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                final byte[] original = in.readAllBytes();
                final byte[] bytes = name.equals("io.ayni.core." + bug.className())
                    ? bug.change().in(ClassFile.of().parse(original)) : original;
                return defineClass(name, bytes, 0, bytes.length);
            } catch (final IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
