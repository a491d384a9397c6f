package io.ayni.connectors.simulator;

import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.OriginalData;
import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.IsoWriter;
import io.ayni.iso8583.codec.Mti;

import org.agrona.concurrent.UnsafeBuffer;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The network's own requests: sends them over a connection that stands, and knows their answers by DE11. Any thread.
 */
final class CreditSender {
    private record Waiting(SimulatorConnection connection, CompletableFuture<CreditAnswer> answer) {
    }

    private final Map<Integer, Waiting> waiting = new HashMap<>();
    private final Set<String> sent = new HashSet<>();

    synchronized CompletableFuture<CreditAnswer> send(
        final InboundCredit credit, final Set<SimulatorConnection> connections) {
        final boolean isFirst = sent.add(credit.reference());
        return send(connections, credit.stan(), writer -> {
            writer.mti(isFirst ? Mti.FINANCIAL_REQUEST : Mti.FINANCIAL_REQUEST_REPEAT);
            putCommon(writer, credit, credit.stan());
            writer.putAscii(DataElement.TO_ACCOUNT, credit.account());
        });
    }

    synchronized CompletableFuture<CreditAnswer> reverse(
        final InboundCredit credit, final Set<SimulatorConnection> connections) {
        final int stan = credit.stan() + InboundCredit.REVERSAL_STAN_OFFSET;
        return send(connections, stan, writer -> {
            writer.mti(Mti.REVERSAL_ADVICE);
            putCommon(writer, credit, stan);
            final UnsafeBuffer original = new UnsafeBuffer(new byte[OriginalData.LENGTH]);
            OriginalData.write(original, 0, Mti.FINANCIAL_REQUEST, credit.stan(), InboundCredit.TRANSMISSION_TIME,
                Long.parseLong(credit.sender()));
            writer.put(DataElement.ORIGINAL_DATA, original, 0, OriginalData.LENGTH);
            writer.putAscii(DataElement.TO_ACCOUNT, credit.account());
        });
    }

    private CompletableFuture<CreditAnswer> send(
        final Set<SimulatorConnection> connections, final int stan, final Consumer<IsoWriter> fill) {
        final CompletableFuture<CreditAnswer> answer = new CompletableFuture<>();
        final Iterator<SimulatorConnection> any = connections.iterator();
        if (!any.hasNext()) {
            answer.completeExceptionally(new IOException("no switch is connected"));
            return answer;
        }
        final SimulatorConnection connection = any.next();
        waiting.put(stan, new Waiting(connection, answer));
        connection.send(fill);
        return answer;
    }

    /** An answer of the switch. */
    synchronized void onAnswer(final IsoReader message) {
        final Waiting found = waiting.remove((int) message.number(DataElement.STAN));
        if (found != null) {
            final String approvalCode = message.text(DataElement.APPROVAL_CODE);
            found.answer.complete(new CreditAnswer(Mti.format(message.mti()), message.text(DataElement.RESPONSE_CODE),
                approvalCode == null ? "" : approvalCode));
        }
    }

    synchronized void connectionLost(final SimulatorConnection connection) {
        waiting.values().removeIf(each -> each.connection == connection
            && each.answer.completeExceptionally(new IOException("the connection ended")));
    }

    private static void putCommon(final IsoWriter writer, final InboundCredit credit, final int stan) {
        writer.putLong(DataElement.PROCESSING_CODE, InboundCredit.PROCESSING_CODE);
        writer.putLong(DataElement.AMOUNT, credit.amountMinor());
        writer.putLong(DataElement.TRANSMISSION_TIME, InboundCredit.TRANSMISSION_TIME);
        writer.putLong(DataElement.STAN, stan);
        writer.putAscii(DataElement.ACQUIRER, credit.sender());
        writer.putAscii(DataElement.RETRIEVAL_REFERENCE, credit.reference());
        writer.putAscii(DataElement.TERMINAL, InboundCredit.TERMINAL);
        writer.putAscii(DataElement.CURRENCY, String.format("%03d", credit.currency()));
    }
}
