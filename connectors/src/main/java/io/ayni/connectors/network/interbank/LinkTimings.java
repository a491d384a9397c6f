package io.ayni.connectors.network.interbank;

/**
 * The patience of a link, all in milliseconds.
 *
 * @param connectTimeoutMs longest wait for the connection
 * @param answerTimeoutMs  longest wait for the answer to a sign-on or an echo
 * @param echoIntervalMs   from one echo to the next; above {@code answerTimeoutMs}
 * @param lostEchoes       unanswered echoes in a row that take the link down
 * @param reconnectFirstMs wait before the first new attempt; doubles with each that fails
 * @param reconnectMaxMs   where the doubling ends
 */
public record LinkTimings(
    long connectTimeoutMs,
    long answerTimeoutMs,
    long echoIntervalMs,
    int lostEchoes,
    long reconnectFirstMs,
    long reconnectMaxMs) {

    public static final LinkTimings DEFAULT = new LinkTimings(5_000, 5_000, 30_000, 3, 250, 30_000);

    public LinkTimings {
        if (connectTimeoutMs < 1 || answerTimeoutMs < 1 || lostEchoes < 1 || reconnectFirstMs < 1) {
            throw new IllegalArgumentException("times and counts of a link are positive");
        }
        if (echoIntervalMs <= answerTimeoutMs) {
            throw new IllegalArgumentException("an echo is answered, or lost, before the next one is due");
        }
        if (reconnectMaxMs < reconnectFirstMs) {
            throw new IllegalArgumentException("reconnectMaxMs is below reconnectFirstMs");
        }
    }
}
