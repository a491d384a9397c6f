package io.ayni.connectors.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.engine.AuthorizationEngine;
import io.ayni.core.engine.EngineContext;
import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.PutPolicyDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

class PolicyCommandsTest {
    private static final Path EXAMPLE = Path.of("..", "examples", "switch.yaml");

    @Test
    void anEngineThatAppliesTheCommandsHasThePolicy() {
        final AuthorizationEngine engine = new AuthorizationEngine(EngineContext.defaults(), (buffer, offset, length) ->
                { });
        final PolicyCommands commands = new PolicyCommands(SwitchConfig.load(EXAMPLE));

        long sequence = 0;
        for (final DirectBuffer command : commands.commands()) {
            engine.onCommand(++sequence, 1_000, command, 0, command.capacity());
        }

        assertThat(engine.policyHash()).isEqualTo(commands.policyHash()).isNotZero();
    }

    @Test
    void datesBeginAtMidnightOfTheInstitution() {
        final List<DirectBuffer> commands = new PolicyCommands(SwitchConfig.load(EXAMPLE)).commands();
        final PutPolicyDecoder policy = new PutPolicyDecoder()
                .wrapAndApplyHeader(commands.getLast(), 0, new MessageHeaderDecoder());
        policy.operations().forEach(each -> { });
        policy.fees().forEach(each -> { });

        final PutPolicyDecoder.TaxesDecoder taxes = policy.taxes();
        taxes.next();
        taxes.next();

        assertThat(Instant.ofEpochMilli(taxes.effectiveFromMs())).isEqualTo(Instant.parse("2024-04-01T05:00:00Z"));
        assertThat(taxes.rateBasisPoints()).isEqualTo(1_500);
    }

    @Test
    void theHashIsThatOfTheRulesAndOfNothingElse() throws IOException {
        final String text = Files.readString(EXAMPLE);
        final long hash = hash(text);

        assertThat(hash(text.replace("port: 8080", "port: 8081"))).as("another port is the same policy")
                .isEqualTo(hash);
        assertThat(hash(text.replace("# IVA on fees", "# VAT on fees"))).as("a comment").isEqualTo(hash);
        assertThat(hash(text.replace("amount: 0.36", "amount: 0.37"))).as("another fee").isNotEqualTo(hash);
        assertThat(hash(text.replace("terminal: AYNI0001", "terminal: AYNI0002"))).as("another terminal")
                .isNotEqualTo(hash);
    }

    private static long hash(final String text) {
        return new PolicyCommands(SwitchConfig.parse("f", text)).policyHash();
    }
}
