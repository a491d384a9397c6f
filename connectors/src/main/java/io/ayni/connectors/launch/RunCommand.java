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
        final SwitchConfig loaded = config.load();
        if (loaded.membership().isPresent()) {
            throw UserError.wrongUse(config.file() + ": is a gateway's, its engine runs on the nodes of a cluster;"
                    + " ./ayni gateway takes it");
        }
        return run(loaded, "journal " + loaded.node().dataDirectory(), spec.commandLine().getOut());
    }

    /** @param where its engine is, for the line that says it is ready */
    static int run(final SwitchConfig loaded, final String where, final PrintWriter out) throws InterruptedException {
        final long startNs = System.nanoTime();
        ExposureCheck.check(loaded);
        final CountDownLatch ended = new CountDownLatch(1);
        final AtomicReference<Throwable> fatal = new AtomicReference<>();
        final Switch node = Switch.start(loaded, cause -> {
            fatal.set(cause);
            ended.countDown();
        });
        final Shutdown shutdown = Shutdown.onSignal(() -> {
            out.println("ayni: ending, answering what was taken");
            out.flush();
            node.close();
        });
        out.printf("ayni %s ready in %.1f s (%s, %s)%n", Version.text(), (System.nanoTime() - startNs) / 1e9,
                where, node.transport());
        out.println("listening: " + node.addresses().entrySet().stream()
                .map(each -> each.getKey() + ' '
                        + each.getValue().getAddress().getHostAddress() + ':' + each.getValue().getPort())
                .collect(Collectors.joining(", ")));
        out.flush();
        ended.await();
        shutdown.cancel();
        node.close();
        throw UserError.failed("the switch stopped by itself: " + fatal.get().getMessage()
                + "; what was answered is durable, start it again when the cause is gone");
    }
}
