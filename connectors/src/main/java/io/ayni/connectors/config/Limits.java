package io.ayni.connectors.config;

import io.ayni.core.limits.Bucket;
import io.ayni.core.payment.Operation;
import java.util.Currency;

/** Ceilings of the institution. */
public final class Limits {
    static final Bucket[] BUCKETS = {Bucket.INT, Bucket.EXT, Bucket.CARD};
    static final Operation[] CARD_OPERATIONS = {Operation.CARD_PURCHASE, Operation.CARD_WITHDRAWAL};

    private Limits() {
    }

    /** What one member may do in one bucket, or one card in one operation; {@link Long#MAX_VALUE}: unlimited. */
    public record Ceilings(long dailyMinor, long weeklyMinor, long monthlyMinor, int dailyCount) {
        static Ceilings read(final YamlMap map, final Currency currency) {
            map.keys("daily", "weekly", "monthly", "dailyCount");
            final Ceilings ceilings = new Ceilings(
                    map.required("daily", Values.moneyOrUnlimited(currency)),
                    map.required("weekly", Values.moneyOrUnlimited(currency)),
                    map.required("monthly", Values.moneyOrUnlimited(currency)),
                    map.optional("dailyCount", Integer.MAX_VALUE, Values.integer(1, Integer.MAX_VALUE)));
            if (ceilings.weeklyMinor < ceilings.dailyMinor) {
                throw map.errorAt("weekly", "must not be below daily");
            }
            if (ceilings.monthlyMinor < ceilings.weeklyMinor) {
                throw map.errorAt("monthly", "must not be below weekly");
            }
            return ceilings;
        }
    }
}
