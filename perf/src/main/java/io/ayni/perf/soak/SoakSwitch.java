package io.ayni.perf.soak;

import io.ayni.connectors.launch.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ayni run} as a process of its own, to be killed and started again; and the other commands over its files. */
final class SoakSwitch implements AutoCloseable {
    private static final List<String> JVM_FLAGS = List.of(
        "--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED", "-Dayni.log=ERROR");
    private static final Pattern LISTENER = Pattern.compile("(\\w+) 127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern BALANCES = Pattern.compile("\"ledgerMinor\":(-?\\d+).*\"heldMinor\":(-?\\d+)");
    private static final long END_PATIENCE_S = 60;
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Path directory;
    private final Path config;
    private final List<String> jvm = new ArrayList<>(JVM_FLAGS);
    private final Map<String, InetSocketAddress> addresses = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Thread endWithUs = new Thread(this::end, "soak-switch-end");
    private volatile Process process;

    /** What an account has. */
    record Balance(long ledgerMinor, long heldMinor) {
    }

    SoakSwitch(final Path directory, final String yaml, final List<String> jvmOptions) throws IOException {
        this.directory = directory;
        this.config = directory.resolve("switch.yaml");
        jvm.addAll(jvmOptions);
        Runtime.getRuntime().addShutdownHook(endWithUs);
        Files.writeString(config, yaml);
    }

    /** Starts it and waits until it listens. */
    void start() throws IOException {
        process = program("run", "--config", config.toString());
        final BufferedReader out =
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        while (line != null && !line.startsWith("listening: ")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("the switch ended before it listened, see " + log());
        }
        final Matcher found = LISTENER.matcher(line);
        while (found.find()) {
            addresses.put(found.group(1), new InetSocketAddress("127.0.0.1", Integer.parseInt(found.group(2))));
        }
    }

    /** Waits until every network takes traffic. */
    void awaitLinks() throws IOException, InterruptedException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_PATIENCE_S);
        while (metrics("ayni_link_up").values().stream().anyMatch(up -> up < 1)) {
            if (System.nanoTime() - deadlineNs > 0) {
                throw new IOException("a network was not reached, see " + log());
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    /** @return where it listens now; null while it does not run. */
    InetSocketAddress address(final String listener) {
        return addresses.get(listener);
    }

    /** SIGKILL: nothing is flushed, nothing is closed. */
    void kill() throws InterruptedException {
        addresses.clear();
        process.destroyForcibly().waitFor(END_PATIENCE_S, TimeUnit.SECONDS);
    }

    /** SIGTERM, and waits for its end. */
    void stop() throws IOException, InterruptedException {
        addresses.clear();
        process.destroy();
        if (!process.waitFor(END_PATIENCE_S, TimeUnit.SECONDS)) {
            throw new IOException("the switch does not end, see " + log());
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Runs another command of {@code ./ayni} with this configuration and waits for its end. */
    void command(final String... words) throws IOException, InterruptedException {
        final List<String> all = new ArrayList<>(List.of(words));
        all.add("--config");
        all.add(config.toString());
        final Process command = program(all.toArray(String[]::new));
        final String out = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (command.waitFor() != 0) {
            throw new IOException("ayni " + String.join(" ", words) + " failed: " + out.strip() + ", see " + log());
        }
    }

    /** As any caller reads it. */
    Balance balance(final long account) throws IOException, InterruptedException {
        final InetSocketAddress json = addresses.get("json");
        final String body = http.send(HttpRequest.newBuilder(URI.create(
            "http://127.0.0.1:" + json.getPort() + "/v1/accounts/" + account)).build(),
            HttpResponse.BodyHandlers.ofString()).body();
        final Matcher found = BALANCES.matcher(body);
        if (!found.find()) {
            throw new IOException("account " + account + " has no balances: " + body);
        }
        return new Balance(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
    }

    /** @return the metrics of this kind, by their labels; of the run since the last start. */
    Map<String, Double> metrics(final String name) throws IOException, InterruptedException {
        final String text = http.send(HttpRequest.newBuilder(URI.create(
            "http://127.0.0.1:" + addresses.get("json").getPort() + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString()).body();
        final Map<String, Double> values = new ConcurrentHashMap<>();
        text.lines().filter(line -> line.startsWith(name)).forEach(line -> {
            final int space = line.lastIndexOf(' ');
            values.put(line.substring(name.length(), space), Double.parseDouble(line.substring(space + 1)));
        });
        return values;
    }

    Path log() {
        return directory.resolve("switch.log");
    }

    private Process program(final String... args) throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(jvm);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
    }

    private void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithUs);
        } catch (final IllegalStateException alreadyEnding) {
            // the hook runs, and does the same
        }
        http.close();
    }
}
