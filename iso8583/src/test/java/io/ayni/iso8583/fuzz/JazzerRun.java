package io.ayni.iso8583.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One target driven by Jazzer in a process of its own, since libFuzzer ends the process it lives in. It starts from the
 * seeds that the target makes and from the inputs once found ({@code src/test/resources/fuzz}); what it finds, its log
 * and its corpus lie in {@code target/fuzz}.
 */
public final class JazzerRun {
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");
    private static final Pattern FINDING = Pattern.compile("== Java Exception: |ERROR: libFuzzer: ");
    private static final String SECONDS_FOR_ONE_INPUT = "5";
    private static final int LOG_TAIL = 40;

    private final Class<?> target;
    private final String name;
    private final Path folder;
    private final List<String> limits = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private long seconds = 900;

    /** @param name of the target's folders */
    public JazzerRun(final Class<?> target, final String name) {
        this.target = target;
        this.name = name;
        folder = Path.of("target", "fuzz", name);
    }

    /**
     * What a run came to.
     *
     * @param inputs   how many were tried; 0 when it ended with a finding
     * @param findings one line each
     * @param log      where the log is, and its end
     */
    public record Outcome(String name, boolean isClean, long inputs, long millis, List<String> findings, String log) {
        @Override
        public String toString() {
            return "%-14s %,10d inputs in %5.1f s".formatted(name, inputs, millis / 1e3);
        }
    }

    /** @return what its folders are called. */
    public String name() {
        return name;
    }

    /** So many inputs, the same with each run; led by branches alone, without comparing values, for that is quick. */
    public JazzerRun inputs(final long count) {
        options.add("--trace=cov");
        limits.add("-runs=" + count);
        limits.add("-seed=8583");
        return this;
    }

    /** As many inputs as fit, other ones with each run, and what is new is kept for the next. */
    public JazzerRun minutes(final long minutes) {
        limits.add("-max_total_time=" + TimeUnit.MINUTES.toSeconds(minutes));
        seconds += TimeUnit.MINUTES.toSeconds(minutes);
        return this;
    }

    /** Much code, few inputs: compiling it well takes longer than it saves. */
    public JazzerRun compiledQuickly() {
        return jvmOption("-XX:TieredStopAtLevel=1");
    }

    /** An option of the process's virtual machine. */
    public JazzerRun jvmOption(final String option) {
        jvmOptions.add(option);
        return this;
    }

    /** A further option of Jazzer or libFuzzer. */
    public JazzerRun option(final String option) {
        options.add(option);
        return this;
    }

    public Outcome run(final Iterable<byte[]> seeds) throws IOException, InterruptedException {
        final Path corpus = Files.createDirectories(folder.resolve("corpus"));
        final Path seedFolder = Files.createDirectories(folder.resolve("seeds"));
        if (limits.stream().anyMatch(limit -> limit.startsWith("-runs"))) {
            empty(corpus);
        }
        empty(seedFolder);
        int number = 0;
        for (final byte[] seed : seeds) {
            Files.write(seedFolder.resolve("seed-" + number++), seed);
        }
        final Path log = folder.resolve("log.txt");
        final long start = System.nanoTime();
        final Process process = new ProcessBuilder(command(corpus, seedFolder)).redirectErrorStream(true)
            .redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new AssertionError(name + " did not end after " + seconds + " s: " + tail(log));
            }
        } finally {
            process.destroyForcibly();
        }
        final long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        final List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        final List<String> findings = lines.stream().filter(line -> FINDING.matcher(line).find()).toList();
        final long inputs = process.exitValue() == 0 && findings.isEmpty()
            ? lines.stream().map(DONE::matcher).filter(Matcher::find).mapToLong(done -> Long.parseLong(done.group(1)))
                .findFirst().orElse(0) : 0;
        return new Outcome(name, inputs > 0, inputs, millis, findings, tail(log));
    }

    private List<String> command(final Path corpus, final Path seeds) {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
            "-XX:+EnableDynamicAgentLoading", "-XX:+UseSerialGC", "-Xmx768m", "-XX:-OmitStackTraceInFastThrow"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + target.getName(), "--instrumentation_includes=io.ayni.**",
            "--custom_hook_includes=io.ayni.**", "--reproducer_path=" + folder,
            "-artifact_prefix=" + folder + "/", "-timeout=" + SECONDS_FOR_ONE_INPUT, "-max_len=1024",
            "-print_final_stats=0", "-reload=0"));
        command.addAll(limits);
        command.addAll(options);
        command.add(corpus.toString());
        command.add(seeds.toString());
        final Path regressions = regressions(name);
        if (Files.isDirectory(regressions)) {
            command.add(regressions.toString());
        }
        return command;
    }

    /** @return where inputs are kept that once showed a fault of this target. */
    public static Path regressions(final String name) {
        return Path.of("src", "test", "resources", "fuzz", name);
    }

    private static void empty(final Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private static String tail(final Path log) throws IOException {
        final List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
        return log + "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL), lines.size()));
    }
}
