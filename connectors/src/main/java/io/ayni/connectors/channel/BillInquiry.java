package io.ayni.connectors.channel;

import java.util.function.Consumer;

/**
 * Asks a biller what is owed, just before it is paid or because a member wants to know. Implemented where the billers'
 * connectors are; asked by the channels on their event loops.
 */
public interface BillInquiry {
    /** No biller can be asked: there is no connector. */
    BillInquiry NONE = (billerId, reference, answer) -> answer.accept(Bill.UNREACHABLE);

    enum Result {
        /** {@link Bill#owedMinor} is owed; 0 when nothing is owed now. */
        OWED,
        /** The biller knows no such reference. */
        UNKNOWN_REFERENCE,
        /** No answer in time, or no connector. */
        UNREACHABLE
    }

    /**
     * What the biller said.
     *
     * @param owedMinor 0 unless {@link Result#OWED}
     * @param currency  ISO 4217 number; 0 unknown
     * @param dueDay    epoch day; 0 unknown
     * @param holder    name on the bill as the biller shows it, masked by the biller; empty when it shows none
     */
    record Bill(Result result, long owedMinor, int currency, int dueDay, String holder) {
        public static final Bill UNREACHABLE = new Bill(Result.UNREACHABLE, 0, 0, 0, "");
        public static final Bill UNKNOWN_REFERENCE = new Bill(Result.UNKNOWN_REFERENCE, 0, 0, 0, "");

        public static Bill owed(final long owedMinor, final int currency) {
            return new Bill(Result.OWED, owedMinor, currency, 0, "");
        }

        /** @return {@code owedMinor} of an AuthorizeRequest: -1 when the biller could not be asked. */
        public long owedOrUnknown() {
            return result == Result.UNREACHABLE ? -1 : owedMinor;
        }
    }

    /**
     * Must not block. The answer comes once and in bounded time, on any thread, the caller's own included.
     *
     * @param reference of the member at the biller, 1 to 28 printable ASCII characters
     */
    void ask(int billerId, String reference, Consumer<Bill> answer);
}
