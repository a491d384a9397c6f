package io.ayni.connectors.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The operations as a table: what is asked, and what it must come to. {@code @NAME@} is a variable of the talk. */
final class OperationSteps {
    static final long CREDIT_MINOR = 4_000;
    static final long CARD_PAYMENT_MINOR = 1_500;
    /** Purchase, withdrawal, and what a hold was completed with. */
    static final long DEBIT_CARD_MINOR = 1_250 + 2_000 + 4_200;
    private static final String JSON = "JSON";
    private static final String ISO = "ISO";
    private static final String MEMBER = "/v1/members/1";
    private static final String CARD = "/v1/cards/4000001";
    private static final String PAY = """
            {"type":"%s","amountMinor":%d,"currency":"USD","debitAccount":"@MARIA@",%s}""";

    private final List<Step> steps = new ArrayList<>();
    private final DemoInstitution institution;

    /** One thing that a channel or a network asks. */
    @FunctionalInterface
    interface Call {
        DemoAnswer run(OperationsTalk talk) throws IOException, InterruptedException;
    }

    /**
     * A row.
     *
     * @param by    the interface it comes over
     * @param state of the answer; for what is only read the HTTP status
     * @param code  DE39; empty for what has none
     */
    record Step(String operation, String what, String by, Call call, String state, String code) {
    }

    private OperationSteps(final DemoInstitution institution) {
        this.institution = institution;
    }

    static List<Step> of(final DemoInstitution institution) {
        final OperationSteps table = new OperationSteps(institution);
        table.transfers();
        table.cards();
        table.bills();
        table.products();
        table.whatMembersKeep();
        table.schedules();
        table.cardRequests();
        table.reads();
        return table.steps;
    }

    private void transfers() {
        pays("transfer.own", "between María's own accounts", 1_000, "\"creditAccount\":\"4200000066\"", "POSTED");
        pays("transfer.internal", "to José", 2_500, "\"creditAccount\":\"4200000025\"", "POSTED");
        pays("transfer.interbank", "to another bank, with fee and tax", 1_500,
                "\"creditAccount\":\"2200118\",\"institution\":\"@BANK@\"", "POSTED");
        add("transfer.internal", "a hold, to be posted or not", JSON, talk -> talk.confirmed("POST",
                "/v1/authorizations", PAY.formatted("transfer.internal", 900, "\"creditAccount\":\"4200000025\",\"capture\":false")),
                "HELD", "00");
        sends("authorization.capture", "a part of it", "POST", "/v1/authorizations/@ID@/capture",
                "{\"amountMinor\":400}", "POSTED");
        asks("transfer.internal", "asked for, not confirmed", 800, "\"creditAccount\":\"4200000025\"", "CHALLENGED",
                "1A");
        sends("authorization.void", "taken back", "POST", "/v1/authorizations/@ID@/void", "", "REVERSED");
        add("credit.inbound", "from another bank to José", ISO, talk -> talk.creditIn(CREDIT_MINOR), "POSTED", "00");
    }

    private void cards() {
        asks("card.payment", "María's own credit card", CARD_PAYMENT_MINOR, "\"cardToken\":\"4000001\"",
                institution.cardPayment, "00");
        asks("card.payment.external", "a card of another bank", 1_200, "\"cardNumber\":\"4111111111111111\"",
                "POSTED", "00");
        add("card.purchase", "with María's debit card", ISO, talk -> talk.debit().purchase(1_250), "POSTED", "00");
        add("card.withdrawal", "at a machine", ISO, talk -> talk.debit().withdrawal(2_000), "POSTED", "00");
        add("card.purchase", "a hold (0100)", ISO, talk -> talk.debit().hold(5_000), "HELD", "00");
        add("completion", "less than was held (0220)", ISO, talk -> talk.debit().complete(4_200), "POSTED", "00");
        add("card.balance", "at a machine (0100, DE3 31)", ISO, talk -> talk.debit().balanceOfCard(), "READ", "00");
        add("card.purchase", "another hold (0100)", ISO, talk -> talk.debit().hold(3_000), "HELD", "00");
        add("reversal", "and its reversal (0420)", ISO, talk -> talk.debit().reverse(3_000), "REVERSED", "00");
    }

    private void bills() {
        reads("bill.inquiry", "what María owes", "/v1/billers/101/bills/@BILL@");
        pays("bill.pay", "over HTTP, what is owed", DemoNetworks.BILL_MINOR,
                "\"billerId\":101,\"reference\":\"@BILL@\"", "POSTED");
        pays("bill.pay", "into a file, next business day", 12_500, "\"billerId\":301,\"reference\":\"@FILES@\"",
                "POSTED");
        pays("topup", "at once", 500, "\"billerId\":201,\"reference\":\"@TOPUP@\"", "POSTED");
    }

    private void products() {
        pays("loan.payment", "one instalment", 5_000, "\"creditAccount\":\"4200000033\"", "POSTED");
        pays("internal.payment", "contributions", 2_500, "\"creditAccount\":\"4200000041\"", "POSTED");
        pays("internal.payment", "the cooperative's phone plan", 1_000,
                "\"billerId\":" + institution.planBiller + ",\"reference\":\"@PLAN@\"", "POSTED");
    }

    private void whatMembersKeep() {
        confirms("limits.update", "limits of María's own", "PUT", MEMBER + "/limits", """
                {"internalDailyMinor":400000,"internalWeeklyMinor":900000,"internalMonthlyMinor":null,
                "externalDailyMinor":200000,"externalWeeklyMinor":500000,"externalMonthlyMinor":1e24,
                "account":"@MARIA@"}""", "APPLIED");
        sends("beneficiary.create", "at another bank", "POST", MEMBER + "/beneficiaries", """
                {"kind":"interbank","creditAccount":"2200118","institution":"@BANK@","alias":"Ana"}""", "ACTIVE");
        reads("beneficiary.list", "whom María saved", MEMBER + "/beneficiaries");
        pays("transfer.interbank", "to that beneficiary, by its id", 700, "\"beneficiaryId\":\"@BENEFICIARIES@\"",
                "POSTED");
        confirms("beneficiary.update", "another alias", "PUT", MEMBER + "/beneficiaries/@BENEFICIARIES@", """
                {"alias":"Ana Paz","account":"@MARIA@"}""", "UPDATED");
        confirms("beneficiary.delete", "forgotten", "DELETE", MEMBER + "/beneficiaries/@BENEFICIARIES@", """
                {"account":"@MARIA@"}""", "DELETED");
        confirms("biller.enrol", "a service to be paid", "POST", MEMBER + "/billers", """
                {"billerId":101,"reference":"@BILL@","account":"@MARIA@"}""", "ENROLLED");
        sends("biller.favorite", "saved under an alias", "POST", MEMBER + "/favorites", """
                {"billerId":101,"reference":"@BILL@","alias":"Luz casa"}""", "SAVED");
        reads("biller.list", "who can be paid", "/v1/billers");
        reads("biller.list", "María's services", MEMBER + "/billers");
        add("bill.pay", "its next bill, by the service's id", JSON, talk -> {
            talk.nextBill();
            return talk.confirmed("POST", "/v1/authorizations",
                    PAY.formatted("bill.pay", DemoNetworks.BILL_MINOR, "\"serviceId\":\"@BILLERS@\""));
        }, "POSTED", "00");
        confirms("biller.delete", "a service forgotten", "DELETE", MEMBER + "/billers/@BILLERS@", """
                {"account":"@MARIA@"}""", "DELETED");
    }

    private void schedules() {
        confirms("schedule.create", "pay whenever there is a bill", "POST", MEMBER + "/schedules", """
                {"account":"@MARIA@","billerId":101,"reference":"@BILL@","maxAmountMinor":2000,"currency":"USD",
                "startDate":"2030-01-01","termsAccepted":true,"alias":"Luz"}""", "CREATED");
        sends("schedule.update", "a higher maximum", "PUT", MEMBER + "/schedules/@SCHEDULES@", """
                {"account":"@MARIA@","maxAmountMinor":3000,"currency":"USD","startDate":"2030-01-01"}""", "UPDATED");
        reads("schedule.list", "what is scheduled", MEMBER + "/schedules");
        sends("schedule.delete", "no more", "DELETE", MEMBER + "/schedules/@SCHEDULES@", "", "CANCELLED");
    }

    private void cardRequests() {
        confirms("card.pin.change", "the PIN goes to the processor", "POST", CARD + "/pin", """
                {"memberId":"1","pin":"7294","account":"@MARIA@"}""", "CHANGED");
        confirms("card.pin.generate", "made by the processor", "POST", CARD + "/pin/generate", """
                {"memberId":"1","account":"@MARIA@"}""", "GENERATED");
        add("card.deferral.simulate", "10.00 in 3 parts", JSON, talk -> talk.read("POST",
                CARD + "/deferrals/simulate", "{\"memberId\":\"1\",\"amountMinor\":1000,\"instalments\":3}"), "200", "");
        confirms("card.deferral.confirm", "10.00 in 3 parts", "POST", CARD + "/deferrals", """
                {"memberId":"1","amountMinor":1000,"currency":"USD","instalments":3,"account":"@MARIA@"}""", "DEFERRED");
        confirms("card.deferral.balance", "the rest in 6 parts", "POST", CARD + "/deferrals/balance", """
                {"memberId":"1","currency":"USD","instalments":6,"account":"@MARIA@"}""", "DEFERRED");
        reads("card.deferral.list", "what is deferred", MEMBER + "/deferrals");
        confirms("challenge.verify", "for the channel's own needs", "POST", "/v1/challenges", """
                {"memberId":"1","purpose":"device.enrol","account":"@MARIA@"}""", "VERIFIED");
    }

    private void reads() {
        reads("position", "accounts, loans, deposits, cards", MEMBER + "/position");
        add("position", "balance over ISO 8583 (0100, DE3 31)", ISO, OperationsTalk::balanceOverIso, "READ", "00");
        reads("account", "balances of one account", "/v1/accounts/@MARIA@");
        reads("limits", "and what is used of them", MEMBER + "/limits");
        reads("movements", "of today", "/v1/accounts/@MARIA@/movements?period=today");
        reads("history", "of María's payments", MEMBER + "/history?period=today");
        reads("statement", "of this month, as PDF", "/v1/accounts/@MARIA@/statements/@MONTH@?format=pdf");
        reads("receipt", "in Spanish", "/v1/authorizations/@PAID@/receipt?format=text");
    }

    /** A payment that the member confirms. */
    private void pays(
            final String type, final String what, final long amountMinor, final String payee, final String state) {
        add(type, what, JSON, talk -> talk.confirmed("POST", "/v1/authorizations",
                PAY.formatted(type, amountMinor, payee)), state, "00");
    }

    /** A payment that needs no confirmation. */
    private void asks(
            final String type, final String what, final long amountMinor, final String payee, final String state,
            final String code) {
        add(type, what, JSON, talk -> talk.send("POST", "/v1/authorizations",
                PAY.formatted(type, amountMinor, payee)), state, code);
    }

    private void confirms(
            final String operation, final String what, final String method, final String path, final String body,
            final String state) {
        add(operation, what, JSON, talk -> talk.confirmed(method, path, body), state, "00");
    }

    private void sends(
            final String operation, final String what, final String method, final String path, final String body,
            final String state) {
        add(operation, what, JSON, talk -> talk.send(method, path, body), state, "00");
    }

    private void reads(final String operation, final String what, final String path) {
        add(operation, what, JSON, talk -> talk.read("GET", path, ""), "200", "");
    }

    private void add(
            final String operation, final String what, final String by, final Call call, final String state,
            final String code) {
        steps.add(new Step(operation, what, by, call, state, code));
    }
}
