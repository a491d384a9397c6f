package io.ayni.perf.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoalsTest {
    private static final int GOALS = 19;

    private final Results results = new Results();

    @Test
    void aRatioIsThatOfTheRoundsAndItsMedianCounts() {
        rates(Server.AYNI, 300, 100, 320);
        rates(Server.ECHO, 1_000, 1_000, 1_000);

        assertThat(goal("raw echo").measured()).isEqualTo(0.3);
        assertThat(goal("raw echo").isMet()).isTrue();
        assertThat(goal("raw echo").by()).isEqualTo("0 % above");
    }

    @Test
    void aMissedGoalSaysByHowMuch() {
        rates(Server.AYNI, 150);
        rates(Server.ECHO, 1_000);

        assertThat(goal("raw echo").verdict()).isEqualTo("missed");
        assertThat(goal("raw echo").by()).isEqualTo("50 % below");
    }

    @Test
    void theRoundTripMayTakeTheEchosAndOneFdatasyncAndThirtyMicroseconds() {
        results.add(Bench.ISO_1_1, Server.ECHO, ClosedContest.P50, "us", 20);
        results.add(Bench.ISO_1_1, Server.AYNI, ClosedContest.P50, "us", 150);
        results.add(Bench.DISK, "this machine", Bench.FDATASYNC, "us", 100);

        assertThat(goal("30 us").bound()).isEqualTo(150);
        assertThat(goal("30 us").isMet()).isTrue();
    }

    @Test
    void whatWasNotMeasuredIsNeitherMetNorMissed() {
        assertThat(judged()).hasSize(GOALS).allSatisfy(goal -> {
            assertThat(goal.verdict()).isEqualTo("not measured");
            assertThat(goal.by()).isEmpty();
        });
    }

    @Test
    void everyGoalHasItsRowInBothForms() {
        rates(Server.AYNI, 400);
        rates(Server.ECHO, 1_000);
        results.fact("machine", "two processors");
        results.note("PostgreSQL was left out");
        judged();

        final JsonNode json = JsonMapper.shared().readTree(ResultsJson.of(results));
        assertThat(json.get("goals")).hasSize(GOALS);
        assertThat(json.get("goals").get(0).get("verdict").stringValue()).isEqualTo("met");
        assertThat(json.get("goals").get(1).get("verdict").stringValue()).isEqualTo("not measured");
        assertThat(json.get("figures").get(0).get("values")).hasSize(1);
        assertThat(json.get("notes").get(0).stringValue()).isEqualTo("PostgreSQL was left out");
        assertThat(ResultsMarkdown.of(results))
            .contains("| ISO 8583, 8 x 16 in flight, durable | at least 0.3 x raw echo | 0.40 x | 0.30 x | met | 33 % above |")
            .contains("- machine: two processors", "- PostgreSQL was left out");
        assertThat(Summary.of(results).lines().filter(line -> line.startsWith("not measured"))).hasSize(GOALS - 1);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenItsMiddles() {
        assertThat(Series.of(4, 1, 3, 2).median()).isEqualTo(2.5);
        assertThat(Series.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(new Series().median()).isNaN();
        assertThat(Series.of(10, 20).over(Series.of(5, 40)).values()).containsExactly(2.0, 0.5);
    }

    private void rates(final String server, final double... rates) {
        for (final double rate : rates) {
            results.add(Bench.ISO_8_16, server, ClosedContest.RATE, "/s", rate);
        }
    }

    private List<Goal> judged() {
        new Goals(results, 1_000_000).judge();
        return results.goals();
    }

    private Goal goal(final String aim) {
        return judged().stream().filter(goal -> goal.aim().contains(aim)).findFirst().orElseThrow();
    }
}
