package io.ayni.connectors.harness;

import java.nio.file.Path;

/**
 * The configuration of a switch under test: listeners {@code channel}, {@code channel-ascii} (the same in another
 * dialect and frame), {@code cards}, and {@code elsewhere} for a peer that is not on this machine, on ports that the
 * system chooses; one interbank network that reaches institution 2002.
 *
 * @param networkPort     where the network listens
 * @param networkDialect  as in the file
 * @param networkFrame    as in the file
 * @param stepUp          of transfers: {@code otp} or {@code none}
 * @param answerTimeoutMs the engine's patience with the network
 * @param reversalFirstMs wait before the first repeat of a reversal
 * @param inFlight        requests of one connection that may wait
 * @param listenerTls     of listener {@code cards}, as in the file; empty for none
 * @param networkTls      of the link, as in the file; empty for none
 * @param end             who calls on the link
 * @param linkKeys        further ones of the link
 */
public record TestConfig(
    int networkPort, String networkDialect, String networkFrame, String stepUp, long answerTimeoutMs,
    long reversalFirstMs, int inFlight, String listenerTls, String networkTls, String end, String linkKeys) {

    private static final String CLIENT = "host: 127.0.0.1";

    /** Step-up by one-time password, and a network that is given two seconds. */
    public static TestConfig of(final int networkPort) {
        return new TestConfig(networkPort, "iso1987-ascii", "binary-2", "otp", 2_000, 200, 1_024, "", "", CLIENT, "");
    }

    public TestConfig withStepUp(final String method) {
        return new TestConfig(networkPort, networkDialect, networkFrame, method, answerTimeoutMs, reversalFirstMs,
            inFlight, listenerTls, networkTls, end, linkKeys);
    }

    public TestConfig withPatience(final long answerMs, final long reversalMs) {
        return new TestConfig(networkPort, networkDialect, networkFrame, stepUp, answerMs, reversalMs, inFlight,
            listenerTls, networkTls, end, linkKeys);
    }

    public TestConfig withNetwork(final String dialect, final String frame) {
        return new TestConfig(networkPort, dialect, frame, stepUp, answerTimeoutMs, reversalFirstMs, inFlight,
            listenerTls, networkTls, end, linkKeys);
    }

    public TestConfig withInFlight(final int bound) {
        return new TestConfig(networkPort, networkDialect, networkFrame, stepUp, answerTimeoutMs, reversalFirstMs,
            bound, listenerTls, networkTls, end, linkKeys);
    }

    /** The listener {@code cards} and the link speak TLS, with this certificate on both sides that listen. */
    public TestConfig withTls(final TestCertificate certificate) {
        return new TestConfig(networkPort, networkDialect, networkFrame, stepUp, answerTimeoutMs, reversalFirstMs,
            inFlight, ", tls: {certificate: " + certificate.certificate() + ", key: " + certificate.key() + "}",
            "tls: {trusted: " + certificate.certificate() + "}", end, linkKeys);
    }

    /** @param keys of the network as in the file, on one line; empty for none */
    public TestConfig withLink(final String keys) {
        return new TestConfig(networkPort, networkDialect, networkFrame, stepUp, answerTimeoutMs, reversalFirstMs,
            inFlight, listenerTls, networkTls, end, keys);
    }

    /** The network calls us. */
    public TestConfig withServerLink(final String keys) {
        return new TestConfig(networkPort, networkDialect, networkFrame, stepUp, answerTimeoutMs, reversalFirstMs,
            inFlight, listenerTls, networkTls, "role: server", keys);
    }

    /** The file's text. @param directory of journal and key */
    public String yaml(final Path directory) {
        return """
            node:
              dataDirectory: %1$s/journal
              keyFile: %1$s/key
              journalSegment: 4 MiB
            listen:
              json: {port: 0}
              iso:
                - {name: channel, role: channel, port: 0, limits: {inFlight: %8$d}}
                - {name: channel-ascii, role: channel, port: 0, dialect: iso1987-ascii-hex-bitmap, frame: ascii-4}
                - {name: cards, role: card, port: 0%9$s}
                - {name: elsewhere, role: channel, port: 0, allow: [192.0.2.1]}
            networks:
              - name: interbank
                linkId: 1
                %11$s
                port: %2$d
                dialect: %3$s
                frame: %4$s
                settlementAccount: 9000000006
                acquirer: 300042
                terminal: AYNI0001
                %10$s
                %12$s
                echoInterval: 600 ms
                answerTimeout: 500 ms
                reconnectFirst: 50 ms
                reconnectMax: 200 ms
            institution:
              name: Cooperativa Ayni
              zone: America/Guayaquil
              currency: USD
              maxAmount: 1000000.00
              accounts:
                {opening: 9000000001, fees: 9000000002, taxes: 9000000003, suspense: 9000000004, cardSettlement: 9000000005}
              network: {answerTimeout: %6$d ms, reversalFirst: %7$d ms, reversalMax: 2 s}
              operations:
                transfer.internal: {stepUp: %5$s, bucket: INT}
                transfer.interbank: {stepUp: %5$s, bucket: EXT}
                credit.inbound: {stepUp: none, bucket: NONE}
                card.purchase: {stepUp: none, bucket: CARD}
                card.withdrawal: {stepUp: none, bucket: CARD}
              fees:
                - {operation: transfer.interbank, from: 2020-01-01, amount: 0.36}
              taxes:
                - {from: 2024-04-01, rate: 15 %%}
              ceilings:
                INT: {daily: unlimited, weekly: unlimited, monthly: unlimited}
                EXT: {daily: unlimited, weekly: unlimited, monthly: unlimited}
                CARD: {daily: 1000.00, weekly: 5000.00, monthly: 10000.00}
              routes:
                "2002": interbank
            """.formatted(directory, networkPort, networkDialect, networkFrame, stepUp, answerTimeoutMs,
            reversalFirstMs, inFlight, listenerTls, networkTls, end, linkKeys);
    }
}
