package io.ayni.connectors.harness;

import io.ayni.connectors.launch.Main;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ayni run} in a process of its own, to be killed. */
public final class SwitchProcess implements AutoCloseable {
    private static final List<String> JVM_FLAGS = List.of(
        "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1");
    private static final Pattern BALANCES = Pattern.compile("\"ledgerMinor\":(-?\\d+).*\"heldMinor\":(-?\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int isoPort;
    private final int jsonPort;

    /** Starts a child and waits until it listens. @param log where its log goes */
    public SwitchProcess(final Path configFile, final Path log) throws IOException {
        process = program(log, "run", "--config", configFile.toString());
        final BufferedReader out =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
        String line = out.readLine();
        while (line != null && !line.startsWith("listening: ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IllegalStateException("the switch ended before it listened, see " + log);
        }
        isoPort = port(line, "channel");
        jsonPort = port(line, "json");
    }

    /** {@code ayni accounts import}: puts savings accounts into the journal of a switch that does not run yet. */
    public static void importAccounts(
        final Path configFile, final Path csv, final List<String> accounts, final long openingBalanceMinor,
        final Path log)
        throws IOException, InterruptedException {
        final StringBuilder rows = new StringBuilder("account,member,opening_balance_minor\n");
        for (int i = 0; i < accounts.size(); i++) {
            rows.append(accounts.get(i)).append(',').append(i + 1).append(',').append(openingBalanceMinor).append('\n');
        }
        Files.writeString(csv, rows);
        final Process program = program(log, "accounts", "import", "--config", configFile.toString(), csv.toString());
        program.getInputStream().readAllBytes();
        if (program.waitFor() != 0) {
            throw new IllegalStateException("the import failed, see " + log);
        }
    }

    /** @return where the ISO 8583 listener of channels listens. */
    public int port() {
        return isoPort;
    }

    /** @return ledger balance and holds, in minor units, as {@code GET /v1/accounts/…} tells them. */
    public List<Long> balances(final String account) {
        final HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + jsonPort + "/v1/accounts/" + account)).build();
        final String body;
        try {
            body = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (final IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        final Matcher found = BALANCES.matcher(body);
        if (!found.find()) {
            throw new IllegalStateException("no balances: " + body);
        }
        return List.of(Long.valueOf(found.group(1)), Long.valueOf(found.group(2)));
    }

    /** SIGKILL: nothing is flushed, nothing is closed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        http.close();
    }

    private static Process program(final Path log, final String... args) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(JVM_FLAGS);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
    }

    private static int port(final String line, final String name) {
        final Matcher found = Pattern.compile("\\b" + name + " 127\\.0\\.0\\.1:(\\d+)").matcher(line);
        if (!found.find()) {
            throw new IllegalStateException("no listener " + name + ": " + line);
        }
        return Integer.parseInt(found.group(1));
    }
}
