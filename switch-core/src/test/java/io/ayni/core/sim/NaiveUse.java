package io.ayni.core.sim;

import io.ayni.core.limits.Bucket;
import java.time.LocalDate;

/** A limit taken and not given back. */
final class NaiveUse {
    long member;
    Bucket bucket;
    LocalDate day;
    LocalDate monday;
    int month;
    long amountMinor;
    boolean counts;
}
