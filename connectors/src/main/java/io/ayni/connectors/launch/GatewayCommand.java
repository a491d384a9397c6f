package io.ayni.connectors.launch;

import io.ayni.connectors.config.SwitchConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code ayni gateway}: callers and networks of a cluster, until it is told to end. */
@Command(
        name = "gateway",
        description = "Runs a gateway of a cluster until Ctrl-C or SIGTERM: all that ayni run has, with the engine on"
                + " the nodes of the cluster.")
final class GatewayCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (ClusterCommand.isOfNode(config.file())) {
            throw UserError.wrongUse(config.file() + ": has no gateway: part; ./ayni node takes it");
        }
        final SwitchConfig loaded = config.load();
        if (loaded.membership().isEmpty()) {
            throw UserError.wrongUse(config.file() + ": has no cluster: and gateway: parts; ./ayni run takes it");
        }
        final String where = "gateway " + loaded.membership().get().gateway().number();
        return RunCommand.run(loaded, where, spec.commandLine().getOut());
    }
}
