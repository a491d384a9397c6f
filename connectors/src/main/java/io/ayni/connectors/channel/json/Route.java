package io.ayni.connectors.channel.json;

import io.ayni.connectors.translate.BodySpec;
import io.ayni.connectors.translate.OpenApi;
import java.util.List;

/**
 * The resources: method, path, body and answer of each. Requests are dispatched by it, and the OpenAPI document is
 * written from it.
 */
enum Route implements OpenApi.Resource {
    AUTHORIZE("POST", "/v1/authorizations", "Ask for a payment", "Payment"),
    PAYMENT("GET", "/v1/authorizations/{id}", "A payment, or a member's request", "Payment"),
    STEP_UP("POST", "/v1/authorizations/{id}/otp", "Confirm it with the code", BodySpec.CONFIRMATION, "Payment"),
    RESEND("POST", "/v1/authorizations/{id}/otp/resend", "Send another code", BodySpec.NOTHING, "Payment"),
    CAPTURE("POST", "/v1/authorizations/{id}/capture", "Post a hold, or a part of it", BodySpec.CAPTURE, "Payment"),
    VOID("POST", "/v1/authorizations/{id}/void", "Take it back before it is final", BodySpec.NOTHING, "Payment"),
    RECEIPT("GET", "/v1/authorizations/{id}/receipt", "The receipt, in Spanish", "Receipt", "format"),

    ACCOUNT("GET", "/v1/accounts/{account}", "Balances of an account", "Account"),
    MOVEMENTS("GET", "/v1/accounts/{account}/movements", "Its movements, newest first", "History",
            "period", "from", "to", "type", "cursor", "limit", "format"),
    STATEMENT("GET", "/v1/accounts/{account}/statements/{month}", "Its statement of a month such as 2026-10",
            "Statement", "format"),

    POSITION("GET", "/v1/members/{member}/position", "Accounts, loans, term deposits and cards", "Position"),
    HISTORY("GET", "/v1/members/{member}/history", "The member's payments, newest first", "History",
            "period", "from", "to", "type", "cursor", "limit", "format"),
    LIMITS("GET", "/v1/members/{member}/limits", "Limits, ceilings, and what is used", "Limits"),
    LIMITS_UPDATE("PUT", "/v1/members/{member}/limits", "Customise limits", BodySpec.LIMITS_UPDATE, "Payment"),
    BENEFICIARIES("GET", "/v1/members/{member}/beneficiaries", "Saved beneficiaries", "Beneficiaries"),
    BENEFICIARY_CREATE("POST", "/v1/members/{member}/beneficiaries", "Save a beneficiary",
            BodySpec.BENEFICIARY_CREATE, "Payment"),
    BENEFICIARY_UPDATE("PUT", "/v1/members/{member}/beneficiaries/{id}", "Change alias or e-mail",
            BodySpec.BENEFICIARY_UPDATE, "Payment"),
    BENEFICIARY_DELETE("DELETE", "/v1/members/{member}/beneficiaries/{id}", "Forget a beneficiary",
            BodySpec.BENEFICIARY_DELETE, "Payment"),
    ENROLMENTS("GET", "/v1/members/{member}/billers", "Services registered and saved", "Enrolments"),
    BILLER_ENROL("POST", "/v1/members/{member}/billers", "Register a service to be paid", BodySpec.BILLER_ENROL,
            "Payment"),
    BILLER_DELETE("DELETE", "/v1/members/{member}/billers/{id}", "Forget a service", BodySpec.BILLER_DELETE,
            "Payment"),
    BILLER_FAVORITE("POST", "/v1/members/{member}/favorites", "Save a service under an alias",
            BodySpec.BILLER_FAVORITE, "Payment"),
    SCHEDULES("GET", "/v1/members/{member}/schedules", "Bills paid by themselves", "Schedules"),
    SCHEDULE_CREATE("POST", "/v1/members/{member}/schedules", "Pay a bill whenever there is one",
            BodySpec.SCHEDULE_CREATE, "Payment"),
    SCHEDULE_UPDATE("PUT", "/v1/members/{member}/schedules/{id}", "Change a schedule", BodySpec.SCHEDULE_UPDATE,
            "Payment"),
    SCHEDULE_DELETE("DELETE", "/v1/members/{member}/schedules/{id}", "Cancel a schedule", BodySpec.SCHEDULE_DELETE,
            "Payment"),
    DEFERRALS("GET", "/v1/members/{member}/deferrals", "What is deferred, with its instalments", "Deferrals"),

    PIN_CHANGE("POST", "/v1/cards/{token}/pin", "Change the PIN of a card", BodySpec.CARD_PIN_CHANGE, "Payment"),
    PIN_GENERATE("POST", "/v1/cards/{token}/pin/generate", "Have a new PIN made and sent", BodySpec.CARD_PIN_GENERATE,
            "Payment"),
    DEFERRAL_SIMULATE("POST", "/v1/cards/{token}/deferrals/simulate", "What a deferral would cost",
            BodySpec.DEFERRAL_SIMULATION, "Deferral"),
    DEFERRAL_CONFIRM("POST", "/v1/cards/{token}/deferrals", "Defer an amount of the card's debt",
            BodySpec.CARD_DEFERRAL_CONFIRM, "Payment"),
    DEFERRAL_BALANCE("POST", "/v1/cards/{token}/deferrals/balance", "Defer the whole revolving balance",
            BodySpec.CARD_DEFERRAL_BALANCE, "Payment"),

    BILLERS("GET", "/v1/billers", "Who can be paid here", "Billers"),
    BILL("GET", "/v1/billers/{biller}/bills/{reference}", "What is owed", "Bill"),

    CHALLENGE("POST", "/v1/challenges", "A bare challenge, for the channel's own needs", BodySpec.CHALLENGE, "Payment"),
    CHALLENGE_VIEW("GET", "/v1/challenges/{id}", "How it stands", "Payment"),
    CHALLENGE_VERIFY("POST", "/v1/challenges/{id}/verify", "Verify its code", BodySpec.CONFIRMATION, "Payment"),
    CHALLENGE_RESEND("POST", "/v1/challenges/{id}/resend", "Send another code", BodySpec.NOTHING, "Payment"),

    HEALTH("GET", "/healthz", "Whether payments are taken", "Health"),
    METRICS("GET", "/metrics", "Prometheus text", ""),
    INBOX("GET", "/demo/inbox", "The demo inbox, on this machine alone", "Inbox",
            "account", "member"),
    OPENAPI("GET", "/openapi.json", "This document", ""),
    DOCS("GET", "/docs", "A page to read it and to try requests", "");

    private final String method;
    private final String path;
    private final String summary;
    private final BodySpec body;
    private final String answer;
    private final List<String> parameters;
    private final String[] segments;

    Route(final String method, final String path, final String summary, final String answer,
            final String... parameters) {
        this(method, path, summary, null, answer, parameters);
    }

    Route(final String method, final String path, final String summary, final BodySpec body, final String answer,
            final String... parameters) {
        this.method = method;
        this.path = path;
        this.summary = summary;
        this.body = body;
        this.answer = answer;
        this.parameters = List.of(parameters);
        this.segments = path.substring(1).split("/");
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public BodySpec body() {
        return body;
    }

    @Override
    public String answer() {
        return answer;
    }

    @Override
    public List<String> parameters() {
        return parameters;
    }

    @Override
    public boolean isPayment() {
        return this == AUTHORIZE;
    }

    @Override
    public boolean needsIdempotencyKey() {
        return !method.equals("GET") && this != DEFERRAL_SIMULATE;
    }

    @Override
    public boolean needsApiKey() {
        return this != HEALTH && this != OPENAPI && this != DOCS;
    }

    boolean hasVariables() {
        return path.indexOf('{') >= 0;
    }

    /** Of the path as a template: literals, and names in braces. */
    String[] segments() {
        return segments;
    }
}
