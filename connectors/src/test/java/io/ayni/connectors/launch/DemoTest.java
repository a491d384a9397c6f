package io.ayni.connectors.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoTest {
    @Test
    void theDemoEndsWithStatus0AndShowsEachPayment() {
        final Cli cli = Cli.run("demo", "--once");

        assertThat(cli.exitStatus()).as(cli.out() + cli.err()).isZero();
        assertThat(cli.out()).contains("99,984.59", "CHALLENGED", "DECLINED          61", "DECLINED          51",
                "REVERSAL_PENDING", "REVERSED", "All as expected.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecuador", "panama"})
    void everyOperationRunsOnceUnderTheRulesOfEachCooperativeAndTheBooksAgree(final String institution) {
        final Cli cli = Cli.run("demo", "--once", "--institution", institution);

        assertThat(cli.exitStatus()).as(cli.out() + cli.err()).isZero();
        assertThat(cli.out()).contains("schedule.create", "card.pin.change", "books agree with the ledger",
                "All as expected.");
    }

    @Test
    void aDemoWhoseNetworkDoesNotPlayAlongSaysWhatDiffers() throws Exception {
        final StringWriter out = new StringWriter();
        final DemoTrace trace = new DemoTrace(new PrintWriter(out));
        try (DemoSite site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0)) {
            final List<String> driven = site.networks().drive(); // the words before the orders, as the demo shows them
            assertThat(driven).hasSize(3).allMatch(words -> words.startsWith("./ayni sim "));
            final List<String> words = new ArrayList<>(List.of(driven.getFirst().split(" ")));
            words.addAll(List.of("--when", "15.00=decline:05"));
            assertThat(Cli.run(words.subList(1, words.size()).toArray(String[]::new)).out())
                    .contains("15.00=decline:05");
            new DemoScript(site, trace).run();
            trace.end();
        }

        assertThat(trace.isAsExpected()).isFalse();
        assertThat(out.toString()).contains("EXPECTED POSTED 00", "EXPECTED 99,984.59",
                "differ from what was expected");
    }

    @Test
    void noCardNumberReachesTheJournalOrAFileOfBillers() throws Exception {
        final DemoTrace trace = new DemoTrace(new PrintWriter(new StringWriter()));
        try (DemoSite site = DemoSite.start(DemoInstitution.ECUADOR, 0, 0)) {
            new OperationsScript(site, trace).run();
            for (final String secret : List.of("4545450000000001", "4507990000000002", "4111111111111111")) {
                assertThat(filesWith(site.directory(), secret)).as(secret)
                        .allMatch(file -> file.getFileName().toString().equals("cards.csv"));
            }
            assertThat(filesWith(site.directory(), "02-0123-004-0005")).as("what is looked for is found")
                    .anyMatch(file -> file.toString().contains("journal"))
                    .anyMatch(file -> file.getFileName().toString().startsWith("301-"));
        }
        assertThat(trace.isAsExpected()).isTrue();
    }

    private static List<Path> filesWith(final Path directory, final String text) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            final List<Path> found = new ArrayList<>();
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
            return found;
        }
    }
}
