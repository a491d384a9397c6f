package io.ayni.perf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;

import io.ayni.iso8583.codec.IsoReader;
import io.ayni.iso8583.codec.Result;
import org.agrona.concurrent.UnsafeBuffer;
import org.jpos.iso.ISOMsg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Whether the libraries do the same work; and the comparison in small, so that it never rots. No timing decides. */
class CodecPeersTest {
    @ParameterizedTest
    @ValueSource(strings = {"iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd"})
    void jposReadsTheSameFieldsAndAnswersWithTheSameBytes(final String dialect) throws Exception {
        final JposCodec jpos = new JposCodec();
        jpos.dialect = dialect;
        jpos.setUp();

        final ISOMsg message = jpos.parse();
        CodecMessages.REQUEST.forEach((field, value) ->
            assertThat(message.getString(field)).as("field " + field).isEqualTo(value));
        assertThat(jpos.parseAndAnswer()).isEqualTo(answerOfAyni(dialect));
    }

    @Test
    void j8583ReadsTheSameFieldsAndAnswersWithTheSameBytes() throws Exception {
        final J8583Codec j8583 = new J8583Codec();
        j8583.setUp();

        CodecMessages.REQUEST.forEach((field, value) -> {
            try {
                assertThat(j8583.parse().getObjectValue(field).toString()).as("field " + field).isEqualTo(value);
            } catch (final Exception broken) {
                throw new AssertionError(broken);
            }
        });
        assertThat(j8583.parseAndAnswer()).isEqualTo(answerOfAyni("iso1987-ascii"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd"})
    void ourAnswerHasEveryFieldOfTheRequestAndTwoMore(final String dialect) {
        final byte[] answer = answerOfAyni(dialect);
        final IsoReader reader = new IsoReader(CodecMessages.dialect(dialect));

        assertThat(reader.wrap(new UnsafeBuffer(answer), 0, answer.length)).isEqualTo(Result.OK);
        assertThat(reader.mti()).isEqualTo(0x0210);
        CodecMessages.REQUEST.forEach((field, value) -> assertThat(reader.text(field)).isEqualTo(value));
        assertThat(reader.text(38)).isEqualTo(CodecMessages.APPROVAL_CODE);
        assertThat(reader.text(39)).isEqualTo(CodecMessages.APPROVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso1987-ascii", "iso1987-ebcdic", "iso1987-bcd"})
    void theMessageIsOneOfAbout250BytesWith18Fields(final String dialect) {
        assertThat(CodecMessages.REQUEST).hasSize(18);
        final int length = CodecMessages.request(CodecMessages.dialect(dialect)).length;
        assertThat(length).isBetween(dialect.endsWith("bcd") ? 180 : 250, 256);
    }

    @Test
    void theBenchmarkRuns() throws Exception {
        final Collection<RunResult> results = new Runner(new OptionsBuilder()
            .include(CodecBenchmark.class.getName())
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(50))
            .addProfiler(GCProfiler.class)
            .addProfiler(CpuTimeProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build()).run();

        assertThat(results).isNotEmpty().allSatisfy(result ->
            assertThat(result.getPrimaryResult().getScore()).isPositive());
        final String measured = " [\\d,]+ ns, [\\d,]+ ns cpu, [\\d,]+ B \\|";
        final String ratio = " [\\d.]+, cpu [\\d.]+ \\|";
        assertThat(CodecTable.of(results).lines().skip(2)).hasSize(6)
            .allMatch(row -> row.matches("\\| parse.* \\|" + measured + measured + ratio + ".*"))
            .filteredOn(row -> row.contains("iso1987-ascii"))
            .allMatch(row -> row.matches(".*" + ratio + measured + ratio));
    }

    private static byte[] answerOfAyni(final String dialect) {
        final AyniCodec ayni = new AyniCodec();
        ayni.dialect = dialect;
        ayni.setUp();
        return ayni.answerBytes(ayni.parseAndAnswer());
    }
}
