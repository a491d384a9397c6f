package io.ayni.perf.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jpos.iso.ISOException;
import org.jpos.iso.ISOMsg;
import org.jpos.iso.ISOSource;
import org.jpos.q2.Q2;
import org.jpos.transaction.AbortParticipant;
import org.jpos.transaction.Context;
import org.jpos.transaction.ContextConstants;
import org.jpos.transaction.TransactionParticipant;

/**
 * jPOS as its users run it: Q2 with a server, a queue and a TransactionManager whose participants do the work of an
 * internal transfer in memory: check, hold, post, answer. Nothing of it is durable. At its best setting: more sessions
 * of the manager than requests can be in flight (at its maximum it sleeps 100 ms at a time), virtual threads (its
 * default), no log listener, no frozen log events, no metrics, no flight recorder.
 */
final class JposTransactionPeer implements Peer {
    private static final String SPACE = "tspace:default";
    private static final String QUEUE = "TXNMGR";
    private static final String QUIET = """
        <logger name="quiet"/>
        """;
    private static final String SERVER = """
        <server name="peer" class="org.jpos.q2.iso.QServer" logger="quiet">
          <attr name="port" type="java.lang.Integer">%d</attr>
          <attr name="maxSessions" type="java.lang.Integer">%d</attr>
          <property name="bind-address" value="127.0.0.1"/>
          <property name="backlog" value="1024"/>
          <channel class="org.jpos.iso.channel.PostChannel" packager="org.jpos.iso.packager.GenericPackager">
            <property name="packager-config" value="%s"/>
            <metrics enabled="false"/>
          </channel>
          <request-listener class="org.jpos.iso.IncomingListener">
            <property name="space" value="%s"/>
            <property name="queue" value="%s"/>
          </request-listener>
        </server>
        """;
    private static final String MANAGER = """
        <txnmgr name="manager" class="org.jpos.transaction.TransactionManager" logger="quiet">
          <property name="space" value="%s"/>
          <property name="queue" value="%s"/>
          <property name="sessions" value="%d"/>
          <property name="max-sessions" value="%d"/>
          <property name="freeze-log" value="false"/>
          <participant class="%s"/>
          <participant class="%s"/>
          <participant class="%s"/>
        </txnmgr>
        """;
    private static final int MAX_TRANSACTIONS = 4_096;
    private static final long READY_TIMEOUT_MS = 30_000;

    private static volatile Books books;

    private final Q2 q2;
    private final int port;

    private JposTransactionPeer(final Q2 q2, final int port) {
        this.q2 = q2;
        this.port = port;
    }

    /**
     * @param directory for the descriptors that Q2 reads
     * @param ofAccounts what the participants work on
     */
    static Peer start(final Path directory, final Books ofAccounts) throws IOException {
        books = ofAccounts;
        final int port = freePort();
        final Path deploy = Files.createDirectories(directory.resolve("deploy"));
        final Path packager = directory.resolve("packager.xml");
        try (InputStream fields = JposTransactionPeer.class.getResourceAsStream("jpos-iso1987-ascii.xml")) {
            Files.write(packager, fields.readAllBytes());
        }
        Files.writeString(deploy.resolve("00_quiet.xml"), QUIET);
        Files.writeString(deploy.resolve("10_manager.xml"), MANAGER.formatted(SPACE, QUEUE, MAX_TRANSACTIONS / 2,
            MAX_TRANSACTIONS, Check.class.getName(), HoldAndPost.class.getName(), Answer.class.getName()));
        Files.writeString(deploy.resolve("20_server.xml"),
            SERVER.formatted(port, JposListenerPeer.MAX_SESSIONS, packager, SPACE, QUEUE));
        final Q2 q2 = new Q2(new String[] {"-d", deploy.toString(), "-Ns", "-Nf"});
        q2.start();
        if (!q2.ready(READY_TIMEOUT_MS)) {
            throw new IOException("Q2 is not ready after " + TimeUnit.MILLISECONDS.toSeconds(READY_TIMEOUT_MS) + " s");
        }
        awaitListening(port);
        return new JposTransactionPeer(q2, port);
    }

    /** Q2 is ready when its server's thread has started, which may be before that thread has bound the port. */
    private static void awaitListening(final int port) throws IOException {
        final long giveUpAtNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_TIMEOUT_MS);
        while (!isListening(port)) {
            if (System.nanoTime() - giveUpAtNs >= 0) {
                throw new IOException("jPOS does not listen on port " + port + " after "
                    + TimeUnit.MILLISECONDS.toSeconds(READY_TIMEOUT_MS) + " s");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static boolean isListening(final int port) throws IOException {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (final ConnectException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        q2.shutdown(true);
    }

    private static ISOMsg request(final Context context) {
        return context.get(ContextConstants.REQUEST.toString());
    }

    /** Finds amount and accounts; without them the transaction is aborted. */
    public static final class Check implements TransactionParticipant {
        @Override
        public int prepare(final long id, final Serializable of) {
            final Context context = (Context) of;
            final ISOMsg request = request(context);
            final Books.Account debit = books.account(request.getString(102));
            final Books.Account credit = books.account(request.getString(103));
            final long amountMinor = Long.parseLong(request.getString(4));
            if (debit == null || credit == null || debit == credit || amountMinor <= 0) {
                return refuse(context, "14");
            }
            context.put("debit", debit);
            context.put("credit", credit);
            context.put("amount", amountMinor);
            return PREPARED | NO_JOIN | READONLY;
        }
    }

    private static int refuse(final Context context, final String code) {
        context.put("code", code);
        return TransactionParticipant.ABORTED | TransactionParticipant.NO_JOIN;
    }

    /** Holds the amount; posts it when all participants agree, gives it back when not. */
    public static final class HoldAndPost implements TransactionParticipant {
        @Override
        public int prepare(final long id, final Serializable of) {
            final Context context = (Context) of;
            final Books.Account debit = context.get("debit");
            final long amountMinor = context.get("amount");
            return debit.hold(amountMinor) ? PREPARED : refuse(context, "51");
        }

        @Override
        public void commit(final long id, final Serializable of) {
            final Context context = (Context) of;
            final Books.Account debit = context.get("debit");
            final Books.Account credit = context.get("credit");
            final long amountMinor = context.get("amount");
            debit.debit(amountMinor);
            credit.credit(amountMinor);
            context.put("code", "00");
        }

        @Override
        public void abort(final long id, final Serializable of) {
            final Context context = (Context) of;
            final Books.Account debit = context.get("debit");
            final long amountMinor = context.get("amount");
            debit.release(amountMinor);
        }
    }

    /** Sends the answer, whatever became of the transaction. */
    public static final class Answer implements AbortParticipant {
        @Override
        public int prepare(final long id, final Serializable context) {
            return PREPARED | READONLY;
        }

        @Override
        public int prepareForAbort(final long id, final Serializable context) {
            return PREPARED | READONLY;
        }

        @Override
        public void commit(final long id, final Serializable context) {
            send((Context) context);
        }

        @Override
        public void abort(final long id, final Serializable context) {
            send((Context) context);
        }

        private static void send(final Context context) {
            final ISOSource source = context.get(ContextConstants.SOURCE.toString());
            try {
                final ISOMsg answer = (ISOMsg) request(context).clone();
                answer.setResponseMTI();
                answer.set(39, context.<String>get("code"));
                source.send(answer);
            } catch (final ISOException e) {
                throw new IllegalStateException(e);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
