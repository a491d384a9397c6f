package io.ayni.connectors.launch;

import io.ayni.connectors.config.BillerConfig;
import io.ayni.connectors.config.InstitutionConfig;
import io.ayni.connectors.translate.InstitutionFacts;
import io.ayni.connectors.translate.InstitutionFacts.Biller;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What channels tell of the institution, from its file. */
final class Facts {
    private Facts() {
    }

    static InstitutionFacts of(final InstitutionConfig institution) {
        return new InstitutionFacts(
                institution.name(), institution.zone(), institution.currency(),
                institution.billers().stream().map(Facts::biller).toList(),
                institution.institutions().stream().collect(Collectors.toUnmodifiableMap(
                        InstitutionConfig.ReachableInstitution::code, InstitutionConfig.ReachableInstitution::name)),
                unconfirmed(institution));
    }

    private static Set<Operation> unconfirmed(final InstitutionConfig institution) {
        final Set<Operation> operations = EnumSet.noneOf(Operation.class);
        institution.operations().forEach((operation, rules) -> {
            if (rules.stepUp() == StepUpMethod.NONE) {
                operations.add(operation);
            }
        });
        return operations;
    }

    private static Biller biller(final BillerConfig biller) {
        return new Biller(
                biller.id(), biller.name(), biller.category(), biller.operation().type(), biller.currency(),
                biller.opensMinute(), biller.closesMinute(), biller.isBatch(), biller.asksOwed(), biller.takesParts(),
                biller.minMinor(), biller.maxMinor(), biller.feeMinor(),
                biller.reference().map(BillerConfig.ReferenceRule::label).orElse(""),
                biller.reference().map(BillerConfig.ReferenceRule::pattern).orElse(null),
                biller.reference().map(BillerConfig.ReferenceRule::checksId).orElse(false));
    }
}
