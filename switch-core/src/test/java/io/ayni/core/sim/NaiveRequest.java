package io.ayni.core.sim;

import io.ayni.core.payment.Operation;
import java.util.List;

/** A request as it came, that its confirmation needs again. */
record NaiveRequest(Operation operation, long member, long account, long target, int kind, int biller, String reference,
                    long institution, long token, long amountMinor, int instalments, int flags, int startDay,
                    int endDay, List<Long> limits, boolean sealed) {
}
