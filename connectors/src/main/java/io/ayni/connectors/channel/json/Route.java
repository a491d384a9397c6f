package io.ayni.connectors.channel.json;

/** The resources, and the method of each. */
enum Route {
    AUTHORIZE("POST"),
    STEP_UP("POST"),
    RESEND("POST"),
    PAYMENT("GET"),
    ACCOUNT("GET"),
    HEALTH("GET"),
    METRICS("GET"),
    INBOX("GET");

    private static final String AUTHORIZATIONS = "/v1/authorizations";
    private static final String ACCOUNTS = "/v1/accounts/";
    private static final String OTP = "/otp";
    private static final String OTP_RESEND = "/otp/resend";

    private final String method;

    Route(final String method) {
        this.method = method;
    }

    String method() {
        return method;
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /** @return the route of a path without its query, or null. */
    static Route of(final String path) {
        if (path.equals(AUTHORIZATIONS)) {
            return AUTHORIZE;
        }
        if (path.startsWith(AUTHORIZATIONS + '/')) {
            return ofPayment(path);
        }
        if (path.startsWith(ACCOUNTS)) {
            return path.indexOf('/', ACCOUNTS.length()) < 0 ? ACCOUNT : null;
        }
        return switch (path) {
            case "/healthz" -> HEALTH;
            case "/metrics" -> METRICS;
            case "/demo/inbox" -> INBOX;
            default -> null;
        };
    }

    private static Route ofPayment(final String path) {
        final int slash = path.indexOf('/', AUTHORIZATIONS.length() + 1);
        if (slash < 0) {
            return PAYMENT;
        }
        return switch (path.substring(slash)) {
            case OTP -> STEP_UP;
            case OTP_RESEND -> RESEND;
            default -> null;
        };
    }

    /** @return the variable part of the path: payment id or account number. */
    String variable(final String path) {
        final String prefix = this == ACCOUNT ? ACCOUNTS : AUTHORIZATIONS + '/';
        final int slash = path.indexOf('/', prefix.length());
        return path.substring(prefix.length(), slash < 0 ? path.length() : slash);
    }
}
