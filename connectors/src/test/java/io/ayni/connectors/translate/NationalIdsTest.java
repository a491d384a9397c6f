package io.ayni.connectors.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.ayni.connectors.translate.NationalIds.Finding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong digit of a cédula is refused, that of a RUC only doubted: real companies fail it. */
class NationalIdsTest {
    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "1710034065,    FITS,     a cédula",
        "0926687856,    FITS,     a cédula of Guayas",
        "1710034066,    WRONG,    the digit is 5",
        "1710034056,    WRONG,    two digits were exchanged",
        "2510034065,    WRONG,    there are 24 provinces",
        "171003406,     WRONG,    nine digits",
        "17100340651,   WRONG,    eleven digits",
        "17100X4065,    WRONG,    no digit",
        "1710034065001, FITS,     the RUC of a person: the cédula and 001",
        "1790016919001, FITS,     of a company",
        "1760001550001, FITS,     of a public institution",
        "1790016918001, DOUBTFUL, of a company; the digit does not fit",
        "1760001560001, DOUBTFUL, of a public institution; the digit does not fit",
        "1710034066001, DOUBTFUL, of a person; the digit does not fit"})
    void theCheckDigitTells(final String number, final Finding finding, final String what) {
        assertThat(NationalIds.of(number)).as(what).isEqualTo(finding);
    }
}
