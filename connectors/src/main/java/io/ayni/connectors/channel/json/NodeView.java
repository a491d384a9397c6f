package io.ayni.connectors.channel.json;

import io.ayni.connectors.notify.DemoInbox;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the listener tells about the node itself.
 *
 * @param ready      whether payments are taken; any thread
 * @param metrics    Prometheus text; slow, asked for on the background thread
 * @param background runs what must not hold up an event loop
 * @param inbox      of the demo, when it is configured and nobody but this machine can reach the listener
 */
public record NodeView(BooleanSupplier ready, Supplier<String> metrics, Executor background,
        Optional<DemoInbox> inbox) {
}
