package io.ayni.perf.load;

import java.util.function.Consumer;

/** Where the passwords of the members are read: the switch's demo inbox. On the load's event loop. */
@FunctionalInterface
interface Inbox {
    /** @param code gets six digits, or null when there is no message about this payment */
    void ask(long account, String paymentId, Consumer<String> code);
}
