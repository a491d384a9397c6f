package io.ayni.perf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.ayni.perf.load.LoadTestRig;
import org.junit.jupiter.api.Test;

class WallsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("io.ayni.perf");

    @Test
    void theLoadSeesTheSwitchAsAnyCallerDoes() {
        noClasses().that().resideInAPackage("io.ayni.perf.load..").should().dependOnClassesThat().resideInAnyPackage(
            "io.ayni.core.engine..", "io.ayni.core.host..", "io.ayni.core.journal..", "io.ayni.connectors.channel..",
            "io.ayni.connectors.translate..", "io.ayni.perf.micro..").check(CLASSES);
    }

    @Test
    void aSoakSeesTheSwitchAsItsCallersItsNetworksAndItsOperatorDo() {
        noClasses().that().resideInAPackage("io.ayni.perf.soak..").should().dependOnClassesThat().resideInAnyPackage(
            "io.ayni.core..", "io.ayni.connectors.channel..", "io.ayni.connectors.network..", "io.ayni.connectors.config..")
            .check(CLASSES);
    }

    @Test
    void theRigKnowsNeitherSocketNorProtocolNorTheSystemsClock() {
        noClasses().that().belongToAnyOf(LoadTestRig.class).should().dependOnClassesThat().resideInAnyPackage(
            "io.netty..", "java.net..", "io.ayni.iso8583..", "io.ayni.connectors..").check(CLASSES);
        noClasses().that().belongToAnyOf(LoadTestRig.class).should().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    }
}
