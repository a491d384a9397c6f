package io.ayni.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.core.command.MessageHeaderDecoder;
import io.ayni.core.command.MessageHeaderEncoder;
import io.ayni.core.command.PutPolicyDecoder;
import io.ayni.core.command.PutPolicyEncoder;
import java.util.Set;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which link a payment takes: by institution or BIN, priority, what is up, and weight. */
class RoutesTest {
    private static final long BANK = 1717;
    private static final long OTHER = 2323;

    private final Routes routes = routes(new long[][] {
        {BANK, 1, 0, 0, 1}, {BANK, 2, 0, 1, 3}, {BANK, 3, 0, 1, 1}, {OTHER, 4, 0, 5, 1},
        {0, 5, 4, 0, 1}, {0, 6, 4507, 0, 1}});

    private static Routes routes(final long[][] rows) {
        final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        final PutPolicyEncoder put = new PutPolicyEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        put.operationsCount(0);
        put.feesCount(0);
        put.taxesCount(0);
        put.ceilingsCount(0);
        put.linksCount(0);
        final PutPolicyEncoder.RoutesEncoder encoder = put.routesCount(rows.length);
        for (final long[] row : rows) {
            encoder.next().institution(row[0]).linkId((int) row[1]).cardBin(row[2]).priority((short) row[3])
                .weight((int) row[4]);
        }
        final PutPolicyDecoder decoder = new PutPolicyDecoder().wrapAndApplyHeader(buffer, 0,
            new MessageHeaderDecoder());
        decoder.operations();
        decoder.fees();
        decoder.taxes();
        decoder.ceilings();
        decoder.links();
        return new Routes(decoder.routes());
    }

    private int pick(final long institution, final int bin, final long id, final Integer... up) {
        final Set<Integer> links = Set.of(up);
        return routes.pick(institution, bin, id, links::contains);
    }

    @Test
    void theFirstPriorityThatTakesTrafficIsTaken() {
        assertThat(pick(BANK, 0, 1, 1, 2, 3)).isEqualTo(1);
        assertThat(pick(BANK, 0, 1, 3)).isEqualTo(3);
        assertThat(pick(BANK, 0, 1, 4)).isEqualTo(Routes.NONE);
    }

    @Test
    void linksOfOnePrioritySharePaymentsByWeightAndTheSameIdTakesTheSame() {
        int second = 0;
        for (long id = 1; id <= 40_000; id++) {
            final int link = pick(BANK, 0, id, 2, 3);
            assertThat(pick(BANK, 0, id, 2, 3)).isEqualTo(link);
            second += link == 2 ? 1 : 0;
        }
        assertThat(second).isBetween(29_500, 30_500);
    }

    @ParameterizedTest(name = "BIN {0} → link {1}")
    @CsvSource({"450799, 6", "450899, 5", "411111, 5", "541333, 4"})
    void aCardGoesByTheLongestPrefixElseByItsInstitution(final int bin, final int link) {
        assertThat(pick(OTHER, bin, 1, 4, 5, 6)).isEqualTo(link);
    }

    @Test
    void whereNoRouteLeadsThereIsNone() {
        assertThat(routes.first(9_999, 0)).isEqualTo(Routes.NONE);
        assertThat(routes.first(0, 377_000)).as("no institution is none of them").isEqualTo(Routes.NONE);
        assertThat(routes.first(BANK, 0)).isEqualTo(1);
    }
}
