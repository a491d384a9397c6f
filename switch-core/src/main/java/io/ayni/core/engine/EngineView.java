package io.ayni.core.engine;

import io.ayni.core.ledger.Ledger;
import io.ayni.core.ledger.ProductTable;
import io.ayni.core.limits.LimitTable;
import io.ayni.core.member.Beneficiaries;
import io.ayni.core.member.Enrolments;
import io.ayni.core.member.Members;
import io.ayni.core.payment.Links;
import io.ayni.core.payment.NetworkLegs;
import io.ayni.core.payment.PaymentDetails;
import io.ayni.core.payment.Payments;
import io.ayni.core.schedule.Deferrals;
import io.ayni.core.schedule.Schedules;

/** The tables of an engine, to be read by what checks or saves its state; on the engine's thread, and never written. */
public record EngineView(Ledger ledger, ProductTable products, LimitTable limits, Payments payments,
                         PaymentDetails details, NetworkLegs legs, Links links, Kept kept) {
    /** What members keep. */
    public record Kept(Members members, Beneficiaries beneficiaries, Enrolments enrolments, Schedules schedules,
                       Deferrals deferrals) {
    }
}
