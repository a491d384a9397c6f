package io.ayni.core;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.ayni.core.engine.Outcomes;
import io.ayni.core.engine.StateMachine;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The walls between the packages of the switch core. The engine side is deterministic: the same commands give the same
 * state on every machine, so nothing in it may ask a clock, draw a number, do I/O, log, or start a thread.
 */
class WallsTest {
    private static final String[] ENGINE_SIDE = {
        "io.ayni.core.engine..", "io.ayni.core.ledger..", "io.ayni.core.limits..", "io.ayni.core.stepup..",
        "io.ayni.core.payment..", "io.ayni.core.member..", "io.ayni.core.schedule..", "io.ayni.core.calendar..",
        "io.ayni.core.deadline..",
        "io.ayni.core.snapshot..", "io.ayni.core.policy..", "io.ayni.core.store..", "io.ayni.core.command.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.ayni.core");

    private static TreeMap<String, ArchRule> rules() {
        final TreeMap<String, ArchRule> rules = new TreeMap<>();
        rules.put("the engine side knows neither host nor journal",
            noClasses().that().resideInAnyPackage(ENGINE_SIDE).should().dependOnClassesThat()
                .resideInAnyPackage("io.ayni.core.host..", "io.ayni.core.journal..", "io.ayni.core.recovery.."));

        // Generated decoders print themselves into an Appendable, which may throw these.
        rules.put("the engine side does no I/O, logs nothing, starts no thread",
            noClasses().that().resideInAnyPackage(ENGINE_SIDE).should().dependOnClassesThat(
                resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.nio.channels..", "org.slf4j..",
                    "java.util.concurrent..", "java.util.logging..")
                    .and(not(belongToAnyOf(Serializable.class, IOException.class, UncheckedIOException.class)))));

        rules.put("the engine side draws no random number",
            noClasses().that().resideInAnyPackage(ENGINE_SIDE).should().dependOnClassesThat().belongToAnyOf(
                Random.class, ThreadLocalRandom.class, SecureRandom.class, SplittableRandom.class, UUID.class)
                .orShould().callMethod(Math.class, "random"));

        rules.put("the engine side asks no clock",
            noClasses().that().resideInAnyPackage(ENGINE_SIDE)
                .should().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime")
                .orShould().callMethodWhere(target(name("now")))
                .orShould().dependOnClassesThat().belongToAnyOf(
                    Clock.class, Date.class, Calendar.class, EpochClock.class, NanoClock.class));

        // A policy names its zone, and what is thrown at a name that is none may be caught where it came in.
        rules.put("java.time is for the calendar alone",
            noClasses().that().resideInAnyPackage(ENGINE_SIDE).and().resideOutsideOfPackage("io.ayni.core.calendar..")
                .should().dependOnClassesThat(
                    resideInAPackage("java.time..").and(not(belongToAnyOf(ZoneId.class, DateTimeException.class)))));

        rules.put("only host.ring knows the Disruptor",
            noClasses().that().resideOutsideOfPackage("io.ayni.core.host.ring..")
                .should().dependOnClassesThat().resideInAPackage("com.lmax.disruptor.."));

        rules.put("only host.cluster knows Aeron",
            noClasses().that().resideOutsideOfPackage("io.ayni.core.host.cluster..")
                .should().dependOnClassesThat().resideInAPackage("io.aeron.."));

        rules.put("the journal knows neither host nor engine",
            noClasses().that().resideInAPackage("io.ayni.core.journal..").should().dependOnClassesThat(
                resideInAPackage("io.ayni.core..")
                    .and(not(resideInAnyPackage("io.ayni.core.journal..", "io.ayni.core.command..")))));

        rules.put("hosts know the ports of the engine, not the engine",
            noClasses().that().resideInAPackage("io.ayni.core.host..").should().dependOnClassesThat(
                resideInAPackage("io.ayni.core..")
                    .and(not(resideInAnyPackage("io.ayni.core.host..", "io.ayni.core.journal..",
                        "io.ayni.core.recovery..", "io.ayni.core.command..", "io.ayni.core.snapshot..")))
                    .and(not(belongToAnyOf(Outcomes.class, StateMachine.class)))));

        rules.put("snapshots of any state machine are written and read: the engine itself is not known",
            noClasses().that().resideInAPackage("io.ayni.core.recovery..").should().dependOnClassesThat(
                resideInAPackage("io.ayni.core..")
                    .and(not(resideInAnyPackage("io.ayni.core.recovery..", "io.ayni.core.journal..",
                        "io.ayni.core.command..", "io.ayni.core.snapshot..")))
                    .and(not(belongToAnyOf(StateMachine.class)))));

        rules.put("the core knows no socket",
            noClasses().should().dependOnClassesThat().resideInAnyPackage("java.net..", "io.netty.."));
        return rules;
    }

    @TestFactory
    Stream<DynamicTest> walls() {
        return rules().entrySet().stream().map(rule -> DynamicTest.dynamicTest(
            rule.getKey(), () -> rule.getValue().allowEmptyShould(true).check(CLASSES)));
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        final List<String> silent = CLASSES.stream().map(JavaClass::getPackageName).distinct()
            .filter(name -> Stream.of("src/main/java", "target/generated-sources/sbe").noneMatch(
                root -> Files.exists(Path.of(root, name.replace('.', '/'), "package-info.java"))))
            .sorted().toList();
        assertThat(silent).isEmpty();
    }

    /** Does what nobody on the engine side may do. */
    static final class AsksTheClock {
        private AsksTheClock() {
        }

        static long ask() {
            return System.currentTimeMillis();
        }
    }

    @Test
    void aRuleThatIsBrokenIsSeen() {
        final JavaClasses offender = new ClassFileImporter().importClasses(AsksTheClock.class);
        assertThatThrownBy(() -> noClasses().should().callMethod(System.class, "currentTimeMillis").check(offender))
            .isInstanceOf(AssertionError.class).hasMessageContaining("currentTimeMillis");
    }
}
