package io.ayni.connectors.translate;

import io.ayni.connectors.frame.FrameFormat;

/** One good message of each kind. */
final class IsoSamples {
    static final String PAN = "4000001234567899";
    static final String PAYMENT_ID = "0000000000F4R";

    private IsoSamples() {
    }

    static IsoPeer peer(final IsoRole role) {
        return new IsoPeer(7, role.text(), role, IsoText.DIALECT, FrameFormat.BINARY_2);
    }

    static IsoText transfer() {
        return common("0200", "400000").with(102, "1000000001").with(103, "1000000002");
    }

    static IsoText interbank() {
        return common("0200", "400000").with(100, "2002").with(102, "1000000001").with(103, "EC-77 001");
    }

    static IsoText cardPayment() {
        return common("0200", "500000").with(2, PAN).with(102, "1000000001");
    }

    static IsoText bill() {
        return common("0200", "500000").with(98, "17").with(102, "1000000001").with(103, "0912345678");
    }

    static IsoText inquiry(final String processingCode) {
        return common("0100", processingCode).with(102, "1000000001");
    }

    static IsoText stepUp() {
        return interbank().with(11, "000124").with(124, PAYMENT_ID).with(125, "012345");
    }

    static IsoText purchase() {
        return common("0100", "000000").with(2, PAN);
    }

    static IsoText advice() {
        return common("0220", "000000").with(2, PAN).with(11, "000124")
            .with(90, "0100" + "000123" + "1121040506" + "00000009999" + "00000000000");
    }

    static IsoText credit() {
        return common("0200", "210000").with(32, "2002").with(103, "1000000002");
    }

    static IsoText reversal() {
        return common("0420", "400000").with(11, "000125")
            .with(90, "0200" + "000123" + "1121040506" + "00000009999" + "00000000000");
    }

    static IsoText echo() {
        return IsoText.of("0800").with(7, "1121040506").with(11, "000001").with(70, "301");
    }

    private static IsoText common(final String mti, final String processingCode) {
        return IsoText.of(mti).with(3, processingCode).with(4, "000000001500").with(7, "1121040506")
            .with(11, "000123").with(12, "230506").with(13, "1120").with(32, "9999").with(37, "REF000000001")
            .with(41, "WEB00001").with(42, "MERCHANT0000001").with(49, "840");
    }
}
