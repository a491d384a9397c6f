package io.ayni.iso8583;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

import org.junit.jupiter.api.Test;

/** Which package may know which. */
class WallsTest {
    private static final String ROOT = "io.ayni.iso8583";
    private static final JavaClasses CLASSES = new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void eachPackageKnowsOnlyThoseBelowIt() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("field").definedBy(ROOT + ".field")
            .layer("spec").definedBy(ROOT + ".spec")
            .layer("codec").definedBy(ROOT + ".codec")
            .layer("tlv").definedBy(ROOT + ".tlv")
            .layer("mask").definedBy(ROOT + ".mask")
            .layer("explain").definedBy(ROOT + ".explain")
            .whereLayer("explain").mayNotBeAccessedByAnyLayer()
            .whereLayer("mask").mayOnlyBeAccessedByLayers("explain")
            .whereLayer("tlv").mayOnlyBeAccessedByLayers("mask", "explain")
            .whereLayer("codec").mayOnlyBeAccessedByLayers("tlv", "mask", "explain")
            .whereLayer("spec").mayOnlyBeAccessedByLayers("codec", "mask", "explain")
            .check(CLASSES);
    }

    @Test
    void noPackagesKnowEachOther() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingButAgronaAndTheJdkIsKnown() {
        ArchRuleDefinition.classes().that().resideInAPackage(ROOT + "..").should().onlyDependOnClassesThat()
            .resideInAnyPackage(ROOT + "..", "org.agrona..", "java..", "javax.xml..", "org.xml.sax..", "org.w3c.dom..")
            .check(CLASSES);
    }
}
