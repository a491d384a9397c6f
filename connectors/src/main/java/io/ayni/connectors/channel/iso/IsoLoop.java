package io.ayni.connectors.channel.iso;

import io.ayni.connectors.channel.LoopMailbox;
import io.ayni.connectors.channel.ReadPressure;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.connectors.notify.Notifier;
import io.ayni.connectors.security.CardHash;
import io.ayni.connectors.security.EdgeKeys;
import io.ayni.connectors.security.RandomSource;
import io.ayni.connectors.security.StepUpCodes;
import io.ayni.core.host.Ingress;
import io.netty.channel.EventLoop;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.concurrent.TimeUnit;

/**
 * What all ISO 8583 connections of one event loop share: its mailbox, its randomness, its buffers. On that loop alone.
 */
public final class IsoLoop {
    private static final int COMMAND_CAPACITY = 1_024;

    private final EventLoop executor;
    private final LoopMailbox mailbox;
    private final Ingress ingress;
    private final Notifier notifier;
    private final ReadPressure pressure;
    private final RandomSource random;
    private final IsoServices services;
    private final StepUpCodes codes;
    private final CardHash cards;
    private final UnsafeBuffer in = new UnsafeBuffer(new byte[FrameFormat.MAX_MESSAGE_LENGTH]);
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[FrameFormat.MAX_MESSAGE_LENGTH]);
    private final UnsafeBuffer command = new UnsafeBuffer(new byte[COMMAND_CAPACITY]);

    IsoLoop(
        final EventLoop executor, final LoopMailbox mailbox, final Ingress ingress, final Notifier notifier,
        final EdgeKeys keys, final RandomSource random, final IsoServices services) {
        this.executor = executor;
        this.mailbox = mailbox;
        this.ingress = ingress;
        this.notifier = notifier;
        this.pressure = new ReadPressure(ingress, executor);
        this.random = random;
        this.services = services;
        this.codes = new StepUpCodes(keys, random);
        this.cards = new CardHash(keys);
    }

    public EventLoop executor() {
        return executor;
    }

    public LoopMailbox mailbox() {
        return mailbox;
    }

    public Ingress ingress() {
        return ingress;
    }

    public ReadPressure pressure() {
        return pressure;
    }

    /** @return where a message read from a socket lies while it is handled. */
    public UnsafeBuffer in() {
        return in;
    }

    /** @return where a message is written before it goes to a socket. */
    public UnsafeBuffer out() {
        return out;
    }

    /** @return where a command is written before it is offered. */
    public UnsafeBuffer command() {
        return command;
    }

    /** @return the loop's own time, which only goes on. */
    public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(executor.ticker().nanoTime());
    }

    Notifier notifier() {
        return notifier;
    }

    IsoServices services() {
        return services;
    }

    RandomSource random() {
        return random;
    }

    StepUpCodes codes() {
        return codes;
    }

    CardHash cards() {
        return cards;
    }
}
