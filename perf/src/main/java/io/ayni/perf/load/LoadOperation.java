package io.ayni.perf.load;

/** What a load can be made of. */
enum LoadOperation {
    /** Between two accounts of the load. */
    TRANSFER_INTERNAL("transfer.internal"),
    /** To one account at another institution. */
    TRANSFER_INTERBANK("transfer.interbank"),
    /** Of a biller; JSON alone. */
    BILL_PAY("bill.pay"),
    /** What an account has: 0100 with DE3 31, or GET. */
    BALANCE("balance"),
    /** The second request of a challenged payment: follows from the first and stands in no mix. */
    OTP("otp");

    private final String word;

    LoadOperation(final String word) {
        this.word = word;
    }

    /** @return its name in a mix and in reports. */
    String word() {
        return word;
    }

    /** @return null when nothing is called so, or it stands in no mix. */
    static LoadOperation ofWord(final String word) {
        for (final LoadOperation operation : values()) {
            if (operation != OTP && operation.word.equals(word)) {
                return operation;
            }
        }
        return null;
    }
}
