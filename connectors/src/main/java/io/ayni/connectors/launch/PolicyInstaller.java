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

    private final PolicyCommands policy;
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
        final List<DirectBuffer> commands = policy.commands();
        for (int i = 0; i < commands.size(); i++) {
            final DirectBuffer command = commands.get(i);
            if (ingress.offer(Ingress.Lane.COMPLETION, command, 0, command.capacity()) != Ingress.Result.ACCEPTED) {
                throw UserError.failed("the switch took no commands at its start");
            }
            final AdminResult result = await();
            final boolean isPolicy = i == commands.size() - 1;
            if (result != AdminResult.DONE && (isPolicy || result != AdminResult.ALREADY_THERE)) {
                throw UserError.wrongUse("institution: the engine refuses " + (isPolicy ? "the rules" : "an account")
                        + ": " + reason(result));
            }
        }
        return true;
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
        throw UserError.failed("the switch did not answer at its start; is the disk of the journal stuck?");
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
