package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.iso.IsoPeerTools;
import io.ayni.connectors.network.LinkCommands;
import io.ayni.connectors.network.LinkOrder;
import io.ayni.connectors.translate.DataElement;
import io.ayni.connectors.translate.IsoAnswers;
import io.ayni.connectors.translate.IsoNetworkMessages;
import io.ayni.connectors.translate.SettlementDays;
import io.ayni.core.command.ResponseCode;
import io.ayni.iso8583.codec.FieldsReader;
import io.ayni.iso8583.codec.IsoReader;

import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;

/**
 * The 0800s of one link, both ways: sign-on, sign-off, echo, cutover, key exchange. What must be durable first, a cutover
 * or a key, is answered when it is. On the link's event loop alone.
 */
final class LinkManagement {
    private static final Logger LOG = LoggerFactory.getLogger(LinkManagement.class);
    private static final int IMAGE_CAPACITY = 512;

    private final InterbankLink link;
    private final IsoPeerTools tools;
    private final IsoNetworkMessages messages;
    private final LinkCommands commands;
    private final KeyExchange keys;
    private final Clock clock;

    /** A cutover of the network's that the engine has not made durable yet; its repeats take its place. */
    private Waiting waitingCutover;
    private int waitingCutoverDay;
    /** What an operator or the day's schedule asked for and is not done; null for nothing. */
    private Ordered ordered;

    /** An 0800 to be answered later: the fields that go back, and over which connection. */
    private record Waiting(UnsafeBuffer image, int length, LinkConnection connection) {
    }

    /** An 0800 of ours that is more than the session's. @param day of a cutover */
    private record Ordered(
        LinkOrder order, LinkLine line, int stan, int day, long deadlineMs, CompletableFuture<LinkOrder.Said> said) {
    }

    LinkManagement(
        final InterbankLink link, final IsoPeerTools tools, final IsoNetworkMessages messages,
        final LinkCommands commands, final KeyExchange keys, final Clock clock) {
        this.link = link;
        this.tools = tools;
        this.messages = messages;
        this.commands = commands;
        this.keys = keys;
        this.clock = clock;
    }

    void sendSignOn(final LinkLine line, final int stan) {
        send(line, IsoNetworkMessages.SIGN_ON, stan, SettlementDays.NONE);
    }

    void sendSignOff(final LinkLine line, final int stan) {
        send(line, IsoNetworkMessages.SIGN_OFF, stan, SettlementDays.NONE);
    }

    void sendEcho(final LinkLine line, final int stan) {
        send(line, IsoNetworkMessages.ECHO, stan, SettlementDays.NONE);
    }

    /**
     * CUTOVER tells the network that our day changed: with its 0810 it settles on the new one. KEY_EXCHANGE asks for a
     * key, which comes in the 0810 or in an 0800 of the network's. One at a time.
     */
    CompletableFuture<LinkOrder.Said> order(final LinkLine line, final LinkOrder order, final int settlementDay) {
        if (ordered != null) {
            return CompletableFuture.completedFuture(
                LinkOrder.Said.refused(ordered.order.text() + " waits for its answer"));
        }
        if (order == LinkOrder.KEY_EXCHANGE && keys == KeyExchange.REFUSED) {
            return CompletableFuture.completedFuture(
                LinkOrder.Said.refused("keyExchange is not configured for this network"));
        }
        final boolean isCutover = order == LinkOrder.CUTOVER;
        final CompletableFuture<LinkOrder.Said> said = new CompletableFuture<>();
        ordered = new Ordered(order, line, line.session().takeStan(), settlementDay,
            link.nowMs() + link.settings().timings().answerTimeoutMs(), said);
        send(line, isCutover ? IsoNetworkMessages.CUTOVER : tools.peer().profile().keyExchangeCode(), ordered.stan,
            isCutover ? settlementDay : SettlementDays.NONE);
        line.flush();
        return said;
    }

    /** Event loop, every few tens of milliseconds. */
    void doWork(final long nowMs) {
        if (ordered != null && nowMs >= ordered.deadlineMs) {
            close(LinkOrder.Said.refused("no answer in time"));
        }
    }

    private void close(final LinkOrder.Said said) {
        LOG.info("link {} ({}): {}: {}", link.settings().linkId(), link.settings().network().name(),
            ordered.order.text(), said.text());
        ordered.said.complete(said);
        ordered = null;
    }

    /** An 0810. */
    void onAnswer(final LinkLine line, final IsoReader message) {
        final long stan = message.number(DataElement.STAN);
        final boolean isApproved = messages.isApproved(message);
        if (ordered == null || line != ordered.line || stan != ordered.stan) {
            line.session().onManagementAnswer((int) stan, isApproved, link.nowMs());
        } else if (!isApproved) {
            close(LinkOrder.Said.refused("the network answered " + code(message)));
        } else if (ordered.order == LinkOrder.KEY_EXCHANGE) {
            onKeyAnswer(message);
        } else if (!commands.cutover(ordered.day)) {
            close(LinkOrder.Said.refused("the network took it, and the switch has no room to note it: again"));
        }
    }

    private static String code(final IsoReader message) {
        return message.has(DataElement.RESPONSE_CODE)
            ? ResponseCode.format((int) message.chars(DataElement.RESPONSE_CODE)) : "nothing";
    }

    private void onKeyAnswer(final IsoReader message) {
        final int field = tools.peer().profile().keyExchangeField();
        if (!message.has(field)) {
            close(LinkOrder.Said.done("the network agreed; the key is to come in an 0800 of its own"));
            return;
        }
        final Ordered asked = ordered;
        take(message, field, code -> {
            if (ordered == asked) {
                close(code == ResponseCode.APPROVED ? LinkOrder.Said.done("the network's new key is kept and in use")
                    : LinkOrder.Said.refused("the network's key cannot be used, " + ResponseCode.format(code)));
            }
        });
    }

    /** @param then on the link's loop, with the code of what became of the key */
    private void take(final IsoReader message, final int field, final IntConsumer then) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[message.length(field)]);
        message.copy(field, copy, 0);
        Thread.ofVirtual().name("ayni-key-exchange").start(() -> {
            final int code = keys.onKey(copy.byteArray());
            link.execute(() -> then.accept(code));
        });
    }

    /** An 0800 of the network. @return false for one that lacks DE11 or DE70 */
    boolean onRequest(final LinkLine line, final LinkConnection connection, final IsoReader message) {
        final long code = message.number(DataElement.NETWORK_MANAGEMENT_CODE);
        if (code == FieldsReader.NO_NUMBER || message.number(DataElement.STAN) == FieldsReader.NO_NUMBER) {
            return false;
        }
        if (code == IsoNetworkMessages.CUTOVER) {
            onCutover(connection, message);
        } else if (code == tools.peer().profile().keyExchangeCode()) {
            onKey(connection, message);
        } else {
            final boolean isKnown = code == IsoNetworkMessages.SIGN_ON || code == IsoNetworkMessages.SIGN_OFF
                || code == IsoNetworkMessages.ECHO;
            answer(connection, message, isKnown ? ResponseCode.APPROVED : ResponseCode.INVALID_TRANSACTION);
            if (code == IsoNetworkMessages.SIGN_OFF) {
                link.onPeerSignOff();
            } else if (code == IsoNetworkMessages.SIGN_ON) {
                link.onPeerSignOn();
            }
        }
        return true;
    }

    void onCutoverTaken(final int settlementDay) {
        LOG.info("link {} ({}): settles on {} from now on", link.settings().linkId(),
            link.settings().network().name(), SettlementDays.format(settlementDay));
        if (waitingCutover != null && waitingCutoverDay == settlementDay) {
            answer(waitingCutover, ResponseCode.APPROVED);
            waitingCutover = null;
        }
        if (ordered != null && ordered.order == LinkOrder.CUTOVER && ordered.day == settlementDay) {
            close(LinkOrder.Said.done("the network took it: settles on " + SettlementDays.format(settlementDay)));
        }
    }

    private void onCutover(final LinkConnection connection, final IsoReader message) {
        final int day = SettlementDays.of(message, clock);
        if (day == SettlementDays.NONE) {
            connection.write(link.out().byteArray(), tools.answers().formatError(message, DataElement.SETTLEMENT_DATE, link.out()));
            return;
        }
        final Waiting waiting = keep(connection, message);
        if (waiting == null || !commands.cutover(day)) {
            answer(connection, message, ResponseCode.MALFUNCTION);
            return;
        }
        waitingCutover = waiting;
        waitingCutoverDay = day;
    }

    private void onKey(final LinkConnection connection, final IsoReader message) {
        final int field = tools.peer().profile().keyExchangeField();
        final Waiting waiting = keep(connection, message);
        if (waiting == null || !message.has(field)) {
            connection.write(link.out().byteArray(), tools.answers().formatError(message, field, link.out()));
            return;
        }
        take(message, field, code -> {
            LOG.info("link {} ({}): key exchange answered {}", link.settings().linkId(),
                link.settings().network().name(), ResponseCode.format(code));
            answer(waiting, code);
        });
    }

    private Waiting keep(final LinkConnection connection, final IsoReader message) {
        final UnsafeBuffer image = new UnsafeBuffer(new byte[IMAGE_CAPACITY]);
        final int length = tools.answers().begin(message, image, 0, IMAGE_CAPACITY);
        return length == IsoAnswers.FAILED ? null : new Waiting(image, length, connection);
    }

    private void answer(final LinkConnection connection, final IsoReader message, final int code) {
        connection.write(link.out().byteArray(), tools.answers().refuse(message, code, link.out()));
    }

    private void answer(final Waiting waiting, final int code) {
        if (waiting.connection.isWritable()) {
            waiting.connection.write(link.out().byteArray(),
                tools.answers().answer(waiting.image, 0, waiting.length, code, link.out()));
            waiting.connection.flush();
        }
    }

    private void send(final LinkLine line, final int code, final int stan, final int settlementDay) {
        final int length =
            messages.encodeManagement(code, stan, transmissionTime(), settlementDay, link.out());
        if (line.isConnected() && length != IsoNetworkMessages.FAILED) {
            line.write(link.out().byteArray(), length);
        }
    }

    /** DE7: MMDDhhmmss in UTC. */
    private long transmissionTime() {
        final ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
        return (((now.getMonthValue() * 100L + now.getDayOfMonth()) * 100 + now.getHour()) * 100
            + now.getMinute()) * 100 + now.getSecond();
    }
}
