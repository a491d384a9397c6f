package io.ayni.perf.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import io.ayni.connectors.config.IsoListenerConfig;
import io.ayni.connectors.config.SwitchConfig;
import io.ayni.connectors.frame.FrameFormat;
import io.ayni.core.payment.Operation;
import io.ayni.core.stepup.StepUpMethod;
import org.junit.jupiter.api.Test;

/** The defaults of the load and the configuration it is documented with fit, so that the commands run as they stand. */
class LoadExampleTest {
    private final SwitchConfig config = SwitchConfig.load(Path.of("..", "examples", "load.yaml"));

    @Test
    void listensWhereTheLoadSendsByDefault() {
        assertThat(config.json().orElseThrow().bind().socketAddress()).isEqualTo(LoadMain.Protocol.json.defaultTarget());
        final IsoListenerConfig iso = config.iso().getFirst();
        assertThat(iso.bind().socketAddress()).isEqualTo(LoadMain.Protocol.iso.defaultTarget());
        assertThat(iso.frame()).isEqualTo(FrameFormat.named(LoadMain.DEFAULT_FRAME));
    }

    @Test
    void asksNoStepUpOfWhatTheLoadSends() {
        assertThat(config.institution().operations().get(Operation.TRANSFER_INTERNAL).stepUp()).isEqualTo(StepUpMethod.NONE);
        assertThat(config.institution().currency().getCurrencyCode()).isEqualTo(LoadMain.DEFAULT_CURRENCY);
    }

    @Test
    void theMixIsReadAndItsSwitchAsksForThePasswordsThatItAnswers() throws Exception {
        final LoadMix mix = LoadMix.read(Path.of("..", "examples", "load-mix.yaml"));
        final SwitchConfig asking = SwitchConfig.load(Path.of("..", "examples", "load-otp.yaml"));

        assertThat(mix.expectsChallenges()).isTrue();
        assertThat(mix.weights()).containsOnlyKeys(LoadOperation.TRANSFER_INTERNAL, LoadOperation.BALANCE);
        assertThat(asking.institution().operations().get(Operation.TRANSFER_INTERNAL).stepUp())
            .isEqualTo(StepUpMethod.OTP);
        assertThat(asking.json().orElseThrow().bind().socketAddress()).isEqualTo(LoadMain.Protocol.json.defaultTarget());
    }
}
