package io.ayni.connectors.launch;

import io.ayni.connectors.config.PolicyCommands;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.core.engine.AdminResult;
import io.ayni.core.host.Ingress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/** Brings the institution's rules into the engine when it holds other ones, and waits until they are in force. */
final class PolicyInstaller implements Consumer<AdminResult> {
    private static final long PATIENCE_MS = 10_000;

    private PolicyCommands policy;
    private final BlockingQueue<AdminResult> replies = new LinkedBlockingQueue<>();

    PolicyInstaller(final SwitchConfig config) {
        this.policy = new PolicyCommands(config);
    }

    /** Outcome thread. */
    @Override
    public void accept(final AdminResult result) {
        replies.add(result);
    }

    /**
     * @param inForce hash of the policy that the engine recovered
     * @return whether there was something to do
     */
    boolean install(final Ingress ingress, final long inForce) {
        if (policy.policyHash() == inForce) {
            return false;
        }
        send(ingress, policy.commands());
        return true;
    }

    /** @return the rules that are in force, or that this node brings into force at its start. */
    synchronized PolicyCommands policy() {
        return policy;
    }

    /**
     * Brings other rules into force while payments go on: accounts that are new, then one PutPolicy. Blocks until they
     * are durable; no event loop may call it.
     *
     * @return whether there was something to do
     * @throws UserError when the engine refuses; the rules before stay in force
     */
    synchronized boolean change(final Ingress ingress, final PolicyCommands changed) {
        final boolean isOther = changed.policyHash() != policy.policyHash();
        if (isOther) {
            replies.clear(); // of a command given up before
            send(ingress, changed.commandsAfter(policy));
        }
        policy = changed;
        return isOther;
    }

    private void send(final Ingress ingress, final List<DirectBuffer> commands) {
        for (int i = 0; i < commands.size(); i++) {
            final DirectBuffer command = commands.get(i);
            if (ingress.offer(Ingress.Lane.COMPLETION, command, 0, command.capacity()) != Ingress.Result.ACCEPTED) {
                throw UserError.failed("the switch takes no commands now");
            }
            final AdminResult result = await();
            final boolean isPolicy = i == commands.size() - 1;
            if (result != AdminResult.DONE && (isPolicy || result != AdminResult.ALREADY_THERE)) {
                throw UserError.wrongUse("institution: the engine refuses " + (isPolicy ? "the rules" : "an account")
                        + ": " + reason(result));
            }
        }
    }

    private AdminResult await() {
        try {
            final AdminResult result = replies.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
            if (result != null) {
                return result;
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw UserError.failed("the switch did not answer in time; is the disk of the journal stuck?");
    }

    private static String reason(final AdminResult result) {
        return switch (result) {
            case UNKNOWN_ACCOUNT ->
                    "one of institution.accounts, or of a network's settlementAccount, is a member's account";
            case CURRENCY -> "the currency is not that of the accounts in the journal";
            default -> result.name();
        };
    }
}
