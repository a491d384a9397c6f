package io.ayni.connectors.translate;

/** Numbers of the ISO 8583:1987 data elements that the switch reads or writes itself. */
public final class DataElement {
    public static final int PAN = 2;
    public static final int PROCESSING_CODE = 3;
    public static final int AMOUNT = 4;
    public static final int TRANSMISSION_TIME = 7;
    public static final int STAN = 11;
    public static final int LOCAL_TIME = 12;
    public static final int LOCAL_DATE = 13;
    public static final int SETTLEMENT_DATE = 15;
    public static final int ACQUIRER = 32;
    public static final int FORWARDER = 33;
    public static final int RETRIEVAL_REFERENCE = 37;
    public static final int APPROVAL_CODE = 38;
    public static final int RESPONSE_CODE = 39;
    public static final int TERMINAL = 41;
    public static final int MERCHANT = 42;
    public static final int ADDITIONAL_RESPONSE_DATA = 44;
    public static final int CURRENCY = 49;
    /** Secret: the block of a PIN. */
    public static final int PIN_BLOCK = 52;
    public static final int ADDITIONAL_AMOUNTS = 54;
    public static final int NETWORK_MANAGEMENT_CODE = 70;
    public static final int ORIGINAL_DATA = 90;
    public static final int REPLACEMENT_AMOUNTS = 95;
    /** Of a bill or top-up: the biller's id, in digits. */
    public static final int PAYEE = 98;
    public static final int RECEIVER = 100;
    public static final int FROM_ACCOUNT = 102;
    public static final int TO_ACCOUNT = 103;
    /** Private use: the payment id of a challenge, in the request for it and in the answer to it. */
    public static final int CHALLENGE = 124;
    /** Private use, secret: the one-time password. */
    public static final int ONE_TIME_PASSWORD = 125;

    private DataElement() {
    }
}
