package io.ayni.connectors.notify;

/**
 * A message on its way to a member.
 *
 * @param kind       for the service that sends it: {@code one-time-password} or a notice's name
 * @param paymentId  it is about; 0 none
 * @param account    packed; 0 none
 * @param timeMs     of what it tells, of the epoch
 * @param deadlineMs of the epoch; after it nobody needs it any more
 */
public record Letter(
        long memberId, String kind, String subject, String text, long paymentId, long account, long timeMs,
        long deadlineMs) {
    /** Without the text: it may hold a one-time password. */
    @Override
    public String toString() {
        return "Letter[" + kind + " to member " + memberId + ']';
    }
}
