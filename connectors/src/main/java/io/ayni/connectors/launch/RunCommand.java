package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ayni run}: a switch until it is told to end. */
@Command(
        name = "run",
        description = "Runs a switch until Ctrl-C or SIGTERM."
                + " Beyond loopback it listens only with keys, allow-lists and TLS.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        final long startNs = System.nanoTime();
        final SwitchConfig loaded = config.load();
        ExposureCheck.check(loaded);
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicReference<Throwable> fatal = new AtomicReference<>();
        final Switch node = Switch.start(loaded, cause -> {
            fatal.set(cause);
            ended.countDown();
        });
        final PrintWriter out = spec.commandLine().getOut();
        final Shutdown shutdown = Shutdown.onSignal(() -> {
            out.println("ayni: ending, answering what was taken");
            out.flush();
            node.close();
        });
        out.printf("ayni %s ready in %.1f s (journal %s, %s)%n", Version.text(), (System.nanoTime() - startNs) / 1e9,
                loaded.node().dataDirectory(), node.transport());
        out.println("listening: " + node.addresses().entrySet().stream()
                .map(each -> each.getKey() + ' '
                        + each.getValue().getAddress().getHostAddress() + ':' + each.getValue().getPort())
                .collect(Collectors.joining(", ")));
        out.flush();
        ended.await();
        shutdown.cancel();
        node.close();
        throw UserError.failed("the switch stopped by itself: " + fatal.get().getMessage()
                + "; what was answered is in the journal, start it again when the cause is gone");
    }
}
