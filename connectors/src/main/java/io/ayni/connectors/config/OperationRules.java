package io.ayni.connectors.config;

import io.ayni.core.limits.Bucket;
import io.ayni.core.stepup.StepUpMethod;
import java.util.Locale;

/**
 * An operation that the institution offers.
 *
 * @param stepUp           how the member confirms
 * @param bucket           which limits count
 * @param suspendedInClose not done in the daily close
 */
public record OperationRules(StepUpMethod stepUp, Bucket bucket, boolean suspendedInClose) {
    static OperationRules read(final YamlMap map, final boolean isMemberRequest) {
        map.keys("stepUp", "bucket", "inClose");
        final OperationRules rules = new OperationRules(
                map.required("stepUp",
                        Values.oneOf(StepUpMethod.values(), each -> each.name().toLowerCase(Locale.ROOT))),
                isMemberRequest
                        ? map.optional("bucket", Bucket.NONE, Values.oneOf(Bucket.values(), Bucket::name))
                        : map.required("bucket", Values.oneOf(Bucket.values(), Bucket::name)),
                map.optional("inClose", false, OperationRules::isSuspended));
        if (isMemberRequest && rules.bucket != Bucket.NONE) {
            throw map.errorAt("bucket", "is for what moves money: leave it out");
        }
        return rules;
    }

    static boolean isSuspended(final String value) {
        return switch (value) {
            case "suspended" -> true;
            case "open" -> false;
            default -> throw new IllegalArgumentException("expected open or suspended");
        };
    }
}
