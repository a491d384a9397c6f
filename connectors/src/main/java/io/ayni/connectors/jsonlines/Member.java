package io.ayni.connectors.jsonlines;

/** The members of a message's object. */
final class Member {
    static final String MTI = "mti";
    static final String HEADER = "header";
    static final String FIELDS = "fields";
    /** The bytes of the message, where encoding the fields would give others. */
    static final String WIRE = "wire";
    static final String MASKED = "masked";

    private Member() {
    }
}
