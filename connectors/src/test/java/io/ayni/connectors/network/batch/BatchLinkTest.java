package io.ayni.connectors.network.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ayni.connectors.harness.LinkBench;
import io.ayni.core.command.BillerAnswerDecoder;
import io.ayni.core.payment.BillerResult;
import io.ayni.core.payment.LinkState;
import io.ayni.core.payment.SendKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that billers fetch, and what the engine is told of them. */
class BatchLinkTest {
    private static final int LINK = 4;
    private static final int TAXES = 301;
    private static final String REFERENCE = "02-0123-004-0005";
    private static final ZoneId GUAYAQUIL = ZoneId.of("America/Guayaquil");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), GUAYAQUIL);

    @TempDir
    private Path directory;
    private final LinkBench bench = new LinkBench();
    private BatchLink link;

    @AfterEach
    void close() {
        if (link != null) {
            link.close();
        }
        bench.close();
    }

    @Test
    void aPaymentIsALineInTheFileOfItsBillerAndDayAndOnceAlone() throws IOException {
        start();
        final BillerAnswerDecoder paid = send(7, SendKind.REQUEST, 12_500);
        assertThat(result(paid)).isEqualTo(BillerResult.PAID);
        assertThat(paid.receipt().strip()).isEqualTo("301-20261120-000001");

        assertThat(result(send(7, SendKind.REQUEST, 12_500))).as("again").isEqualTo(BillerResult.PAID);
        final BillerAnswerDecoder other = send(7, SendKind.REQUEST, 12_600);
        assertThat(result(other)).as("under the same reference another amount").isEqualTo(BillerResult.REFUSED);
        assertThat(other.responseCode()).isEqualTo('9' << 8 | '4');

        assertThat(lines()).hasSize(2);
        assertThat(lines().getLast()).startsWith("0000000000007,301,02-0123-004-0005,12500,840,");
    }

    @Test
    void theStatusIsLookedUpInTheFilesAfterARestartToo() {
        start();
        send(7, SendKind.REQUEST, 12_500);
        link.close();

        start();
        final BillerAnswerDecoder known = send(7, SendKind.STATUS, 12_500);
        assertThat(result(known)).isEqualTo(BillerResult.PAID);
        assertThat(known.receipt().strip()).isEqualTo("301-20261120-000001");
        assertThat(result(send(8, SendKind.STATUS, 12_500))).isEqualTo(BillerResult.NOT_FOUND);
    }

    @Test
    void aLineThatACrashCutShortIsCutOffAndWhatFollowsIsWhole() throws IOException {
        start();
        send(7, SendKind.REQUEST, 12_500);
        link.close();
        Files.writeString(file(), "0000000000008,301,02-01", StandardOpenOption.APPEND);

        start();
        assertThat(result(send(8, SendKind.STATUS, 12_500))).isEqualTo(BillerResult.NOT_FOUND);
        assertThat(result(send(8, SendKind.REQUEST, 100))).isEqualTo(BillerResult.PAID);
        assertThat(lines()).hasSize(3);
        assertThat(lines().subList(1, 3)).allMatch(line -> BatchLine.parse(line) != null);
    }

    @Test
    void aFileCutInItsHeaderBeginsAnew() throws IOException {
        Files.writeString(file(), "payment,bil");
        start();
        send(7, SendKind.REQUEST, 12_500);
        assertThat(lines().getFirst() + '\n').isEqualTo(BatchLine.HEADER);
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aFileDamagedBeforeItsLastLineIsLeftToAPerson() throws IOException {
        start();
        send(7, SendKind.REQUEST, 12_500);
        send(8, SendKind.REQUEST, 12_500);
        link.close();
        Files.writeString(file(), Files.readString(file()).replaceFirst("12500", "92500"));

        assertThatThrownBy(() -> new BatchFiles(directory, TODAY))
                .isInstanceOf(IOException.class).hasMessageContaining("is damaged at offset 53");
    }

    @Test
    void aReferenceCannotBreakOutOfItsColumn() {
        assertThat(new BatchLine(1, 2, "=1,\"\n2", 3, 840).text()).startsWith("0000000000001,2, 1   2,3,840,");
    }

    private void start() {
        link = new BatchLink(LINK, "files", directory, GUAYAQUIL, CLOCK, bench.loops(), bench.router(), bench);
        link.start();
        bench.awaitStatus(LINK, LinkState.UP);
    }

    private BillerAnswerDecoder send(final long paymentId, final SendKind kind, final long amountMinor) {
        bench.send(LINK, paymentId, kind, 0, TAXES, REFERENCE, amountMinor);
        return bench.billerAnswer();
    }

    private static BillerResult result(final BillerAnswerDecoder answer) {
        return BillerResult.ofCode(answer.result());
    }

    private Path file() {
        return directory.resolve("301-2026-11-20.csv");
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }
}
