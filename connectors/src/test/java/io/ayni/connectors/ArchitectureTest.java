package io.ayni.connectors;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The walls inside connectors, as the packages' own pages draw them. */
class ArchitectureTest {
    private static final String HERE = "io.ayni.connectors.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.ayni.connectors");

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.ayni.connectors.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void onlyLaunchWiresAndNothingNeedsIt() {
        noClasses().that().resideOutsideOfPackage(HERE + "launch")
                .should().dependOnClassesThat().resideInAnyPackage(HERE + "launch..", "picocli..")
                .because("the wiring knows the parts, the parts do not know the wiring").check(CLASSES);
    }

    @Test
    void theEngineIsReachedThroughItsPorts() {
        noClasses().that().resideOutsideOfPackages(HERE + "launch", HERE + "telemetry")
                .should().dependOnClassesThat()
                .haveNameMatching("io\\.ayni\\.core\\.(engine\\.Authorization.*|host\\.ring\\.RingHost|journal\\..*|snapshot\\..*)")
                .because("connectors see Ingress, OutcomeSink and the log format alone").check(CLASSES);
    }

    @Test
    void jsonIsParsedInTranslateAndForTheToolsAlone() {
        noClasses().that().resideOutsideOfPackages(HERE + "translate", HERE + "jsonlines", HERE + "launch",
                HERE + "simulator")
                .should().dependOnClassesThat().resideInAPackage("tools.jackson..").check(CLASSES);
    }

    @Test
    void iso8583IsNoBusinessOfTheJsonChannelAndJsonNoneOfIso() {
        noClasses().that().resideInAPackage(HERE + "channel.json")
                .should().dependOnClassesThat().resideInAnyPackage("io.ayni.iso8583..", HERE + "channel.iso", HERE
                + "network..", HERE + "frame")
                .check(CLASSES);
        noClasses().that().resideInAnyPackage(HERE + "channel.iso", HERE + "network..", HERE + "frame")
                .should().dependOnClassesThat().resideInAnyPackage(HERE + "channel.json",
                "io.netty.handler.codec.http..").check(CLASSES);
    }

    @Test
    void theDispatchKnowsNoWireFormat() {
        noClasses().that().resideInAPackage(HERE + "channel")
                .should().dependOnClassesThat().resideInAnyPackage("io.ayni.iso8583..", "tools.jackson..", HERE
                + "translate",
                        HERE + "channel.json", HERE + "channel.iso", HERE + "network..", "io.netty.handler.codec.http..")
                        .check(CLASSES);
    }

    @Test
    void translateHasNoSocketAndNoClock() {
        noClasses().that().resideInAPackage(HERE + "translate")
                .should().dependOnClassesThat().resideInAnyPackage("io.netty..", HERE + "channel..", HERE + "network..",
                "java.net..")
                .orShould().callMethod(System.class, "currentTimeMillis")
                .orShould().callMethod(System.class, "nanoTime").check(CLASSES);
    }

    @Test
    void theSimulatorKnowsNothingOfTheSwitch() {
        noClasses().that().resideInAPackage(HERE + "simulator")
                .should().dependOnClassesThat().resideInAnyPackage("io.ayni.core..", HERE + "channel..", HERE
                + "network..", HERE + "config")
                .because("a network that shares the switch's code shares its mistakes").check(CLASSES);
    }

    @Test
    void whoHoldsSecretsWritesNoLog() {
        noClasses().that().resideInAnyPackage(HERE + "security", HERE + "notify", HERE + "translate")
                .should().dependOnClassesThat().resideInAPackage("org.slf4j..").check(CLASSES);
    }

    @Test
    void onlyTheBorderTouchesTheRunningProcess() {
        noClasses().that().resideOutsideOfPackage(HERE + "launch")
                .should().callMethod(System.class, "exit", int.class)
                .orShould().accessField(System.class, "out")
                .orShould().accessField(System.class, "err").check(CLASSES);
    }
}
