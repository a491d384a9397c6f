package io.ayni.connectors.network.interbank;

import io.ayni.connectors.channel.iso.IsoPeerTools;
import io.ayni.connectors.network.LinkCommands;
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
    /** A cutover of ours without an answer yet. */
    private LinkLine cutoverLine;
    private int cutoverStan;
    private int cutoverDay;

    /** An 0800 to be answered later: the fields that go back, and over which connection. */
    private record Waiting(UnsafeBuffer image, int length, LinkConnection connection) {
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

    /** Tells the network that our day changed; with its 0810 it settles on the new one. */
    void sendCutover(final LinkLine line, final int settlementDay) {
        cutoverLine = line;
        cutoverStan = line.session().takeStan();
        cutoverDay = settlementDay;
        send(line, IsoNetworkMessages.CUTOVER, cutoverStan, settlementDay);
        line.flush();
    }

    /** An 0810. */
    void onAnswer(final LinkLine line, final IsoReader message) {
        final long stan = message.number(DataElement.STAN);
        final boolean isApproved = messages.isApproved(message);
        if (line == cutoverLine && stan == cutoverStan) {
            cutoverLine = null;
            if (!isApproved || !commands.cutover(cutoverDay)) {
                LOG.warn("link {}: the cutover to day {} was not taken", link.settings().linkId(), cutoverDay);
            }
            return;
        }
        line.session().onManagementAnswer((int) stan, isApproved, link.nowMs());
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
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[message.length(field)]);
        message.copy(field, copy, 0);
        final IntConsumer answered = code -> link.execute(() -> {
            LOG.info("link {} ({}): key exchange answered {}", link.settings().linkId(),
                link.settings().network().name(), ResponseCode.format(code));
            answer(waiting, code);
        });
        Thread.ofVirtual().name("ayni-key-exchange").start(() -> answered.accept(keys.onKey(copy.byteArray())));
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
