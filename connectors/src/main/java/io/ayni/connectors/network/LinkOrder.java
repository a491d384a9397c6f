package io.ayni.connectors.network;

/** What an operator may order of a link over ISO 8583. */
public enum LinkOrder {
    /** 0800/002: no payments until the next sign-on. */
    SIGN_OFF("sign-off"),
    /** 0800/001 again. */
    SIGN_ON("sign-on"),
    /** 0800/201: our day changed. */
    CUTOVER("cutover"),
    /** An 0800 that asks for a new zone key. */
    KEY_EXCHANGE("key-exchange");

    private final String text;

    LinkOrder(final String text) {
        this.text = text;
    }

    /** @return as it is written on a command line. */
    public String text() {
        return text;
    }

    /** @return null for a text that is none. */
    public static LinkOrder ofText(final String text) {
        for (final LinkOrder order : values()) {
            if (order.text.equals(text)) {
                return order;
            }
        }
        return null;
    }

    /**
     * What came of it.
     *
     * @param isDone whether it is as it was ordered
     * @param text   one line for the operator
     */
    public record Said(boolean isDone, String text) {
        public static Said done(final String text) {
            return new Said(true, text);
        }

        public static Said refused(final String text) {
            return new Said(false, text);
        }
    }
}
