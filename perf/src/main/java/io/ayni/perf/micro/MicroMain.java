package io.ayni.perf.micro;

import org.openjdk.jmh.Main;

/**
 * JMH's own command line over the benchmarks of this package: {@code EngineBenchmark -prof gc}, {@code -l} to list,
 * {@code -h} for all options. Needs the JVM flags of the launcher; forked JVMs inherit them.
 */
public final class MicroMain {
    private MicroMain() {
    }

    public static void main(final String[] args) throws Exception {
        Main.main(args);
    }
}
