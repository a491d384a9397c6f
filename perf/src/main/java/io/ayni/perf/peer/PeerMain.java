package io.ayni.perf.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.jpos.iso.ISOException;

/**
 * One server in a process of its own. Says on standard output where it listens, answers {@code stats} on standard input
 * with its {@link ProcessStats}, and ends when that input ends: whoever started it cannot leave it behind, however it
 * ends itself.
 */
public final class PeerMain {
    private PeerMain() {
    }

    /** @param args the {@link PeerKind} in lower case, and what it takes */
    public static void main(final String[] args) throws Exception {
        Thread.ofPlatform().daemon().name("parent-link").start(PeerMain::obeyParent);
        final PeerKind kind = PeerKind.of(args[0]);
        final String[] options = Arrays.copyOfRange(args, 1, args.length);
        if (kind == PeerKind.AYNI) {
            io.ayni.connectors.launch.Main.main(options);
        } else {
            System.out.println("listening: " + kind.word() + " 127.0.0.1:" + start(kind, options).port());
            Thread.currentThread().join();
        }
    }

    static Peer start(final PeerKind kind, final String[] options) throws IOException, ISOException {
        return switch (kind) {
            case ECHO -> EchoPeer.start(Integer.parseInt(options[0]));
            case HTTP_ECHO -> HttpEchoPeer.start(Integer.parseInt(options[0]));
            case JPOS_LISTENER -> JposListenerPeer.start();
            case JPOS_TRANSACTIONS -> JposTransactionPeer.start(Path.of(options[0]),
                new Books(Long.parseLong(options[1]), Long.parseLong(options[2])));
            case AYNI -> throw new IllegalArgumentException("runs by its own command line");
        };
    }

    private static void obeyParent() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(ProcessStats.WORD)) {
                    System.out.println(ProcessStats.ofThisProcess().toLine());
                }
            }
        } catch (final IOException e) {
            // As when it ends.
        }
        Runtime.getRuntime().halt(0);
    }
}
