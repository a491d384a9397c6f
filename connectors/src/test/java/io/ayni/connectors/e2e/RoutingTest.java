package io.ayni.connectors.e2e;

import static io.ayni.connectors.launch.TestSite.ANA;
import static io.ayni.connectors.launch.TestSite.OPENING_MINOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One institution that two networks reach: fail-over, and what is answered when neither is there. */
class RoutingTest extends SiteTest {
    private String pay() throws Exception {
        return site.channel().request(IsoMessages.interbank(AMOUNT), PATIENCE_MS).getString(39);
    }

    @Test
    void theNextRouteIsTakenWhileTheFirstIsDownAndWithoutAnyItIs91AtOnceAndNothingIsHeld() throws Exception {
        restartWith("ROUTES", "routes: [{network: interbank, priority: 1}, {network: cards, priority: 2}]");
        assertThat(pay()).isEqualTo("00");
        assertThat(List.of(site.interbank().received().size(), site.cards().received().size())).containsExactly(1, 0);

        site.interbank().close();
        awaitLink("interbank", false);
        assertThat(pay()).isEqualTo("00");
        assertThat(site.cards().received()).hasSize(1);
        assertThat(site.balances("9000000007")).as("settles with whom it went to").isEqualTo(List.of(1_500L, 0L));

        site.cards().close();
        awaitLink("cards", false);
        assertThat(pay()).isEqualTo("91");
        assertThat(site.balances(ANA)).isEqualTo(List.of(OPENING_MINOR - 3_000, 0L));
    }
}
