package io.ayni.connectors.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A switch in a process of its own, to be killed. Speaks lines: the parent writes {@code open ACCOUNT MEMBER MINOR} or
 * {@code account ACCOUNT}, the child writes {@code ready PORT} once, then an answer a line.
 */
public final class SwitchProcess implements AutoCloseable {
    private static final List<String> JVM_FLAGS = List.of(
        "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1");

    private final Process process;
    private final BufferedReader out;
    private final PrintStream in;
    private final int port;

    /** Starts a child and waits until it listens. @param log where its log goes */
    public SwitchProcess(final Path directory, final int networkPort, final Path log) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SwitchProcess.class.getName(), directory.toString(), Integer.toString(networkPort)));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        in = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        port = Integer.parseInt(answer("ready"));
    }

    /** @return where the channel listener listens. */
    public int port() {
        return port;
    }

    public void open(final String account, final long memberId, final long openingBalanceMinor) {
        in.println("open " + account + ' ' + memberId + ' ' + openingBalanceMinor);
        answer("opened");
    }

    /** @return ledger balance and holds, in minor units. */
    public List<Long> balances(final String account) {
        in.println("account " + account);
        return Arrays.stream(answer("balances").split(" ")).map(Long::valueOf).toList();
    }

    /** SIGKILL: nothing is flushed, nothing is closed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Skips what the child says besides. */
    private String answer(final String word) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(word + ' ')) {
                    return line.substring(word.length() + 1);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the child ended before it said " + word);
    }

    /** The child. */
    public static void main(final String[] args) throws IOException {
        final PrintStream answers = System.out;
        System.setOut(System.err); // the log
        final TestConfig config = TestConfig.of(Integer.parseInt(args[1])).withStepUp("none").withPatience(3_000, 200);
        final TestSwitch node = new TestSwitch(Path.of(args[0]), config).awaitLinkUp();
        answers.println("ready " + node.address("channel").getPort());
        final BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            final String[] words = line.split(" ");
            if (words[0].equals("open")) {
                node.admin().open(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]));
                node.admin().account(words[1]);
                answers.println("opened " + words[1]);
            } else {
                final TestAdmin.Account account = node.admin().account(words[1]);
                answers.println("balances " + account.ledgerMinor() + ' ' + account.heldMinor());
            }
        }
    }
}
